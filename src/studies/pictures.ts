/**
 * The pictures of studies, the same in Node and in a browser: each takes a document and the result of its study, and returns an SVG
 * element.
 * @module cranis/pictures
 */
export { drawEnsemble } from './ensemble/picture.ts';
export { drawFigure1 } from './figure1/picture.ts';
export { drawFigure2 } from './figure2/picture.ts';
export { drawCorner, drawFit } from './fit/picture.ts';
export { drawMixing } from './mixing/picture.ts';
export { drawObserve } from './observe/picture.ts';
export { drawSky } from './sky/picture.ts';
export { drawSpectrum } from './spectrum/picture.ts';
