/** Figure 1, its run and its numbers, as files of a folder. */
import { join } from 'node:path';
import { figure1 } from '../../figures/figure1.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { brief } from '../../model/number-text.ts';
import { ensureFolder } from '../../node/write-file.ts';
import { alphaText, computeFigure1, type Figure1Result, figure1Csv } from '../../studies/figure1/study.ts';
import { analysisOf } from '../analyse/output.ts';
import { columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';
import { makeRun } from '../simulate/run.ts';

export interface Figure1Files {
  readonly result: Figure1Result;
  /** The figure in its formats, the table, and the run. */
  readonly files: readonly string[];
}

/** @param quick whether the model's ensemble is the small one; quiet: no progress on stderr */
export async function makeFigure1(
  model: Model,
  folder: string,
  { quick = false, quiet = false }: { readonly quick?: boolean; readonly quiet?: boolean } = {},
): Promise<Figure1Files> {
  const { lMax } = model.values;
  if (lMax === 'exact') {
    throw new CranisError('figure 1 needs a number for ℓ_max: the exact limit stands beside it anyway', {
      where: 'lMax',
      hint: 'give --l-max N, for example 60',
    });
  }
  ensureFolder(folder);
  const run = join(folder, quick ? 'figure-1-quick-run' : 'figure-1-run');
  const { plan } = await makeRun(model, { folder: run, keep: 'spectra', engine: 'single', quiet });
  const result = computeFigure1(model, lMax, analysisOf(plan.store), quick);
  const files = ['svg', 'png', 'pdf', 'csv'].map((ending) => join(folder, `figure-1.${ending}`));
  for (const file of files) {
    if (file.endsWith('.csv')) await writeText(figure1Csv(result), file);
    else await writePicture(file, (document) => figure1(document, result.data));
  }
  return { result, files: [...files, run] };
}

/** What the figure found, for the terminal. */
export function figure1Summary({ fits, diffusion, diffusionError, analysis }: Figure1Result): string[] {
  const { theory, realisations, times } = analysis;
  return [
    ...columns(
      [
        ...fits.map((fit) => [
          `best α at t = ${times.at(-1)!.time}, ${fit.lMax === 'exact' ? 'ℓ_max → ∞' : `ℓ_max = ${fit.lMax}`}`,
          alphaText(fit).replace(/^= /u, ''),
          `χ²/dof = ${brief(fit.chiSquare, 3)}/${fit.degreesOfFreedom}`,
        ]),
        [
          `K of ${realisations} realisations, r_g c`,
          `${diffusion.toFixed(2)} ± ${diffusionError.toFixed(2)}`,
          theory === undefined ? '' : `by [P12] ${brief(1 / (3 * theory), 3)}`,
        ],
      ],
      'lll',
    ),
  ];
}
