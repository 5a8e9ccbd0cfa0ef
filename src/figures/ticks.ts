/** Where the ticks of an axis are and what they say. */
import { formatNumber, powerOfTen } from './text.ts';

export type ScaleKind = 'log' | 'linear';
export type Domain = readonly [number, number];

export interface Ticks {
  /** Labelled ticks, with a grid line each. */
  readonly major: readonly number[];
  /** Short ticks without a label. */
  readonly minor: readonly number[];
  readonly format: (value: number) => string;
}

/** Ticks of an axis on which at most about `room` labels fit. */
export function axisTicks(kind: ScaleKind, domain: Domain, room: number): Ticks {
  return kind === 'log' ? logTicks(domain, room) : linearTicks(domain, room);
}

/**
 * Labels at powers of ten, or only at some of them if there is no room for all, and minor ticks at 2…9 between them. A short
 * axis has labels at 1, 2 and 5 too, and an axis within one decade has them at round numbers.
 */
function logTicks(domain: Domain, room: number): Ticks {
  const [low, high] = domain;
  const inside = (value: number) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const exponents = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const at = (mantissas: readonly number[]) =>
    exponents.flatMap((exponent) => mantissas.map((m) => Number(`${m}e${exponent}`))).filter(inside);

  const powers = at([1]);
  const fine = at([1, 2, 5]);
  const steps = at([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const minor = (major: readonly number[]) => steps.filter((value) => !major.includes(value));
  if (fine.length < 3) {
    const linear = linearTicks(domain, Math.min(room, 5));
    return { ...linear, format: formatLog(linear.major) };
  }
  if (fine.length <= room && high / low < 1000) return { major: fine, minor: minor(fine), format: formatLog(fine) };
  const stride = Math.max(1, Math.ceil(powers.length / Math.max(2, room)));
  const major = powers.filter((value) => Math.round(Math.log10(value)) % stride === 0);
  return {
    major,
    minor: stride > 1 ? minor(major).filter((v) => powers.includes(v)) : minor(major),
    format: formatLog(major),
  };
}

/** Plain numbers where all labels between 0.01 and 9999 are short so, powers of ten elsewhere: never a mixture. */
function formatLog(major: readonly number[]): (value: number) => string {
  if (major.every((value) => value >= 0.01 && value < 10_000)) return (value) => formatNumber(value);
  return (value) => {
    const exponent = Math.floor(Math.log10(value) + 1e-9);
    const mantissa = Number((value / 10 ** exponent).toPrecision(4));
    return mantissa === 1 ? powerOfTen(exponent) : `${mantissa}×${powerOfTen(exponent)}`;
  };
}

function linearTicks([low, high]: Domain, room: number): Ticks {
  const raw = (high - low) / Math.max(1, room);
  const power = Math.floor(Math.log10(raw));
  const mantissa = [1, 2, 5, 10].find((m) => m * 10 ** power >= raw * (1 - 1e-9))!;
  const step = Number(`${mantissa}e${power}`);
  const divisions = mantissa === 2 ? 4 : 5;
  const multiples = (size: number) => {
    const start = Math.ceil(low / size - 1e-9);
    const end = Math.floor(high / size + 1e-9);
    return Array.from({ length: end - start + 1 }, (_, i) => Number(((start + i) * size).toPrecision(12)));
  };
  const major = multiples(step);
  return {
    major,
    minor: multiples(step / divisions).filter((value) => !major.includes(value)),
    format: (value) => formatNumber(value, 6),
  };
}
