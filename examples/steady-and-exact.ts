// What the cut at ℓ_max does to C_10: how much it grows when ℓ_max doubles, and when ℓ_max → ∞.
import { createModel, exactSpectrum, steadySpectrum } from 'cranis';

const model = createModel({ k0: 1e-3, k1: 100, alpha: 50, gradient: 1e-4 });
for (const lMax of [30, 60, 120]) {
  const { C, checks } = steadySpectrum(model, { lMax });
  console.log(lMax, C[10].toExponential(2), checks.lMaxDoubling?.[10].toFixed(2), checks.toExact?.[10].toFixed(1));
}
console.log('∞', exactSpectrum(model, { lMax: 10 }).C[10].toExponential(2));
