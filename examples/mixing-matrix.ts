// The mixing matrix of one step: by two methods, its sum rule, and the step resummed to all orders.
import { createModel, createStep, generator, mixingMatrix, resummedMixing } from 'cranis';

const lMax = 40;
const { turbulence, deltaT } = createModel({ alpha: 50 });
const step = createStep(turbulence, deltaT);
const quadrature = mixingMatrix(step, { lMax });
const wigner = mixingMatrix(step, { lMax, method: 'wigner' });
const resummed = resummedMixing(generator(quadrature), deltaT);

// Rows ℓ, columns ℓ0, both from 0 to lMax: M_ℓℓ0 is M.values[l * M.columns + l0].
const diagonal = (l: number) => l * (lMax + 2);
const differences = quadrature.M.values.map((value, i) => Math.abs(value - wigner.M.values[i]));
console.log('largest difference of the two methods below 1e-12:', Math.max(...differences) < 1e-12);
console.log('sum rule residual below 1e-12:', quadrature.sumRuleResidual < 1e-12);
console.log(' ℓ  M_ℓℓ − 1  resummed');
for (const l of [1, 2, 5, 10]) {
  const i = diagonal(l);
  console.log(
    `${l}`.padStart(2),
    quadrature.change.values[i].toFixed(4).padStart(9),
    (resummed.values[i] - 1).toFixed(4).padStart(9),
  );
}
