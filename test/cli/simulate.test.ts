/** The command as users run it: a process of its own, interrupted, killed, and run again. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { contentOf } from '../campaign/runs.ts';
import { BIN, cranis, type Outcome, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const BASE = '--k0 0.1 --k1 10 --modes 40 --seed 3 --times 1,2'.split(' ');
const SMALL = [...BASE, ...'--n-side 2 --realisations 3'.split(' ')];
/** Realisations of some tenths of a second: time to be interrupted. */
const LONGER = [...BASE, ...'--n-side 16 --realisations 6 --workers 2 --keep maps'.split(' ')];

const simulate = (args: readonly string[], path: string) => cranis(['simulate', ...args, '-o', path]);

/** Starts the command and sends the signal once some realisations are finished. */
async function interrupted(path: string, signal: NodeJS.Signals, after: number): Promise<Outcome> {
  const child = spawn(process.execPath, [BIN, 'simulate', ...LONGER, '-o', path], { stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('exit', (code, how) => resolve({ code, signal: how }));
  });
  const finished = () => {
    const names = existsSync(join(path, 'checksum')) ? readdirSync(join(path, 'checksum')) : [];
    return names.filter((name) => /^\d+\.0$/.test(name)).length;
  };
  const before = finished();
  while (finished() < before + after && child.exitCode === null) await wait(5);
  child.kill(signal);
  return { ...(await ended), stdout, stderr };
}

describe('cranis simulate', () => {
  test('makes a run, tells the space before and the result after, and has nothing to do the second time', async () => {
    const path = place('run');
    const first = await simulate(SMALL, path);
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/run: 3 realisations of \S+ kB, \S+ kB on disk, .* are free; engine single\n/);
    expect(first.stderr).toMatch(/3\/3 realisations, 100 %/);
    expect(first.stdout).toMatch(/realisations {2}3\n[\s\S]*Next: cranis analyse/);
    const before = contentOf(path);
    const second = await simulate([...SMALL, '--workers', '1'], path);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toMatch(/3, all were there/);
    expect(contentOf(path)).toEqual(before);
  });

  test('is silent on stderr with --quiet', async () => {
    const { code, stderr } = await simulate([...SMALL, '--quiet'], place('quiet'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('reads a model file, physical units included; flags override it', async () => {
    writeFileSync(
      place('model.toml'),
      '[turbulence]\nk0 = "0.3/pc"\nk1 = "30/pc"\n[units]\nrigidity = "10 PV"\nbRms = "4 uG"\n[simulation]\nmodes = 30\nnSide = 2\ntimes = ["5 yr", "10 yr"]\nrealisations = 2\n',
    );
    const { code, stderr } = await simulate([place('model.toml'), '--modes', '20', '--quiet'], place('units'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { parameters } = openRun(place('units')).spec;
    expect(parameters).toMatchObject({ modes: 20, nSide: 2, rigidity: 10_000, bRms: 4 });
    const gyroradius = 10e15 / (299_792_458 * 4e-10) / 3.085677581491367e16; // R/(cB) in pc
    expect(parameters.k1).toBeCloseTo(30 * gyroradius, 6);
  });

  test('killed by -9 it keeps what was finished, and the same command goes on to the same bytes', async () => {
    const [killed, whole] = [place('killed'), place('whole')];
    expect((await interrupted(killed, 'SIGKILL', 2)).signal).toBe('SIGKILL');
    const store = openRun(killed);
    const states = Array.from({ length: 6 }, (_, i) => store.state(i));
    expect(states.filter((state) => state === 'whole').length).toBeGreaterThanOrEqual(2);
    expect(states).not.toContain('damaged');
    const again = await simulate(LONGER, killed);
    expect(again).toMatchObject({ code: 0 });
    await simulate([...LONGER, '--workers', '1', '--quiet'], whole);
    expect(contentOf(killed)).toEqual(contentOf(whole));
  });

  test('Ctrl-C: exit code 130, one line on what is kept, no half-written file', async () => {
    const path = place('interrupted');
    const { code, stdout, stderr } = await interrupted(path, 'SIGINT', 1);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(
      /cranis: stopped: [1-5] of 6 realisations are in \S+ \(the same command goes on from there\)\n$/,
    );
    expect(Object.keys(contentOf(path)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await interrupted(path, 'SIGTERM', 1)).code).toBe(143);
  });

  test('nobody reads its progress any more: the run goes on to its end', async () => {
    const path = place('unread');
    const child = spawn(process.execPath, [BIN, 'simulate', ...SMALL, '-o', path], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.destroy();
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
    expect(openRun(path).state(2)).toBe('whole');
  });

  test('three at once in one folder: all end well, to the bytes of one', async () => {
    const [path, alone] = [place('together'), place('alone')];
    const all = await Promise.all([1, 2, 3].map(() => simulate([...SMALL, '--quiet'], path)));
    for (const { code, stderr } of all) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await simulate([...SMALL, '--quiet'], alone);
    expect(contentOf(path)).toEqual(contentOf(alone));
  });

  test('a store cut short: that realisation is made again, and said so', async () => {
    const path = place('cut');
    await simulate([...SMALL, '--quiet'], path);
    const before = contentOf(path);
    truncateSync(join(path, 'displacement/1.0.0.0'), 100);
    const { code, stderr, stdout } = await simulate([...SMALL, '--quiet'], path);
    expect(code).toBe(0);
    expect(stderr).toMatch(/note: realisation 1 of \S+ is damaged, the checksums do not fit: it is made again\n$/);
    expect(stdout).toMatch(/mended {8}1\n/);
    expect(contentOf(path)).toEqual(before);
  });

  test('a parameter altered by hand: no command reads it, the same simulate says so and mends it', async () => {
    const path = place('altered');
    await simulate([...SMALL, '--quiet'], path);
    const before = contentOf(path);
    writeFileSync(
      join(path, 'zarr.json'),
      readFileSync(join(path, 'zarr.json'), 'utf8').replace('"realisations": 3', '"realisations": 2'),
    );
    for (const command of [
      ['analyse', path],
      ['mixing', path, '--time', '1'],
      ['map', path, '--time', '1', '-o', place('altered.fits')],
    ]) {
      const { code, stdout, stderr } = await cranis(command);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^cranis: \S+zarr.json is damaged: its checksum does not fit \(.*\)\n$/);
    }
    const { code, stderr } = await simulate([...SMALL, '--quiet'], path);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^cranis: note: zarr.json of \S+ is missing or altered: written again\n$/);
    expect(contentOf(path)).toEqual(before);
  });

  test('a file that the system refuses: one line, exit code 2; the run goes on when there is room', async () => {
    const path = place('refused');
    // A limit of the shell on the size of any file, in blocks of 512 bytes: maps do not fit.
    const limited = await new Promise<Outcome>((resolve) => {
      const command = `ulimit -f 40; exec "$0" "$@"`;
      const args = [
        '-c',
        command,
        process.execPath,
        BIN,
        'simulate',
        ...SMALL,
        '--n-side',
        '16',
        '--quiet',
        '-o',
        path,
      ];
      const child = spawn('sh', args);
      let stderr = '';
      child.stderr.on('data', (data) => {
        stderr += data;
      });
      child.on('exit', (code, signal) => resolve({ code, signal, stdout: '', stderr }));
    });
    expect(limited.stderr).toMatch(/^cranis: cannot write \S+: the file would be too large \(.*\)\n$/);
    expect(limited.code).toBe(2);
    const { code } = await simulate([...SMALL, '--n-side', '16', '--quiet'], path);
    expect(code).toBe(0);
    expect(openRun(path).state(2)).toBe('whole');
  });
});

describe('bad input is one line and exit code 2, before anything is written', () => {
  mkdirSync(place('taken'));
  writeFileSync(place('taken/file'), '');
  const cases: readonly (readonly [string, RegExp])[] = [
    ['--n-side 12', /^cranis: --n-side: 12 is not a power of two/],
    ['--n-side 4096', /N_side = 4096 takes \S+ GB of memory a worker/],
    ['--times 3,1', /^cranis: --times: 1 does not rise above 3/],
    ['--times 0,1', /^cranis: --times: 0 is not above 0/],
    ['--modes 1000000', /^cranis: --modes: 1000000 is above 100000/],
    ['--modes 1 --geometry composite', /1 waves/],
    ['--step 1', /step = 1 is too long for k1/],
    ['--step 1e-12', /2 r_g\/c takes 2.0e\+12 steps of 1e-12/],
    ['--times 1e9', /1000000000 r_g\/c takes 6.7e\+9 steps of 0.15/],
    ['--step 0', /^cranis: --step: 0 is not above 0/],
    ['--k1 0.01', /k1 = 0.01 is not above k0 = 0.1/],
    ['--realisations 0', /^cranis: --realisations: 0 is below 1/],
    ['--seed -1', /^cranis: --seed: -1 is below 0/],
    ['--keep map', /^cranis: --keep: map is not one of maps, spectra, did you mean maps\?/],
    ['--engine gpu', /^cranis: --engine: gpu is not one of single/],
    ['--geometry round', /^cranis: --geometry: round is not one of/],
    ['--workers 0', /^cranis: --workers: 0 is below 1/],
    ['--mods 10', /unknown option --mods, did you mean --modes\?/],
  ];
  test.each(cases)('%s', async (args, message) => {
    const { code, stdout, stderr } = await simulate([...SMALL, ...args.split(' ')], place('never'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(place('never'))).toBe(false);
  });

  test('no folder, a taken one, one that cannot be', async () => {
    expect((await cranis(['simulate'])).stderr).toMatch(/required option -o, --output <dir> not specified/);
    expect((await simulate(SMALL, place('taken'))).stderr).toMatch(/holds other files, and no run/);
    expect((await simulate(SMALL, '/proc/run')).code).toBe(2);
    expect((await simulate(SMALL, '')).stderr).toMatch(/^cranis: the name of the folder is empty .*\n$/);
    symlinkSync(place('nothing/there'), place('dangling'));
    const dangling = await simulate([...SMALL, '--quiet'], place('dangling'));
    expect(dangling.stderr).toMatch(/^cranis: \S+ is a symbolic link that leads nowhere .*\n$/);
    expect(dangling.code).toBe(2);
    expect((await simulate(SMALL, place('taken/file/run'))).stderr).toMatch(/^cranis: .*\n$/);
  });
});
