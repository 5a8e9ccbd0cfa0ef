/**
 * Figures, the same in Node and in a browser: each takes a document first and returns an SVG element.
 * @module cranis/figures
 */
export { type Figure2Data, figure2 } from './figure2.ts';
export { lineFigure } from './line-figure.ts';
export { measuredCaptions, measuredPoints } from './measured-points.ts';
export { type FigureSpec, panels } from './panels.ts';
export { powerSpectrumPanel, powerSpectrumPlot } from './power-spectrum.ts';
export { spectrumFigure } from './spectrum-figure.ts';
export { svgText } from './svg.ts';
