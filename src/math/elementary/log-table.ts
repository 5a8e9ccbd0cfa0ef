/**
 * The table of the logarithms. x = 2^m · z with z from 0.6875 to 1.375, a range that is cut into 128 bins. Each bin has an `inverse`: a
 * number close to 1/z, of so few bits that r = z · inverse − 1 is exactly a double, with |r| ≤ 1/128. Then
 * ln x = m ln 2 − ln inverse + ln(1 + r). On both sides of z = 1 inverse is 1, so that logarithms close to 0 keep all their digits.
 * After Tang, ACM Trans. Math. Softw. 16 (1990) 378, where r needs a division instead.
 */
import { add, type DoubleDouble, divide, oddSeries } from './double-double.ts';

const BINS = 128;
const UNITS = 4398046511104; // 2^42

/** By bin, from [3·bin] on: inverse, −ln inverse rounded to a multiple of 2^−42, and the rest of it. */
export function logTable(): Float64Array {
  const logs = negativeLogs();
  const table = new Float64Array(3 * BINS);
  for (let bin = 0; bin < BINS; bin++) {
    // Below z = 1, where doubles have one bit more after the point, the bins are half as wide and the inverse has one bit less.
    const below = 0.6875 + (bin + 0.5) / 256;
    const centre = below < 1 ? below : 1 + (bin - 79.5) / 128;
    const step = below < 1 ? 2 : 1;
    const inverse = bin === 79 || bin === 80 ? 256 : step * Math.floor(256 / (step * centre) + 0.5); // times 256
    const [high, low] = logs[inverse];
    const rounded = Math.floor(high * UNITS + 0.5) / UNITS;
    table.set([inverse / 256, rounded, high - rounded + low], 3 * bin);
  }
  return table;
}

/** −ln(k/256) by k, for k from 181 to 372: from one k to the next, ln((k + 1)/k) = 2 artanh(1/(2k + 1)). */
function negativeLogs(): DoubleDouble[] {
  const logs: DoubleDouble[] = [];
  logs[256] = [0, 0];
  const step = (k: number): DoubleDouble => {
    const half = oddSeries(divide([1, 0], [2 * k + 1, 0]), 1);
    return [2 * half[0], 2 * half[1]];
  };
  for (let k = 255; k > 180; k--) logs[k] = add(logs[k + 1], step(k));
  for (let k = 257; k <= 372; k++) {
    const rise = step(k - 1);
    logs[k] = add(logs[k - 1], [-rise[0], -rise[1]]);
  }
  return logs;
}
