/**
 * The parts of cranis that need Node: figures as files, the measured spectra that come with the package.
 * @module cranis/node
 */
export { packagedSpectra } from './cli/data.ts';
export { writeFileAtomic } from './cli/files.ts';
export { figureDocument } from './cli/render/document.ts';
export { type Figure, renderSvg, svgToPdf, svgToPng, writeFigure } from './cli/render/render.ts';
