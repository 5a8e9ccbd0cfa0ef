/** The words of a picture, without its tags, so that a test that fails says little. */
export const svgText = (svg: string): string =>
  svg
    .replaceAll(/<metadata>.*<\/metadata>|<[^>]+>/gsu, '')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s+/gu, ' ');
