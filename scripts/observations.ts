/**
 * docs/observations.md: what the combined HAWC–IceCube spectrum says of the theory. Run: npm run observations (some ten minutes).
 * Every number comes from the command line. Sentences that draw a conclusion state the condition under which they hold, and the
 * script stops where it does not. `--runs DIR` keeps the fits, and what is there already is not made again.
 */
import { cranis, writeDocument } from './document.ts';
import { degeneracies, mainTable, paperSection, robustness } from './observations/tables.ts';
import { conclusions, validity } from './observations/theory.ts';
import { limits, method, summary } from './observations/words.ts';

writeDocument('observations', [
  '# What the data say',
  '',
  `Made by \`npm run observations\` with cranis ${cranis('--version').trim()}; the numbers and pictures are what the commands gave.`,
  'α = k₁cΔT, K|G|² in units of c k₀, N the white noise level; the source term is the published one [P8]. With',
  '`--source consistent` every K|G|² below is a third of what it is here, and nothing else changes.',
  '',
  ...summary(),
  ...method(),
  ...mainTable(),
  ...paperSection(),
  ...degeneracies(),
  ...conclusions(),
  ...validity(),
  ...robustness(),
  ...limits(),
]);
