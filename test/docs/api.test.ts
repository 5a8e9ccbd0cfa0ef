import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { API_FOLDER, installTypedoc, writeApiDocs } from '../../scripts/api-docs.ts';
import { temporaryFolder } from '../cli/cranis.ts';

const { installed, message } = installTypedoc();
if (!installed) process.stderr.write(`typedoc could not be installed, so docs/api is not compared:\n${message}`);

test.skipIf(!installed && process.env.CI !== 'true')('docs/api is what the doc comments say, without a warning', () => {
  expect(installed, message).toBe(true);
  const folder = temporaryFolder();
  writeApiDocs(folder);
  expect(pages(API_FOLDER), 'docs/api is out of date: run npm run docs').toEqual(pages(folder));
});

const pages = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
