// C_ℓ of a spectrum g(k) given by its own points, drawn against a measured spectrum that comes with the package.
import { createModel, exactSpectrum } from 'cranis';
import { spectrumFigure } from 'cranis/figures';
import { figureDocument, packagedSpectra, writeFigure } from 'cranis/node';
import cranis from 'cranis/package.json' with { type: 'json' };

const table = { k: [0.01, 0.1, 1, 100], g: [0.01, 1, 0.3, 1e-4] };
const model = createModel({ table, alpha: 20, gradient: 2e-7 });
const { ell, C, tailExponent } = exactSpectrum(model, { lMax: 30 });
const figure = spectrumFigure(figureDocument(), {
  spectrum: { ell, C, provenance: { label: 'g(k) from a table', version: cranis.version, parameters: model.values } },
  lMax: 'exact',
  measurements: packagedSpectra('hawcIceCube2019'),
});
await writeFigure('own-turbulence.pdf', figure);
console.log(`C_ℓ falls as ℓ^${(-2 - tailExponent).toFixed(2)}; drawn in own-turbulence.pdf`);
