/** Results to the terminal or to a file; files whole or not at all. */

import type { Figure } from '../../node/render/render.ts';
import { writeFileAtomic } from '../../node/write-file.ts';
import { uninterrupted } from '../interrupt.ts';

/** Text to a file, or to the terminal if there is none. */
export async function writeText(text: string, file: string | undefined): Promise<void> {
  if (file !== undefined) return uninterrupted(() => writeFileAtomic(file, text));
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** A figure to a file, by its ending. What draws is loaded only now. */
export async function writePicture(file: string, draw: (document: Document) => Figure): Promise<void> {
  const { figureDocument } = await import('../../node/render/document.ts');
  const { writeFigure } = await import('../../node/render/render.ts');
  const figure = draw(figureDocument());
  await uninterrupted(() => writeFigure(file, figure));
}
