/** The pictures that a page draws from results are those that the commands write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { createModel } from '../../src/model/model.ts';
import { figureDocument } from '../../src/node/render/document.ts';
import { renderSvg } from '../../src/node/render/render.ts';
import { ensembleStudy } from '../../src/studies/ensemble/study.ts';
import { FIGURE2_DEFAULTS } from '../../src/studies/figure2/settings.ts';
import { figure2Study } from '../../src/studies/figure2/study.ts';
import { mixingStudy } from '../../src/studies/mixing/study.ts';
import { drawEnsemble, drawFigure2, drawMixing, drawSpectrum } from '../../src/studies/pictures.ts';
import { spectrumStudy } from '../../src/studies/spectrum/study.ts';
import { cranis, temporaryFolder } from '../cli/cranis.ts';
import { makeRun } from '../cli/run-fixture.ts';

const folder = temporaryFolder();
const document = figureDocument();

const written = async (...args: string[]) => {
  const file = join(folder, 'picture.svg');
  const { code, stderr } = await cranis([...args, '-o', file]);
  if (code !== 0) throw new Error(stderr);
  return readFileSync(file, 'utf8');
};

test('drawSpectrum draws what cranis spectrum writes', async () => {
  const result = await spectrumStudy({ model: createModel({ alpha: 20, lMax: 12, noise: 1e-8 }) });
  const svg = await written('spectrum', '--alpha', '20', '--l-max', '12', '--noise', '1e-8');
  expect(renderSvg(drawSpectrum(document, result))).toBe(svg);
});

test('drawEnsemble and drawMixing draw what cranis analyse and mixing write', async () => {
  const run = await makeRun(join(folder, 'run'));
  const source = openRun(run);
  const ensemble = await ensembleStudy({ source });
  expect(renderSvg(drawEnsemble(document, ensemble))).toBe(await written('analyse', run));
  const mixing = await mixingStudy({ source, time: 0.5, lMax: 5 });
  const svg = await written('mixing', run, '--time', '0.5', '--l-max', '5');
  expect(renderSvg(drawMixing(document, mixing))).toBe(svg);
});

test('drawFigure2 draws without measurements', async () => {
  const result = await figure2Study({ model: createModel({ ...FIGURE2_DEFAULTS, lMax: 30 }), compared: [] });
  const svg = renderSvg(drawFigure2(document, result));
  expect(svg).toContain('<svg');
  expect(svg).not.toContain('NaN');
});
