/**
 * The parts of cranis that need Node: writing figures as files, and reading the measured spectra that come with the package.
 * @module cranis/node
 */
export { packagedSpectra } from './packaged-data.ts';
export { figureDocument } from './render/document.ts';
export { type Figure, renderSvg, svgToPdf, svgToPng, writeFigure } from './render/render.ts';
export { writeFileAtomic } from './write-file.ts';
