/** A run on disk, in the form of what `cranis analyse --format json` prints, as far as a fit needs it. */
import { openRun } from '../../campaign/open.ts';
import { atMultipoles } from '../../model/spectrum.ts';
import { ensembleStudy } from '../../studies/ensemble/study.ts';
import { sayNotes } from '../failure.ts';

export async function analysedFolder(path: string): Promise<Record<string, unknown>> {
  const { times, ell, realisations, parameters, notes } = await ensembleStudy({ source: openRun(path) });
  sayNotes(notes);
  return {
    times: times.map(({ time }) => time),
    ell,
    C: times.map(({ C }) => atMultipoles(ell, C)),
    error: times.map(({ error }) => error && atMultipoles(ell, error)),
    diffusion: times.map(({ diffusion }) => diffusion),
    scatteringRate: times.map(({ scattering }) => scattering?.rate),
    realisations,
    parameters,
  };
}
