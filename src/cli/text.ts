/** Text for the terminal: aligned columns, numbers, and emphasis where the terminal shows it. */

/** Bold on a terminal with colours (NO_COLOR, FORCE_COLOR and TERM=dumb are heeded), plain elsewhere. */
export const bold = (text: string): string =>
  process.stdout.isTTY && process.stdout.hasColors() ? `\u001B[1m${text}\u001B[22m` : text;

/** Rows of cells as lines, each column as wide as its widest cell. @param align 'l' or 'r' for each column */
export function columns(rows: readonly (readonly string[])[], align: string, gap = '  '): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (align[i] === 'l' ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join(gap)
      .trimEnd(),
  );
}

/** 3.8104e-5: the same width for every C_ℓ. */
export const scientific = (value: number, digits = 5): string => value.toExponential(digits - 1);

/** At most `digits` significant digits, no trailing zeros: 0.001, 0.0925, 1.08e-7. */
export const brief = (value: number, digits = 5): string => `${Number(value.toPrecision(digits))}`;

/** A ratio: 1.034, 12.9, 3.1e+4. */
export const ratio = (value: number): string =>
  value < 9.9995 ? value.toFixed(3) : value < 9999 ? value.toPrecision(4) : value.toExponential(1);
