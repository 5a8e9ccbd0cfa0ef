/** Where in a TOML text each key stands: the parser tells positions of syntax errors only. */

/** 1-based, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Joins the parts of a key into one entry of the map; no key part contains it. */
const SEPARATOR = '\u0000';

export const pathKey = (path: readonly PropertyKey[]): string => path.map(String).join(SEPARATOR);

/** One token of a valid TOML document: strings are consumed whole, so that what they contain is not taken for syntax. */
const TOKEN =
  /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\r?\n|[[\]{}=,.]|[^\s[\]{}=,."'#]+|[^\S\n]+/gu;

/**
 * First position of every key and every [section] of a text that has been parsed without error.
 * @returns by pathKey(['theory', 'alpha'])
 */
export function tomlPositions(text: string): ReadonlyMap<string, Position> {
  const positions = new Map<string, Position>();
  let section: string[] = [];
  // The open brackets of a value; inside { } keys are read again, below the key that holds it.
  const open: { bracket: string; path: string[] }[] = [];
  let key: { parts: string[]; at: number } | undefined;
  let inValue = false;
  let header: { parts: string[]; at: number } | undefined;

  const place = (at: number): Position => {
    const before = text.slice(0, at);
    return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
  };
  const record = (path: readonly string[], at: number) => {
    const name = pathKey(path);
    if (!positions.has(name)) positions.set(name, place(at));
  };
  const base = () => open.at(-1)?.path ?? section;

  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const at = match.index;
    const isBlank = /^[^\S\n]+$/u.test(token) || token.startsWith('#');
    if (isBlank) continue;
    const isNewline = token.endsWith('\n') && token.trim() === '';
    if (isNewline) {
      if (header) {
        section = header.parts;
        record(section, header.at);
        header = undefined;
      }
      if (open.length === 0) [key, inValue] = [undefined, false];
      continue;
    }
    if (header) {
      if (token !== '[' && token !== ']' && token !== '.') {
        if (header.parts.length === 0) header.at = at;
        header.parts.push(keyPart(token));
      }
      continue;
    }
    if (!inValue) {
      if (token === '[' && open.length === 0) header = { parts: [], at };
      else if (token === '=') {
        record([...base(), ...(key?.parts ?? [])], key?.at ?? at);
        inValue = true;
      } else if (token === '}') {
        open.pop();
        inValue = true;
      } else if (token !== '.' && token !== ',') {
        key ??= { parts: [], at };
        key.parts.push(keyPart(token));
      }
      continue;
    }
    if (token === '{') {
      open.push({ bracket: token, path: [...base(), ...(key?.parts ?? [])] });
      [key, inValue] = [undefined, false];
    } else if (token === '[') {
      open.push({ bracket: token, path: base() });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',' && open.at(-1)?.bracket === '{') {
      [key, inValue] = [undefined, false];
    }
  }
  if (header) record(header.parts, header.at);
  return positions;
}

/** Escapes in a quoted key stay as they are: no name of ours has any. */
const keyPart = (token: string) => (/^["']/u.test(token) ? token.slice(1, -1) : token);
