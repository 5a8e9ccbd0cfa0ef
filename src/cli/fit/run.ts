/** A run on disk, in the form of what `cranis analyse --format json` prints, as far as a fit needs it. */
import { openRun } from '../../campaign/open.ts';
import { RUN_NAMES } from '../../ensemble/run.ts';
import { parameterRecord } from '../../model/describe.ts';
import { atMultipoles } from '../../model/spectrum.ts';
import { analysisOf } from '../analyse/output.ts';

export function analysedFolder(path: string): Record<string, unknown> {
  const { times, ell, realisations, model } = analysisOf(openRun(path));
  return {
    times: times.map(({ time }) => time),
    ell,
    C: times.map(({ C }) => atMultipoles(ell, C)),
    error: times.map(({ error }) => error && atMultipoles(ell, error)),
    diffusion: times.map(({ diffusion }) => diffusion),
    scatteringRate: times.map(({ scattering }) => scattering?.rate),
    realisations,
    parameters: parameterRecord(model, RUN_NAMES),
  };
}
