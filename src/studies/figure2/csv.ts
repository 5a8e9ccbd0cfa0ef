/** Every curve, band and point of Figure 2 as one table. */
import type { AlphaSpectrum } from '../../figures/figure2.ts';
import type { Figure2Result } from './study.ts';

const COLUMNS = 'series,alpha,lMax,ell,C,C_plus_noise,error_low,error_high,low68,high68,low95,high95';

export function figure2Csv(result: Figure2Result): string {
  const { model, truncated, exact, seen, measurements: measured, lMax, parameters, version } = result;
  const { noise } = model.values;
  const curves = (spectra: readonly AlphaSpectrum[], cut: string) =>
    spectra.flatMap(({ alpha, ell, C }) =>
      ell.map((l) => row('theory', alpha, cut, l, C[l], C[l] + noise, '', '', '', '', '', '')),
    );
  return [
    `# cranis ${version}; figure 2: theory curves without and with noise N = ${noise}, the same as seen (pseudo-C_ell expected of each`,
    '# sky with the noise stated below, and where 68 % and 95 % of skies fall), and measurements',
    ...Object.entries(parameters).map(([name, value]) => `# ${name} = ${JSON.stringify(value)}`),
    ...seen.map((one) => `# as seen by ${one.name}: ${one.sky}, N = ${one.noise}`),
    ...measured.map(({ label, source, caveats }) => `# ${label}: ${[source, ...caveats].join('; ')}`),
    COLUMNS,
    ...curves(truncated, `${lMax}`),
    ...curves(exact, 'exact'),
    ...seen.flatMap(({ name, alpha, theories }) =>
      theories.flatMap(({ lMax: cut, ell, expected, low68, high68, low95, high95 }) =>
        ell.map((l) =>
          row(`as seen by ${name}`, alpha, cut, l, '', expected[l], '', '', low68[l], high68[l], low95[l], high95[l]),
        ),
      ),
    ),
    ...measured.flatMap(({ label, ell, C, errorLow, errorHigh, withoutError }) =>
      ell.map((l) => {
        const [low, high] = withoutError?.includes(l) ? [] : [errorLow?.[l], errorHigh?.[l]];
        return row(label, '', '', l, C[l], '', low, high, '', '', '', '');
      }),
    ),
    '',
  ].join('\n');
}

const row = (...cells: (string | number | null | undefined)[]) => cells.map((cell) => quote(`${cell ?? ''}`)).join(',');
const quote = (text: string) => (/[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
