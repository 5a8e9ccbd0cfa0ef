import type { Turbulence } from '../model/turbulence.ts';
import type { PairMixing } from './mixing-quadrature.ts';
export function mixingByWigner(_t: Turbulence, _d: number, _l: number): PairMixing {
  throw new Error('wait');
}
