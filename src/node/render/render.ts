/** Figures as files. Importing this module loads no renderer; each is loaded when a figure is written in its format. */
import { extname } from 'node:path';
import { svgText } from '../../figures/svg.ts';
import { CranisError } from '../../model/errors.ts';
import { writeFileAtomic } from '../write-file.ts';
import type { PngOptions } from './png.ts';

/** A figure: the element, or its text. */
export type Figure = Element | string;

/** The figure as a complete SVG document. */
export function renderSvg(figure: Figure): string {
  return typeof figure === 'string' ? figure : svgText(figure);
}

/** The figure as a PNG file, in the fonts of the package. */
export async function svgToPng(figure: Figure, options: PngOptions = {}): Promise<Uint8Array> {
  const { pngOf } = await import('./png.ts');
  return pngOf(renderSvg(figure), options);
}

/** The figure as a PDF file of one page, its fonts embedded. */
export async function svgToPdf(figure: Figure): Promise<Uint8Array> {
  const { pdfOf } = await import('./pdf.ts');
  return pdfOf(renderSvg(figure));
}

const WRITERS = {
  '.svg': async (figure: Figure) => renderSvg(figure),
  '.png': (figure: Figure) => svgToPng(figure),
  '.pdf': (figure: Figure) => svgToPdf(figure),
} as const;

/** The endings that `writeFigure` knows. */
export const FIGURE_ENDINGS = Object.freeze(Object.keys(WRITERS) as (keyof typeof WRITERS)[]);

/** Write the figure in the format that the path's ending says. The file appears whole or not at all. */
export async function writeFigure(path: string, figure: Figure): Promise<void> {
  const ending = extname(path).toLowerCase();
  if (!(ending in WRITERS)) {
    throw new CranisError(`cannot tell from its ending in which format to write ${path}`, {
      where: path,
      hint: `a figure ends in ${FIGURE_ENDINGS.join(', ')}`,
    });
  }
  writeFileAtomic(path, await WRITERS[ending as keyof typeof WRITERS](figure));
}
