/**
 * Fields, maps, spectra and chains are promised to the byte (docs/reproducibility.md), so nothing in the rooms that compute them may go
 * through what an engine computes as it likes: src/math/elementary has sin, exp, log, pow and their like.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemblyOffences, codeOf, type Offence, offences } from './portable.ts';
import { ROOMS } from './rooms.ts';

const SRC = join(import.meta.dirname, '../../src');
const ASSEMBLY = join(SRC, 'kernels/wasm/assembly');

/** Pictures are not promised to the byte. */
const FREE = new Set(['figures']);
/** Clocks are read by these: for progress, for the age of files, and for when a page gets its turn. */
const KNOW_TIME = /^(?:node|campaign|cli)\/|^studies\/control\.ts$/;
const CLOCK = /\b(?:new Date|Date\.|performance\.)/;

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const told = (file: string, list: readonly Offence[]) =>
  list.map(({ line, text }) => `${relative(SRC, file)}:${line}: ${text}`);

describe('no engine chooses the last bits', () => {
  const rooms = ROOMS.filter((room) => !FREE.has(room));

  test.each(rooms)('of what src/%s computes', (room) => {
    const wrong = sourcesIn(join(SRC, room))
      .filter((file) => !file.startsWith(ASSEMBLY))
      .flatMap((file) => {
        const found = offences(readFileSync(file, 'utf8'));
        return told(file, KNOW_TIME.test(relative(SRC, file)) ? found.filter(({ text }) => !CLOCK.test(text)) : found);
      });
    expect(wrong).toEqual([]);
  });

  test('nor does a processor those of the WebAssembly kernels, but of `fused`', () => {
    const sources = sourcesIn(ASSEMBLY);
    expect(sources.length).toBeGreaterThanOrEqual(4);
    const wrong = sources.flatMap((file) => told(file, assemblyOffences(readFileSync(file, 'utf8'))));
    // The one place, taken only where the module is built with relaxed SIMD.
    expect(wrong).toEqual([
      expect.stringMatching(/single\.ts:\d+: return ASC_FEATURE_RELAXED_SIMD \? f32x4\.relaxed_madd\(a, b, c\) :/),
    ]);
    const build = readFileSync(join(SRC, '../scripts/build-kernels.ts'), 'utf8');
    expect(build.match(/\[.*'relaxed-simd'.*\]/g)).toEqual(["['fused', 'single.ts', ['simd', 'relaxed-simd']]"]);
  });
});

describe('the search', () => {
  test.each([
    'const y = Math.sin(x);',
    'const y = x.map(Math.cos);',
    'const y = Math.hypot(...v);',
    'const y = Math\n  .exp(x);',
    'const { log } = Math;',
    "const y = Math['tan'](x);",
    'const y = Math.random();',
    'const y = Math.acosh(x);',
    'const y = x ** 3;',
    'const y = x ** -1;',
    'const y = x ** 2.5;',
    'const y = x ** 0.5;',
    'const y = x ** n;',
    'const y = 10 ** n;',
    'const y = 12 ** n;',
    'const y = 2 ** (n / 2);',
    'const y = 2 ** 0.25;',
    'const y = 2 ** Math.sqrt(n);',
    'x **= 2;',
    `const y = \`the power is \${x ** 3}, don't \${'}'} say\`;`,
    'const y = a / b; const z = Math.log(a / b); // a/b',
    'const y = /[/"]/.test(s) ? Math.log2(s) : 0;',
    'const now = Date.now();',
    'names.sort((a, b) => a.localeCompare(b));',
  ])('finds %j', (line) => {
    const found = offences(`/** Math.sin */\nconst fine = 1;\n${line}\nconst alsoFine = Math.sqrt(2);\n`);
    expect(found.map((one) => one.line)).toEqual([3]);
  });

  test.each([
    'const y = Math.sqrt(x) + Math.max(...v) * Math.PI;',
    'const y = x ** 2 + (a - b) ** 2;',
    'const y = 2 ** 32 - 1;',
    'const y = 2 ** -(n + 1) * 4 ** (i - 8) + 2 ** Math.ceil(n / 2);',
    "const text = 'Math.sin and x ** 3';",
    `const text = "Math.sin", other = \`x ** 3, Math.exp(\${n})\`;`,
    '// Math.sin(x) ** 3',
    '/* Math.sin(x) ** 3 */',
    'const y = /Math.sin|x ** 3/.test(s);',
    'const y = { sin: 1 }.sin + other.Math_sin;',
  ])('passes %j', (line) => {
    expect(offences(line)).toEqual([]);
  });

  test('finds what the kernels must not use', () => {
    for (const line of ['const y = Math.sin(x);', 'Mathf.exp(x)', 'NativeMath.log(x)', 'f64x2.relaxed_madd(a, b, c)']) {
      expect(assemblyOffences(`// Mathf\n${line}`)).toEqual([{ line: 2, text: line }]);
    }
  });

  test('keeps the length and the lines of a source', () => {
    const source = readFileSync(join(import.meta.dirname, 'portable.ts'), 'utf8');
    const code = codeOf(source);
    expect(code).toHaveLength(source.length);
    expect(code.split('\n')).toHaveLength(source.split('\n').length);
    expect(code).toContain('export function codeOf(source: string): string {');
    expect(code.trimEnd().endsWith('return out.join(  );\n}')).toBe(true);
  });
});
