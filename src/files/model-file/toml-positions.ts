/** Where in a TOML text each key stands: the parser tells positions of syntax errors only. */

/** 1-based, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A path as one entry of the map; no part of a key contains the separator. */
export const pathKey = (path: readonly PropertyKey[]): string => path.map(String).join('\u0000');

/** One token of a valid document: strings and comments whole, so that what they contain is not taken for syntax. */
const TOKEN =
  /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\n|[[\]{}=,.]|[^\s[\]{}=,."'#]+/gu;

/** Part of a dotted key, and where it stands. */
interface Part {
  readonly name: string;
  readonly at: number;
}

/**
 * First position of every key, every part of a dotted one, and every [section], of a text that has been parsed without error.
 * Lists do not count as a step of a path. @returns by pathKey(['theory', 'alpha'])
 */
export function tomlPositions(text: string): ReadonlyMap<string, Position> {
  const positions = new Map<string, Position>();
  let section: readonly string[] = [];
  /** Open brackets of a value; below a { keys are read again. */
  const open: { readonly bracket: string; readonly path: readonly string[] }[] = [];
  let key: Part[] = [];
  let reading: 'key' | 'header' | 'value' = 'key';

  const record = (base: readonly string[], parts: readonly Part[]): readonly string[] => {
    let path = base;
    for (const { name, at } of parts) {
      path = [...path, name];
      if (!positions.has(pathKey(path))) positions.set(pathKey(path), positionOf(text, at));
    }
    return path;
  };
  const enclosing = () => open.at(-1)?.path ?? section;
  let current: readonly string[] = [];

  for (const { 0: token, index: at } of text.matchAll(TOKEN)) {
    if (token.startsWith('#')) continue;
    const isName = !/^[\n[\]{}=,.]$/u.test(token);
    if (token === '\n') {
      if (reading === 'header') section = record([], key);
      if (open.length === 0) [key, reading] = [[], 'key'];
    } else if (reading === 'value') {
      if (token === '{') [key, reading] = [[], 'key'];
      if (token === '{' || token === '[') {
        const list = open.at(-1)?.bracket === '[' ? open.at(-1) : undefined;
        open.push({ bracket: token, path: list?.path ?? current });
      } else if (token === '}' || token === ']') open.pop();
      else if (token === ',' && open.at(-1)?.bracket === '{') [key, reading] = [[], 'key'];
    } else if (token === '=') {
      current = record(enclosing(), key);
      reading = 'value';
    } else if (token === '[' && reading === 'key') {
      reading = 'header';
    } else if (token === '}') {
      open.pop();
      reading = 'value';
    } else if (isName) {
      key.push({ name: nameOf(token), at });
    }
  }
  if (reading === 'header') record([], key);
  return positions;
}

/** Escapes in a quoted key stay as they are: no name of ours has any. */
const nameOf = (token: string) => (/^["']/u.test(token) ? token.slice(1, -1) : token);

function positionOf(text: string, at: number): Position {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
