/**
 * Figures, the same in Node and in a browser: each takes a document first and returns an SVG element.
 * @module cranis/figures
 */
export { type AlphaSpectrum, type Figure2Data, figure2 } from './figure2.ts';
export { type LinePanel, type LineSeries, lineFigure } from './line-figure.ts';
export { measuredCaptions, measuredPoints } from './measured-points.ts';
export type { FigureWords } from './page.ts';
export type { AxisSpec, Band, Curve, HorizontalLine, PanelSpec, PointSeries } from './panel-spec.ts';
export { type FigureSpec, panels } from './panels.ts';
export {
  type PowerSpectrumPanel,
  powerSpectrumPanel,
  powerSpectrumPlot,
  type SpectrumBand,
  type SpectrumCurve,
  type SpectrumPoints,
} from './power-spectrum.ts';
export type { SeenPanelData, SeenTheory } from './seen-panel.ts';
export { type SpectrumFigureData, spectrumFigure } from './spectrum-figure.ts';
export { svgText } from './svg.ts';
export type { Label, Run } from './text.ts';
