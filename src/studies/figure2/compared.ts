/** The measured spectra that Figure 2 holds the theory against. */
import type { SkyStatement } from '../../coverage/sky-statement.ts';
import type { MeasuredSpectrum } from '../../files/measured/measured.ts';
import { PACKAGED } from '../../files/measured/packaged.ts';

/** A measured spectrum, and the sky through which the theory is seen before the two are compared. */
export interface ComparedSpectrum {
  readonly measurement: MeasuredSpectrum;
  /** Short name of the observatory, for the title of a panel: IceCube. */
  readonly name: string;
  readonly sky: SkyStatement;
  /** Whether the model's noise is part of this measurement. */
  readonly hasNoise: boolean;
}

/**
 * The two of the package: the map of nearly the full sky, which theory can be held against as it is, and of the partial sky one
 * energy, near 10 TeV. The paper's noise N is that of the first; twelve years of IceCube lie far below it.
 * @param spectra those of the package's files, by their names as `packagedSpectra` of cranis/node takes them
 */
export function packagedComparison(spectra: {
  readonly hawcIceCube2019: readonly MeasuredSpectrum[];
  readonly iceCube2025: readonly MeasuredSpectrum[];
}): ComparedSpectrum[] {
  const [whole] = spectra.hawcIceCube2019;
  const near = spectra.iceCube2025.find(({ energy }) => energy !== undefined && energy > 10 && energy < 20)!;
  return [
    { measurement: whole, name: 'HAWC–IceCube', sky: PACKAGED['hawc-icecube-2019'].sky, hasNoise: true },
    { measurement: near, name: 'IceCube', sky: PACKAGED['icecube-2025'].sky, hasNoise: false },
  ];
}
