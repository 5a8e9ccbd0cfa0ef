/** Figure 2 and its numbers, as files of a folder. */
import { join } from 'node:path';
import type { Model } from '../../model/model.ts';
import { packagedSpectra } from '../../node/packaged-data.ts';
import { ensureFolder } from '../../node/write-file.ts';
import { packagedComparison } from '../../studies/figure2/compared.ts';
import { figure2Csv } from '../../studies/figure2/csv.ts';
import { drawFigure2 } from '../../studies/figure2/picture.ts';
import { type Figure2Result, figure2Study } from '../../studies/figure2/study.ts';
import { writePicture, writeText } from '../output/write.ts';

export interface Figure2Files {
  readonly result: Figure2Result;
  readonly files: readonly string[];
}

export async function makeFigure2(model: Model, folder: string): Promise<Figure2Files> {
  const compared = packagedComparison({
    hawcIceCube2019: packagedSpectra('hawcIceCube2019'),
    iceCube2025: packagedSpectra('iceCube2025'),
  });
  const result = await figure2Study({ model, compared });
  ensureFolder(folder);
  const files = ['svg', 'png', 'pdf', 'csv'].map((ending) => join(folder, `figure-2.${ending}`));
  for (const file of files) {
    if (file.endsWith('.csv')) await writeText(figure2Csv(result), file);
    else await writePicture(file, (document) => drawFigure2(document, result));
  }
  return { result, files };
}
