// The mixing matrix of one step: by two methods, its sum rule, and the step resummed to all orders.
import { createModel, generator, mixingMatrix, resummedMixing } from 'cranis';

const lMax = 40;
const { turbulence, deltaT } = createModel({ alpha: 50 });
const quadrature = mixingMatrix(turbulence, deltaT, { lMax });
const wigner = mixingMatrix(turbulence, deltaT, { lMax, method: 'wigner' });
const resummed = resummedMixing(generator(quadrature), deltaT);

// Row-major [ℓ, ℓ0], ℓ, ℓ0 = 0 … lMax.
const diagonal = (l: number) => l * (lMax + 2);
const differences = quadrature.M.map((value, i) => Math.abs(value - wigner.M[i]));
console.log('largest difference of the two methods below 1e-12:', Math.max(...differences) < 1e-12);
console.log('sum rule residual below 1e-12:', quadrature.sumRuleResidual < 1e-12);
console.log(' ℓ  M_ℓℓ − 1  resummed');
for (const l of [1, 2, 5, 10]) {
  const i = diagonal(l);
  console.log(
    `${l}`.padStart(2),
    quadrature.change[i].toFixed(4).padStart(9),
    (resummed[i] - 1).toFixed(4).padStart(9),
  );
}
