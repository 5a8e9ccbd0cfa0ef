/** A run on disk as the spectra that its analysis would record. */
import { openRun } from '../../campaign/open.ts';
import { analysisRecord } from '../../files/records/analysis.ts';
import { analysisSpectra } from '../../files/spectra/of-records.ts';
import type { SpectrumFile } from '../../files/spectra/spectrum-file.ts';
import { ensembleStudy } from '../../studies/ensemble/study.ts';
import { sayNotes } from '../failure.ts';

export async function analysedFolder(path: string): Promise<SpectrumFile> {
  const result = await ensembleStudy({ source: openRun(path) });
  sayNotes(result.notes);
  return analysisSpectra(analysisRecord(result), path);
}
