/** The hashes as a real browser computes them, from the built package served as it is: no bundler. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { delimiter, extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from '../cli/cranis.ts';
import type { Run } from './in-node.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the browser, if there is one. */
export function chromiumPath(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find(existsSync);
}

/** Throws with whatever the page wrote to its console. */
export async function hashesInChromium(executablePath: string): Promise<Run> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/').then(
      ([type, body]) => response.writeHead(200, { 'content-type': type }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Its profile is a new folder, removed at the end.
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    const hashes = await page.evaluate(`import('/test/bytes/hashes.ts').then((module) => module.hashes())`);
    if (complaints.length > 0) throw new Error(`the page says: ${complaints.join('\n')}`);
    return { version: browser.version(), hashes: hashes as Run['hashes'] };
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

const PAGE = '<!doctype html><title>bytes</title><link rel="icon" href="data:,">';

/** An empty page at /, and the modules of the package and the tests. */
async function answer(url: string): Promise<readonly [type: string, body: string]> {
  if (url === '/') return ['text/html', PAGE];
  const path = normalize(url);
  if (!/^\/(dist|test\/bytes)\//.test(path)) throw new Error(`${path} is not served`);
  const code = await readFile(join(ROOT, path), 'utf8');
  return ['text/javascript', extname(path) === '.ts' ? stripTypeScriptTypes(code) : code];
}
