/** The parts of docs/observations.md that hold the theory against itself: what the cut at ℓ_max decides, how far first order reaches. */
import { cranis, table } from '../document.ts';
import { cut, WHITE } from './fits.ts';
import { L_MAXES, type LMax, lMaxLabel, number } from './rows.ts';

const ALPHAS = [10, 50, 200];

export function conclusions(): string[] {
  const spectrum = (alpha: number, lMax: LMax) =>
    (
      JSON.parse(cranis('spectrum', '--alpha', String(alpha), ...cut(lMax), '--ells', '1..20', '--format', 'json')) as {
        C: number[];
      }
    ).C;
  const C = new Map(L_MAXES.map((lMax) => [lMax, ALPHAS.map((alpha) => spectrum(alpha, lMax))]));
  const slope = (values: number[]) => (Math.log(values[9] / values[1]) / Math.log(5)).toFixed(2);
  const rows = L_MAXES.map((lMax) => {
    const all = C.get(lMax)!;
    const crossing = all[1].findIndex((value) => value < 1.5e-9);
    return [
      lMaxLabel(lMax),
      (all[0][0] / all[2][0]).toFixed(1),
      (all[0][9] / all[2][9]).toFixed(1),
      all.map(slope).join(', '),
      crossing < 0 ? '> 20' : String(crossing + 1),
      number(WHITE[lMax].median.noise),
    ];
  });
  return [
    "## Which of the paper's conclusions depend on ℓ_max",
    '',
    ...table(
      [
        'ℓ_max',
        'C_1(α = 10)/C_1(α = 200)',
        'C_10(α = 10)/C_10(α = 200)',
        'slope of C_ℓ, ℓ = 2 … 10, at α = 10, 50, 200',
        'C_ℓ < 1.5e-9 from ℓ, at α = 50',
        'N fitted',
      ],
      rows,
    ),
    '',
    '- *"With increasing α the normalisation decreases and the power spectrum falls off much faster."* True at every finite ℓ_max. In',
    '  the exact limit C_1 falls less than half as far, and the slope goes the other way: **the steepening is an effect of the cut.**',
    `- *"With α ≃ 50 we find good agreement."* The α that fits best depends on ℓ_max throughout the table above, and in the exact limit it is ${number(WHITE.exact.median.alpha)}. **A value of α without its ℓ_max says nothing.**`,
    '- *"Dominated by shot noise above ℓ ≳ 10."* That the points flatten there is in the data, whatever the theory; that the theory falls',
    '  below the noise there holds for a cut, and not in the exact limit.',
    '- The small-scale power as such, C_ℓ falling as a power of ℓ with no structure of the source, does not depend on ℓ_max.',
    '',
  ];
}

/** How far first order reaches: where one step of the perturbative matrix moves a multipole by all it has. */
export function validity(): string[] {
  const rows = [10, 50, Math.round(WHITE[60].median.alpha), 1000].map((alpha) => {
    const { M, deltaT } = JSON.parse(
      cranis('matrix', '--alpha', String(alpha), '--l-max', '60', '--format', 'json'),
    ) as { M: number[][]; deltaT: number };
    const change = M.map((row, l) => 1 - row[l]);
    const beyond = change.findIndex((value) => value > 1);
    return [String(alpha), number(deltaT), number(change[1]), number(change[5]), beyond < 0 ? '> 60' : String(beyond)];
  });
  return [
    '## How far the theory reaches',
    '',
    'It is of first order in one step ΔT: 1 − M_ℓℓ, the part of a multipole that a step moves, must be small. White noise:',
    '',
    ...table(['α', 'ΔT, r_g/c', '1 − M_11', '1 − M_55', '1 − M_ℓℓ > 1 from ℓ'], rows),
    '',
    'Against test particles the first order is off by tens of its errors at ℓ = 5, α = 50 ([validation](validation.md)). The α that the',
    'points ask for at a finite ℓ_max are beyond that: **there the fit describes the points, and is no measurement of the turbulence.**',
    '',
  ];
}
