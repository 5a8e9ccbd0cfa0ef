/** Every point and curve of Figure 1 as one table. */
import type { AlphaSpectrum } from '../../figures/figure2.ts';
import { alphaText } from './fit.ts';
import type { Figure1Result } from './study.ts';

export function figure1Csv(result: Figure1Result): string {
  const { ensemble, times, lMax, truncated, exact, fitted, diffusion, diffusionError, fits, parameters } = result;
  const simulated = times.flatMap(({ time, ell, C, error, noise }, t) =>
    ell.map((l) => `simulated,${time},,,${l},${C[l]},${error?.[l] ?? ''},${ensemble.times[t].raw[l]},${noise}`),
  );
  const theory = (spectra: readonly (AlphaSpectrum | undefined)[], cut: string, series: string) =>
    spectra.flatMap((one) => (one ? one.ell.map((l) => `${series},,${one.alpha},${cut},${l},${one.C[l]},,,`) : []));
  return [
    `# cranis ${result.version}; figure 1: test particles and theory, C_ell per |G|^2 = 1 in r_g^2`,
    ...Object.entries(parameters).map(([name, value]) => `# ${name} = ${JSON.stringify(value)}`),
    `# diffusion = ${diffusion}, error ${diffusionError}`,
    ...fits.map(
      (fit) =>
        `# best alpha at lMax = ${fit.lMax}: ${alphaText(fit)}, chi-square ${fit.chiSquare}/${fit.degreesOfFreedom}`,
    ),
    'series,time,alpha,lMax,ell,C,error,raw,shotNoise',
    ...simulated,
    ...theory(truncated, `${lMax}`, 'theory'),
    ...theory(exact, 'exact', 'theory'),
    ...theory([fitted.truncated], `${lMax}`, 'best fit'),
    ...theory([fitted.exact], 'exact', 'best fit'),
    '',
  ].join('\n');
}
