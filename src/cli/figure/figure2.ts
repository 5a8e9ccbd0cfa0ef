/** Figure 2 and its numbers, as files of a folder. */
import { join } from 'node:path';
import { figure2 } from '../../figures/figure2.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { ensureFolder } from '../../node/write-file.ts';
import { figure2Csv } from '../../studies/figure2/csv.ts';
import { FIGURE2_NAMES } from '../../studies/figure2/settings.ts';
import { computeFigure2, type Figure2Result } from '../../studies/figure2/study.ts';
import { writePicture, writeText } from '../output/write.ts';

export interface Figure2Files {
  readonly result: Figure2Result;
  readonly files: readonly string[];
}

export async function makeFigure2(model: Model, folder: string): Promise<Figure2Files> {
  const { lMax } = model.values;
  if (lMax === 'exact') {
    throw new CranisError('figure 2 needs a number for ℓ_max: the exact limit stands beside it anyway', {
      where: 'lMax',
      hint: 'give --l-max N, for example 60',
    });
  }
  ensureFolder(folder);
  const result = computeFigure2(model, lMax, FIGURE2_NAMES);
  const files = ['svg', 'png', 'pdf', 'csv'].map((ending) => join(folder, `figure-2.${ending}`));
  for (const file of files) {
    if (file.endsWith('.csv')) await writeText(figure2Csv(result), file);
    else await writePicture(file, (document) => figure2(document, result.data));
  }
  return { result, files };
}
