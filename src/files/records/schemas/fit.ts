/** What `cranis fit` writes as JSON. */
import { z } from 'zod';
import {
  byName,
  checked,
  count,
  described,
  type Finding,
  finite,
  flag,
  gappyList,
  lengths,
  list,
  modelParameters,
  multipoles,
  record,
  rising,
  rows,
  text,
  units,
  version,
} from './common.ts';

const value = z.number();
const pair = z.array(z.number()).length(2);

const plain = record('fit', 'Parameters of the theory from a measured spectrum or a run: best fit, χ² and posterior.', {
  free: described(
    z.array(z.string()).min(1),
    'Parameters that were fitted. Objects with a value a parameter have these names.',
  ),
  best: byName(value, 'Where the likelihood is highest.'),
  chiSquare: finite('χ² of the best fit.'),
  degreesOfFreedom: described(z.int(), 'Multipoles less parameters.'),
  probability: finite('Probability of a χ² at least so large; null without degrees of freedom.').nullable(),
  logLikelihood: finite('Natural logarithm of the likelihood of the best fit.'),
  median: byName(value, 'Median of the posterior.'),
  interval68: byName(pair, 'Central interval that holds 68 % of the posterior.'),
  interval95: byName(pair, 'Central interval that holds 95 % of the posterior.'),
  converged: flag('Whether the chain is long enough to be believed.'),
  posterior: z
    .object({
      'q2.5': byName(value, 'Quantile of 2.5 %.'),
      q16: byName(value, 'Quantile of 16 %.'),
      q50: byName(value, 'Median.'),
      q84: byName(value, 'Quantile of 84 %.'),
      'q97.5': byName(value, 'Quantile of 97.5 %.'),
      mean: byName(value, 'Mean.'),
      standardDeviation: byName(value, 'Standard deviation.'),
      correlation: rows('Correlation coefficients, rows and columns in the order of `free`.'),
      atEndOfRange: byName(z.array(z.string()), 'At which ends of its range the posterior is cut off.'),
      thin: count('Steps of the chain from one that is listed to the next.'),
      samples: byName(z.array(z.number()), 'Samples, in the same order for all parameters.'),
    })
    .meta({ description: 'The posterior.' }),
  chain: z
    .object({
      converged: flag('Whether the chain is long enough to be believed.'),
      autocorrelation: byName(value, 'Autocorrelation time in samples of one walker.'),
      samples: count('Samples of all walkers, after the burn-in.'),
      effectiveSamples: finite('Independent samples that these are worth.'),
      walkers: count('Walkers of the ensemble.'),
      steps: count('Steps of each walker, after the burn-in.'),
      burnIn: count('Steps left out before.'),
      acceptance: finite('Fraction of moves accepted.'),
      seed: described(z.int(), 'Seed of the random numbers.'),
    })
    .meta({ description: 'How the posterior was sampled.' }),
  prior: z
    .object({
      kind: text('jeffreys or flat.'),
      ranges: byName(pair, 'Where each parameter may lie.'),
      flatIn: byName(z.string(), 'In what the prior is flat, before the prior of its kind.'),
    })
    .meta({ description: 'The prior.' }),
  likelihood: z
    .object({
      kind: text('gamma or gaussian.'),
      errors: text('What the errors of the data are taken for.'),
      skyScatter: flag('Whether the scatter of the sky comes on top of them.'),
      noiseSubtracted: finite('Noise that had been subtracted from the data, and scatters all the same.'),
    })
    .meta({ description: 'The likelihood.' }),
  data: z
    .object({
      label: text('Name of the data.'),
      source: text('Where they are from.'),
      digitised: flag('Whether they were read off a published picture.'),
      caveats: described(z.array(z.string()), 'What a reader must know.'),
      sky: text('What is folded with what.'),
      fSky: finite('Fraction of the sky.'),
      coupled: flag('Whether the theory was coupled through the coverage.'),
      withoutM0: flag('Whether m = 0 is missing.'),
      file: text('Name of the file.').optional(),
      time: finite('Time of a run, r_g/c.').optional(),
      log10Energy: finite('log10 of the energy in GeV, of spectra that come with cranis.').optional(),
    })
    .meta({ description: 'What was fitted.' }),
  curve: z
    .object({
      ell: multipoles('Multipoles fitted.'),
      power: list('What was measured, noise included, one value a multipole.'),
      errorLow: list('Error towards lower values.'),
      errorHigh: list('Error towards higher values.'),
      degreesOfFreedom: gappyList('Degrees of freedom of the scatter of the sky; null where errors are total.'),
      best: list('What the best fit expects.'),
      low68: list('Lower end of the interval that holds 68 % of the expectations of the posterior.'),
      high68: list('Its upper end.'),
      low95: list('The same for 95 %.'),
      high95: list('Its upper end.'),
      scatter68: rows('Lower and upper end of where 68 % of skies lie about the best fit: two rows.'),
      pull: list('By how many standard deviations each value differs from the best fit.'),
    })
    .meta({ description: 'Data and fit.' }),
  spectrum: z
    .object({ ell: multipoles('Multipoles.'), C: list('C_ℓ of the best fit, full sky, without noise.') })
    .meta({ description: 'The theory of the best fit.' }),
  checks: z
    .object({
      interpolation: finite('Largest error of ln C_ℓ found in the interpolated theory.'),
      theoryEvaluations: count('How often the theory itself was computed.'),
      bestFitConverged: flag('Whether the search for the best fit ended where it should.'),
    })
    .meta({ description: 'How exact the fit is.' }),
  units: units({}),
  parameters: modelParameters,
  version,
});

/** Lists of wrong lengths, multipoles that do not rise; of as much of a record as is there. */
export const fitFindings = ({ curve, spectrum }: Partial<z.output<typeof plain>>): Finding[] => [
  ...rising(curve?.ell, 'curve', 'ell'),
  ...rising(spectrum?.ell, 'spectrum', 'ell'),
  ...lengths(
    Object.fromEntries(
      ['power', 'errorLow', 'errorHigh', 'degreesOfFreedom', 'best', 'low68', 'high68', 'low95', 'high95', 'pull'].map(
        (name) => [`curve.${name}`, curve?.[name as 'power']],
      ),
    ),
    'curve.ell',
    curve?.ell?.length,
  ),
  ...lengths({ 'spectrum.C': spectrum?.C }, 'spectrum.ell', spectrum?.ell?.length),
];

export const fitSchema = checked(plain, fitFindings);
