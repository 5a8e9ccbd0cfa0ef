import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDocsFigure } from '../../scripts/docs-figure.ts';
import { ROOT, temporaryFolder } from '../cli/cranis.ts';

test('the picture in the README is what cranis figure 2 makes, to the byte', () => {
  const made = join(temporaryFolder(), 'figure2.svg');
  writeDocsFigure(made);
  const current = readFileSync(join(ROOT, 'docs/figure2.svg')).equals(readFileSync(made));
  expect(current, 'docs/figure2.svg is out of date: run npm run docs').toBe(true);
});
