/** The sky of a spectrum in a record: what decided it, and beside it what a reader wants to know. */
import type { SeenSky } from '../../coverage/record.ts';
import type { RecordOf } from './records.ts';

export function coverageRecord({
  label,
  source,
  declination,
  fSky,
  w2,
  w4,
  record,
}: SeenSky): RecordOf<'sky'>['coverage'] {
  const { coverage: name, ...others } = record;
  return { name, label, source, declination, ...others, fSky, w2, w4 };
}
