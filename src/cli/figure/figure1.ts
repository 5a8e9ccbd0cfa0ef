/** Figure 1, its run and its numbers, as files of a folder. */
import { join } from 'node:path';
import type { Model } from '../../model/model.ts';
import { brief } from '../../model/number-text.ts';
import { ensureFolder } from '../../node/write-file.ts';
import { checkFigure1 } from '../../studies/figure1/check.ts';
import { figure1Csv } from '../../studies/figure1/csv.ts';
import { alphaText } from '../../studies/figure1/fit.ts';
import { drawFigure1 } from '../../studies/figure1/picture.ts';
import { type Figure1Result, figure1Study } from '../../studies/figure1/study.ts';
import { sayNotes } from '../failure.ts';
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
  const lMax = checkFigure1(model, model.values.lMax); // before the run, which takes a while
  ensureFolder(folder);
  const run = join(folder, quick ? 'figure-1-quick-run' : 'figure-1-run');
  const { plan } = await makeRun(model, { folder: run, keep: 'spectra', quiet });
  const result = await figure1Study({ source: plan.store, lMax, sourceTerm: model.source, quick });
  sayNotes(result.notes);
  const files = ['svg', 'png', 'pdf', 'csv'].map((ending) => join(folder, `figure-1.${ending}`));
  for (const file of files) {
    if (file.endsWith('.csv')) await writeText(figure1Csv(result), file);
    else await writePicture(file, (document) => drawFigure1(document, result));
  }
  return { result, files: [...files, run] };
}

/** What the figure found, for the terminal. */
export function figure1Summary({ fits, diffusion, diffusionError, ensemble, times }: Figure1Result): string[] {
  const { theory, realisations } = ensemble;
  return columns(
    [
      ...fits.map((fit) => [
        `best α at t = ${times.at(-1)!.time}, ${fit.lMax === 'exact' ? 'ℓ_max → ∞' : `ℓ_max = ${fit.lMax}`}`,
        alphaText(fit).replace(/^= /u, ''),
        `χ²/dof = ${brief(fit.chiSquare, 3)}/${fit.degreesOfFreedom}`,
      ]),
      [
        `K of ${realisations} realisations, r_g c`,
        `${diffusion.toFixed(2)} ± ${diffusionError.toFixed(2)}`,
        theory === undefined ? '' : `by [P12] ${brief(theory.diffusion, 3)}`,
      ],
    ],
    'lll',
  );
}
