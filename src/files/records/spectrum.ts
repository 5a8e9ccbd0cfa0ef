/** The record of a spectrum of the theory. */
import type { UnitsBlock } from '../../model/describe.ts';
import { atMultipoles, type Spectrum } from '../../model/spectrum.ts';
import type { Checks } from '../../theory/index.ts';
import { createRecord, type RecordOf } from './records.ts';

/** A spectrum of the theory, and what its file says beside it. A `SpectrumResult` is one. */
export interface SpectrumContent {
  readonly spectrum: Spectrum & { readonly noise: number };
  /** Arrays by ℓ from 0. */
  readonly checks: Checks & { readonly tailExponent?: number };
  readonly units: UnitsBlock;
}

/** What `cranis spectrum` writes, for {@link writeRecord}. */
export function spectrumRecord({ spectrum, checks, units }: SpectrumContent): RecordOf<'spectrum'> {
  const { ell, C, noise, provenance } = spectrum;
  const { lMaxDoubling, toExact, tailExponent, ...numbers } = checks;
  return createRecord('spectrum', {
    ell,
    C: atMultipoles(ell, C),
    noise,
    checks: {
      ...numbers,
      ...(lMaxDoubling ? { lMaxDoubling: atMultipoles(ell, lMaxDoubling) } : {}),
      ...(toExact ? { toExact: atMultipoles(ell, toExact) } : {}),
      ...(tailExponent === undefined ? {} : { tailExponent }),
    },
    units,
    parameters: provenance.parameters,
    version: provenance.version,
  });
}
