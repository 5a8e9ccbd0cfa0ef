/** A table of g(k) as text: two columns, k and g, by rows. */
import { CranisError } from '../../model/errors.ts';
import type { TableOfG } from '../../model/turbulence.ts';
import { parseQuantity } from '../../model/units.ts';

/** What a file holds: k as numbers in 1/r_g, or as text with the unit that its header names. */
export type TableText = { readonly k: readonly (number | string)[]; readonly g: TableOfG['g'] };

/**
 * Read `k,g` lines. Columns part at commas, semicolons, tabs or spaces; `#` begins a comment; one header line may name
 * the columns, and a unit of k in brackets, such as `k [1/pc], g`.
 * @param file its name, for messages
 */
export function parseTable(text: string, file: string): TableText {
  const k: (number | string)[] = [];
  const g: number[] = [];
  let unit = '';
  let headerAllowed = true;
  for (const [i, line] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    const content = line.replace(/#.*$/u, '').trim();
    if (content === '') continue;
    const cells = cellsOf(content);
    if (
      headerAllowed &&
      cells.every((cell) => cell !== '' && !parseQuantity(cell) && !/^[+-]?(nan|inf)/iu.test(cell))
    ) {
      if (/^g(?![a-z])/iu.test(cells[0]) && /^k(?![a-z])/iu.test(cells[1] ?? '')) {
        throw new CranisError(`${file}:${i + 1}: the columns are g,k, not k,g`, {
          where: 'table',
          hint: 'put k in the first column, g in the second',
        });
      }
      unit = /\[([^\]]+)\]/u.exec(content)?.[1]?.trim() ?? '';
      headerAllowed = false;
      continue;
    }
    headerAllowed = false;
    const fail = (problem: string): never => {
      throw new CranisError(`${file}:${i + 1}: ${problem}`, { where: 'table', hint: 'each line is k,g: two numbers' });
    };
    if (cells.length > 2) fail(`${cells.length} columns, not 2`);
    const [kCell, gCell] = [number(cells[0]), number(cells[1])];
    if (kCell === undefined) fail(cells[0] ? `k = ${cells[0]} is not a number` : 'k is missing');
    if (gCell === undefined) fail(cells[1] ? `g = ${cells[1]} is not a number` : 'g is missing');
    if (kCell! <= 0) fail(`k = ${kCell} is not above 0`);
    if (gCell! < 0) fail(`g = ${gCell} is negative`);
    k.push(unit === '' ? kCell! : `${kCell} ${unit}`);
    g.push(gCell!);
  }
  if (k.length < 2) {
    throw new CranisError(`${file}: the table of g has ${k.length === 1 ? 'one row' : 'no rows'}`, {
      where: 'table',
      hint: 'give at least two lines k,g',
    });
  }
  return { k, g };
}

/** An empty cell between two commas is a gap; a run of blanks is one separator. */
function cellsOf(content: string): string[] {
  if (/[,;]/u.test(content)) return content.split(/[,;]/u).map((cell) => cell.trim());
  return content.replaceAll(/\[[^\]]*\]/gu, (bracket) => bracket.replaceAll(/\s/gu, '')).split(/\s+/u);
}

function number(cell: string | undefined): number | undefined {
  const quantity = parseQuantity(cell ?? '');
  return quantity && quantity.unit === '' ? quantity.value : undefined;
}
