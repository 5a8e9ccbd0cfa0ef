/** A plugin of typedoc's: the parameter table as a table, instead of the type of the object that holds it. */
import { MarkdownPageEvent } from 'typedoc-plugin-markdown';
import { PARAMETERS } from '../../src/model/parameters.ts';
import { expectation } from '../../src/model/values.ts';

const START = '### PARAMETERS\n';
const END = '\n***\n';

export function load(app) {
  app.renderer.on(MarkdownPageEvent.END, (page) => {
    const from = page.contents?.indexOf(START) ?? -1;
    if (from < 0) return;
    const body = page.contents.indexOf('#### Type Declaration', from);
    const next = [END, '\n## '].map((mark) => page.contents.indexOf(mark, from)).filter((at) => at >= 0);
    const to = next.length > 0 ? Math.min(...next) : page.contents.length;
    if (body < 0 || body > to) throw new Error('parameter-table: the page of PARAMETERS is not laid out as it was');
    page.contents = `${page.contents.slice(0, body)}${table()}${page.contents.slice(to)}`;
  });
}

function table() {
  const rows = Object.entries(PARAMETERS).map(([name, entry]) => [
    `\`${name}\``,
    `\`${entry.flag}\``,
    entry.symbol,
    expectation(entry),
    entry.default === undefined ? '' : `\`${JSON.stringify(entry.default)}\``,
    entry.doc,
    entry.source,
  ]);
  return [['Name', 'Flag', 'Symbol', 'Values', 'Default', 'Meaning', 'Source'], Array(7).fill('---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');
}
