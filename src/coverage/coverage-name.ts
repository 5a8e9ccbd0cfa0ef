/** The names of sky coverages, as they are typed. */
import { CranisError } from '../model/errors.ts';
import { didYouMean } from '../model/suggest.ts';
import { declinations, LATITUDES, OBSERVATORIES, type Observatory } from './observatories.ts';

const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)';
const BAND = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})$`, 'u');
const HINT = `give ${Object.keys(OBSERVATORIES).join(', ')}, a zenith angle as in hawc:43, or declinations as in -38..76`;

/** A preset, a preset with another zenith angle, or a band of declinations in degrees. */
export function parseCoverage(what: string | readonly [number, number]): Observatory {
  if (typeof what !== 'string') return band(what, `${what[0]}..${what[1]}`);
  const text = what.trim().toLowerCase();
  if (Object.hasOwn(OBSERVATORIES, text)) {
    const known = OBSERVATORIES[text as keyof typeof OBSERVATORIES];
    return { ...known, label: `${known.label}, ${bandText(known.declination)}` };
  }
  const ends = BAND.exec(text);
  if (ends) return band([Number(ends[1]), Number(ends[2])], text);
  const [name = '', zenith, ...more] = text.split(':');
  if (zenith !== undefined && more.length === 0 && Object.hasOwn(LATITUDES, name)) return narrower(name, zenith);
  throw new CranisError(
    `${text === '' ? 'an empty value' : what} is not a sky coverage${didYouMean(text, Object.keys(OBSERVATORIES))}`,
    { where: 'coverage', hint: HINT },
  );
}

function narrower(name: string, text: string): Observatory {
  const zenith = new RegExp(`^${NUMBER}$`, 'u').test(text) ? Number(text) : Number.NaN;
  if (!(zenith > 0 && zenith <= 180)) {
    throw new CranisError(`${name}:${text}: the largest zenith angle is not between 0 and 180 degrees`, {
      where: 'coverage',
      hint: HINT,
    });
  }
  const declination = declinations(LATITUDES[name], zenith);
  const { label, source } = OBSERVATORIES[name as keyof typeof OBSERVATORIES];
  return {
    name: `${name}:${zenith}`,
    label: `${label}, zenith < ${zenith}°, ${bandText(declination)}`,
    declination,
    source: `latitude ${LATITUDES[name]}°, zenith < ${zenith}° as stated; the site: ${source}`,
  };
}

function band(declination: readonly [number, number], name: string): Observatory {
  const [low, high] = declination;
  if (!(low >= -90 && high <= 90 && low < high)) {
    throw new CranisError(`${name} is not a band of declinations`, {
      where: 'coverage',
      hint: 'two numbers of degrees from -90 to 90, the lower one first, as in -38..76',
    });
  }
  return { name, label: bandText(declination), declination, source: 'declinations as stated' };
}

const bandText = ([low, high]: readonly [number, number]) => `declination ${degrees(low)} … ${degrees(high)}`;

const degrees = (value: number) => `${Number(value.toFixed(4))}°`.replace('-', '−');
