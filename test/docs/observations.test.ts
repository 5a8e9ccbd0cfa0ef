import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Fitted, mainRow } from '../../scripts/observations/rows.ts';
import { cranisJson, ROOT } from '../cli/cranis.ts';

test('docs/observations.md says what cranis fit says today: the row of white noise for ℓ_max → ∞, to its digits', async () => {
  const fit = await cranisJson<Fitted>(['fit', '--data', 'hawc-icecube-2019', '--l-max', 'exact']);
  const row = mainRow('', 'exact', fit);
  const lines = readFileSync(join(ROOT, 'docs/observations.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(lines.map((cells) => cells.slice(1, -1).join('|'))).toContain(row.join('|'));
});
