/** JSON as text: written with one key a line, read with one line about what is wrong. */
import { CranisError } from '../model/errors.ts';

/** JSON with one key a line. A number that is not finite is a fault of ours and is never written. */
export function toJson(value: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `  ${JSON.stringify(key)}: ${jsonLine(entry)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** JSON on one line, under the same rule. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, (key, entry: unknown) => {
    if (typeof entry === 'number' && !Number.isFinite(entry))
      throw new Error(`${key || 'a value'} of the result is ${entry}`);
    return entry;
  });
}

/** What JSON holds. Throws a CranisError with the file's name and this hint if it is not JSON. */
export function parseJson(text: string, file: string, hint: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    throw new CranisError(`${file}: not JSON`, { where: file, hint, cause });
  }
}

/** Whether a text is JSON rather than a table. */
export const looksLikeJson = (text: string): boolean => /^\uFEFF?\s*[{[]/u.test(text);
