/** What the renderers read off an SVG of ours without parsing it whole. */

/** Width and height in px as the root element states them. Throws a RangeError if it does not. */
export function svgSize(svg: string): { readonly width: number; readonly height: number } {
  const root = /<svg\b[^>]*>/u.exec(svg)?.[0] ?? '';
  const read = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)"`, 'u').exec(root)?.[1]);
  const size = { width: read('width'), height: read('height') };
  if (!(size.width > 0 && size.height > 0)) throw new RangeError('svgSize: the SVG states no width and height in px');
  return size;
}

/** Text of the first element of that name below the root, unescaped; undefined where there is none. */
export function svgField(svg: string, name: 'title' | 'desc' | 'metadata'): string | undefined {
  const content = new RegExp(`<${name}>([^<]*)</${name}>`, 'u').exec(svg)?.[1];
  return content?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
