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
