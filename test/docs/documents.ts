/** The documents of the repository and the blocks of code in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../cli/cranis.ts';

/** Files below the folders, relative to the root; neither installed packages nor what git does not keep. */
export function filesIn(folders: readonly string[], ending: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name) && !entry.parentPath.includes('node_modules'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .sort(),
  );
}

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The fenced blocks of a document, in order. */
export function codeBlocks(text: string): { readonly language: string; readonly code: string }[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code]) => ({
    language: language,
    code: code,
  }));
}

/** The rows of a document's tables, without headings: one array of cells a row. */
export function tableRows(text: string): string[][] {
  return [...text.matchAll(/^\| (?!-)(.*?) *\|$/gm)].map(([, row]) => row.split(/ +\| +/));
}
