import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cranis, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

file('gap.csv', 'k,g\n1,1\n2,\n3,1\n');
file('missing-row.csv', 'k,g\n1,1\n,\n3,1\n');
file('negative.csv', 'k,g\n1,1\n2,-1\n');
file('one-row.csv', 'k,g\n1,1\n');
file('unsorted.csv', 'k,g\n2,1\n1,1\n');
file('nan.csv', 'k,g\n1,1\n2,NaN\n');
file('good.csv', 'k,g\n1,1\n2,1\n');
file('binary.csv', '\u0000\uFFFF');
writeFileSync(join(folder, 'latin1.toml'), Buffer.from([0x23, 0xe9, 0x0a]));
file('type.toml', '[turbulence]\nk0 = 1e-3\n  k1 = "large"\n');
file('quoted.toml', '[theory]\nalpha = "50"\n');
file('key.toml', '[turbulence]\nk0 = 1e-3\nidnex = 1\n');
file('section.toml', '[turbulance]\nk0 = 1e-3\n');
file('syntax.toml', '[turbulence]\nk0 = \n');
file('range.toml', '[theory]\nlMax = 0\n');
file('band.toml', '[turbulence]\nk0 = 2\nk1 = 1\n');
file('lost-table.toml', '[turbulence]\ntable = "nowhere.csv"\n');
file('bad-table.toml', '[turbulence]\ntable = "gap.csv"\n');
file('inline-gap.toml', '[turbulence]\ntable = { k = [1, 2, 3], g = [1, 2] }\n');
file('no-turbulence.toml', '[theory]\nalpha = 3\n');
file('in-pc.toml', '[turbulence]\nk0 = "0.3/pc"\n');
mkdirSync(join(folder, 'folder.json'));
file('plain', '');

/** Each is one process, run in the folder above. */
const CASES: [what: string, args: string[], message: RegExp][] = [
  // Flags and commands
  ['an unknown flag', ['spectrum', '--lmax', '60'], /unknown option --lmax, did you mean --l-max\?/],
  ['an unknown flag near two', ['spectrum', '--k9', '1'], /unknown option --k9, did you mean --k0, --k1\?/],
  ['a flag of another command', ['spectrum', '--diagram', '1a'], /unknown option --diagram/],
  ['an unknown global flag', ['--verbose'], /unknown option --verbose/],
  ['an unknown command', ['spectrun'], /unknown command spectrun, did you mean spectrum\?/],
  ['help of an unknown command', ['help', 'spectrm'], /unknown command spectrm, did you mean spectrum\?/],
  ['no command at all', ['--'], /no command/],
  ['a flag without its value', ['spectrum', '--alpha'], /option --alpha <number> argument missing/],
  ['a flag that swallows a flag', ['spectrum', '--alpha', '--k0'], /--alpha: --k0 is not a number/],
  ['two model files', ['spectrum', 'type.toml', '--config', 'type.toml'], /two model files/],
  ['too many arguments', ['spectrum', 'a.toml', 'b.toml'], /too many arguments/],
  ['an unknown figure', ['figure', '7'], /figure 7 is not among those/],
  ['no figure', ['figure'], /missing required argument number/],
  ['an unknown shell', ['completion', 'bahs'], /bahs is not a shell, did you mean bash\?/],

  // Numbers
  ['k1 < k0', ['spectrum', '--k0', '5', '--k1', '1'], /--k1: k1 = 1 is not above k0 = 5/],
  ['k1 = k0', ['spectrum', '--k0', '1', '--k1', '1'], /--k1: k1 = 1 is not above k0 = 1/],
  ['k1 < the default k0', ['spectrum', '--k1', '1e-4'], /--k1: k1 = 0\.0001 is not above k0 = 0\.001/],
  ['a negative k0', ['spectrum', '--k0', '-1'], /--k0: -1 is not above 0/],
  ['a negative k0 with =', ['spectrum', '--k0=-1'], /--k0: -1 is not above 0/],
  ['k0 = 0', ['spectrum', '--k0', '0'], /--k0: 0 is not above 0/],
  ['a NaN', ['spectrum', '--k1', 'NaN'], /--k1: NaN is not a number/],
  ['infinity', ['spectrum', '--k1', 'Infinity'], /--k1: Infinity is not a number/],
  ['a number with a tail', ['spectrum', '--alpha', '50x'], /--alpha: 50x is not a number/],
  ['an empty number', ['spectrum', '--alpha', ''], /--alpha: an empty value is not a number/],
  ['an empty number with =', ['spectrum', '--alpha='], /--alpha: an empty value is not a number/],
  ['an overflow', ['spectrum', '--alpha', '1e999'], /--alpha: 1e999 is too large/],
  ['a decimal comma', ['spectrum', '--alpha', '1,5'], /--alpha: 1,5 is not a number/],
  ['α = 0', ['spectrum', '--alpha', '0'], /--alpha: 0 is not above 0/],
  ['α < 0', ['spectrum', '--alpha', '-50'], /--alpha: -50 is not above 0/],
  ['α too large', ['spectrum', '--alpha', '1e6'], /--alpha: 1e6 is above 2000/],
  ['an α too small to compute with', ['spectrum', '--alpha', '1e-300'], /--alpha: 1e-300 is below 1e-9/],
  ['a ΔT too short to compute with', ['spectrum', '--step', '1e-300'], /--step: α = k1 c ΔT = 1e-298 is below 1e-9/],
  ['a k0 too small to compute with', ['spectrum', '--k0', '1e-308'], /--k0: 1e-308 is below 1e-15/],
  ['a gradient too small to compute with', ['spectrum', '--gradient', '1e-320'], /--gradient: 1e-320 is below 1e-100/],
  ['ΔT = 0', ['spectrum', '--step', '0'], /--step: 0 is not above 0/],
  ['ℓ_max = 0', ['spectrum', '--l-max', '0'], /--l-max: 0 is below 1/],
  ['ℓ_max = 1e6', ['spectrum', '--l-max', '1e6'], /--l-max: 1e6 is above 2000/],
  ['ℓ_max = 1000000', ['matrix', '--l-max', '1000000'], /--l-max: 1000000 is above 2000/],
  ['ℓ_max = −3', ['spectrum', '--l-max', '-3'], /--l-max: -3 is below 1/],
  ['ℓ_max = 60.5', ['spectrum', '--l-max', '60.5'], /--l-max: 60\.5 is not a whole number/],
  ['a matrix without a size', ['matrix', '--l-max', 'exact'], /a matrix has a size/],
  ['a negative noise', ['spectrum', '--noise', '-1e-9'], /--noise: -1e-9 is below 0/],
  ['a negative gradient', ['spectrum', '--gradient', '-1'], /--gradient: -1 is not above 0/],
  ['an index that is no number', ['spectrum', '--index', '5/3'], /--index: 5\/3 is not a number/],
  ['an index out of range', ['spectrum', '--index', '50'], /--index: 50 is above 20/],
  [
    'an unknown source',
    ['spectrum', '--source', 'publishd'],
    /--source: publishd is not one of .*did you mean published\?/,
  ],
  ['an unknown diagram', ['matrix', '--diagram', '2a'], /--diagram: 2a is not one of all, 1a, 1c/],
  ['an unknown method', ['matrix', '--method', 'winger'], /--method: winger is not one of .*did you mean wigner\?/],
  ['an empty range of ℓ', ['spectrum', '--ells', ''], /--ells: an empty value/],
  ['a range of ℓ backwards', ['spectrum', '--ells', '9..3'], /--ells: the range 9\.\.3 runs backwards/],
  ['a range of ℓ from 0', ['spectrum', '--ells', '0..3'], /--ells: 0 is below 1/],
  ['a range of ℓ without end', ['spectrum', '--ells', '1..'], /--ells: 1\.\. is not a whole number or a range/],
  ['an endless range of ℓ', ['spectrum', '--ells', '1..1e9'], /--ells: 1\.\.1e9 is not/],
  ['ℓ above ℓ_max', ['spectrum', '--l-max', '10', '--ells', '1..30'], /--ells: ℓ = 30 is above ℓ_max = 10/],
  [
    'α and ΔT that disagree',
    ['spectrum', '--alpha', '50', '--step', '1'],
    /--alpha and --step disagree: k1 c ΔT = 100, α = 50/,
  ],
  [
    'an evolution in the exact limit',
    ['spectrum', '--evolve', '3', '--l-max', 'exact'],
    /--evolve: an evolution needs a number for ℓ_max/,
  ],
  ['an evolution without ℓ_max', ['spectrum', '--evolve', '3'], /--evolve: an evolution needs a number for ℓ_max/],
  ['a negative time', ['spectrum', '--evolve', '-3', '--l-max', '5'], /--evolve: -3 is below 0/],

  // Units
  [
    'parsecs without a gyroradius',
    ['spectrum', '--outer-scale', '10pc'],
    /--outer-scale: 10pc is in physical units, but the gyroradius is not known/,
  ],
  ['years without a gyroradius', ['spectrum', '--step', '5yr'], /--step: 5yr .* \(give --rigidity and --b-rms too/],
  ['rigidity alone', ['spectrum', '--rigidity', '10TV'], /--rigidity: needs --b-rms beside it/],
  [
    'an unknown unit',
    ['spectrum', '--k0', '1/parsec', '--rigidity', '1', '--b-rms', '1'],
    /--k0: 1\/parsec .*unknown unit/,
  ],
  [
    'a unit of something else',
    ['spectrum', '--k0', '3pc', '--rigidity', '1', '--b-rms', '1'],
    /--k0: 3pc is a length, not a wavenumber/,
  ],
  ['a unit where there is none', ['spectrum', '--alpha', '5pc'], /--alpha: 5pc is not a number/],

  // Tables
  ['a table with a gap', ['spectrum', '--turbulence', 'gap.csv'], /^cranis: gap\.csv:3: g is missing/],
  ['a table with an empty row', ['spectrum', '--turbulence', 'missing-row.csv'], /missing-row\.csv:3: k is missing/],
  ['a table with a negative', ['spectrum', '--turbulence', 'negative.csv'], /negative\.csv:3: g = -1 is negative/],
  ['a table with one row', ['spectrum', '--turbulence', 'one-row.csv'], /one-row\.csv: the table of g has one row/],
  [
    'a table not sorted',
    ['spectrum', '--turbulence', 'unsorted.csv'],
    /unsorted\.csv: row 2 of the table of g: k = 1 does not rise above 2/,
  ],
  ['a table with NaN', ['spectrum', '--turbulence', 'nan.csv'], /nan\.csv:3: g = NaN is not a number/],
  ['a table that is none', ['spectrum', '--turbulence', 'binary.csv'], /binary\.csv/],
  ['a table that is not there', ['spectrum', '--turbulence', 'none.csv'], /none\.csv: no such file/],
  ['a table that is a folder', ['spectrum', '--turbulence', 'folder.json'], /neither a table nor a model file/],
  [
    'a table with k0 beside it',
    ['spectrum', '--turbulence', 'good.csv', '--k0', '3'],
    /--k0: k0 has no meaning for a table spectrum/,
  ],
  [
    'a table for a model',
    ['spectrum', 'good.csv'],
    /good\.csv: a table is not a model file \(give it as --turbulence good\.csv\)/,
  ],

  // Model files
  ['a wrong type', ['spectrum', 'type.toml'], /^cranis: type\.toml:3:3: k1: large is not a number/],
  ['a wrong type, by --turbulence', ['spectrum', '--turbulence', 'type.toml'], /type\.toml:3:3: k1/],
  ['a wrong type, by --config', ['spectrum', '--config', 'type.toml'], /type\.toml:3:3: k1/],
  ['a number in quotes', ['spectrum', 'quoted.toml'], /quoted\.toml:2:1: alpha: the text "50" is of the wrong type/],
  [
    'an unknown key',
    ['spectrum', 'key.toml'],
    /key\.toml:3:1: unknown key idnex in \[turbulence\], did you mean index\?/,
  ],
  [
    'an unknown section',
    ['spectrum', 'section.toml'],
    /section\.toml:1:2: unknown section turbulance, did you mean turbulence\?/,
  ],
  ['no TOML', ['spectrum', 'syntax.toml'], /syntax\.toml:2:\d+: not TOML/],
  ['a value out of range', ['spectrum', 'range.toml'], /range\.toml:2:1: lMax: 0 is below 1/],
  ['k1 ≤ k0 in a file', ['spectrum', 'band.toml'], /band\.toml:3:1: k1: k1 = 1 is not above k0 = 2/],
  [
    'a table that a file names and is not there',
    ['spectrum', 'lost-table.toml'],
    /lost-table\.toml:2:1: table: nowhere\.csv: no such file/,
  ],
  ['a table with a gap that a file names', ['spectrum', 'bad-table.toml'], /gap\.csv:3: g is missing/],
  [
    'columns of unequal length in a file',
    ['spectrum', 'inline-gap.toml'],
    /inline-gap\.toml:2:1: table: the table has 3 values of k but 2 of g/,
  ],
  [
    'a file without turbulence, by --turbulence',
    ['spectrum', '--turbulence', 'no-turbulence.toml'],
    /there is no \[turbulence\]/,
  ],
  [
    'parsecs in a file without a gyroradius',
    ['spectrum', 'in-pc.toml'],
    /in-pc\.toml:2:1: k0: 0\.3\/pc is in physical units/,
  ],
  ['not UTF-8', ['spectrum', 'latin1.toml'], /latin1\.toml: not text in UTF-8/],
  ['a model file that is not there', ['spectrum', 'none.toml'], /none\.toml: no such file/],
  ['a model file that is a folder', ['spectrum', 'folder.json'], /folder\.json: is a folder/],
  ['neither ending', ['spectrum', '--turbulence', 'plain'], /plain is neither a table nor a model file/],

  // Output
  [
    'an unknown ending',
    ['spectrum', '-o', 'x.jpeg'],
    /-o x\.jpeg: unknown ending \.jpeg.*\.json, \.csv, \.svg, \.png, \.pdf/,
  ],
  ['no ending', ['spectrum', '-o', 'x'], /-o x: no ending/],
  ['an empty name', ['spectrum', '-o', ''], /empty file name/],
  ['an unknown format', ['spectrum', '--format', 'jsn'], /--format: jsn is not a format, did you mean json\?/],
  [
    'a picture on the terminal',
    ['spectrum', '--format', 'png'],
    /--format: png is not a format \(for a picture, give -o FILE\.png\)/,
  ],
  ['a picture of a matrix', ['matrix', '-o', 'm.svg'], /unknown ending \.svg/],
  ['a format against an ending', ['spectrum', '--format', 'json', '-o', 'x.csv'], /disagree/],
  [
    'a folder that is not there',
    ['spectrum', '-o', 'nowhere/x.json'],
    /cannot write nowhere\/x\.json: folder nowhere does not exist/,
  ],
  ['a folder for a file', ['spectrum', '-o', 'folder.json'], /folder\.json is a directory/],
  ['a file for a folder', ['figure', '2', '-o', 'good.csv'], /good\.csv exists and is no folder/],
  ['a file in the way of a folder', ['spectrum', '-o', 'good.csv/x.json'], /good\.csv is not a folder/],
];

describe.concurrent('bad input is one line and exit code 2:', () => {
  const before = readdirSync(folder).sort();

  test.each(CASES)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await cranis(args, { cwd: folder });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^cranis: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});
