// How the spectrum grows from isotropy towards the steady state.
import { createModel, evolvedSpectrum, steadySpectrum } from 'cranis';

const lMax = 60;
const model = createModel({ alpha: 50 });
const steady = steadySpectrum(model, { lMax });
console.log('t c/r_g  C_1/steady  C_5/steady');
for (const time of [1, 3, 10, 30, 100]) {
  const { C } = evolvedSpectrum(model, { lMax, time });
  const ratio = (l: number) => (C[l] / steady.C[l]).toFixed(3).padStart(10);
  console.log(`${time}`.padStart(7), ratio(1), ' ', ratio(5));
}
