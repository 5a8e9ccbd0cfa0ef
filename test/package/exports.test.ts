import { expect, test } from 'vitest';
import * as figures from '../../src/figures/index.ts';
import * as root from '../../src/index.ts';
import * as node from '../../src/node/index.ts';

/** A name that goes is a change that breaks somebody's program; one that comes is for good. */
test('the names that cranis exports', () => {
  expect(Object.keys(root).sort()).toMatchInlineSnapshot(`
    [
      "CranisError",
      "DecouplingError",
      "PARAMETERS",
      "UNSEEN",
      "analyseSky",
      "ang2pix",
      "apodise",
      "bandMask",
      "combineMasks",
      "correlationTensor",
      "couplingMatrix",
      "createCoupledData",
      "createCoverage",
      "createDecoupling",
      "createDirectData",
      "createHarmonicTransform",
      "createMask",
      "createMatrix",
      "createModel",
      "createPseudoModel",
      "createSimulation",
      "createStep",
      "createTurbulence",
      "defaultPriors",
      "evolvedSpectrum",
      "exactBands",
      "exactSpectrum",
      "fieldCorrelation",
      "fitSpectrum",
      "generator",
      "kappa",
      "lambda",
      "loadEngine",
      "mapOf",
      "mapSpectrum",
      "mixingMatrix",
      "nest2ring",
      "pairSpectra",
      "parseMeasuredCsv",
      "pix2ang",
      "pixelCentres",
      "pixelCount",
      "powerSpectrum",
      "pseudoSpectra",
      "readFitsMap",
      "realisation",
      "resummedMixing",
      "ring2nest",
      "samplesOf",
      "sineIntegral",
      "sphericalBessel",
      "sphericalBesselIntegrals",
      "steadySpectrum",
      "summarise",
      "syntheticSkies",
      "wigner3j",
      "wigner3j000",
      "wigner3j000Squared",
      "wigner3jFamily",
      "wigner6j",
      "writeFitsMap",
    ]
  `);
});

test('the names that cranis/figures exports', () => {
  expect(Object.keys(figures).sort()).toMatchInlineSnapshot(`
    [
      "figure2",
      "lineFigure",
      "measuredCaptions",
      "measuredPoints",
      "panels",
      "powerSpectrumPanel",
      "powerSpectrumPlot",
      "spectrumFigure",
      "svgText",
    ]
  `);
});

test('the names that cranis/node exports', () => {
  expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
    [
      "figureDocument",
      "packagedSpectra",
      "renderSvg",
      "svgToPdf",
      "svgToPng",
      "writeFigure",
      "writeFileAtomic",
    ]
  `);
});
