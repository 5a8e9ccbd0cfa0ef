/** Several processes of the built command line in one folder at once, killed and disturbed at random moments. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openRun, prepareRun } from '../../src/campaign/open.ts';
import { analyseEnsemble } from '../../src/ensemble/analyse.ts';
import { runSpec } from '../../src/ensemble/run.ts';
import { createModel } from '../../src/model/model.ts';
import { VERSION } from '../../src/model/version.ts';
import { BIN, cranis, type Outcome, temporaryFolder } from '../cli/cranis.ts';
import { uniform } from '../sky/support.ts';
import { contentOf } from './runs.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const MODEL = { k0: 0.1, k1: 10, modes: 8, nSide: 2, times: [0.5] };
const ARGS = '--k0 0.1 --k1 10 --modes 8 --n-side 2 --times 0.5 --workers 1 --quiet'.split(' ');

const simulate = (path: string, realisations: number, seed = 3): Promise<Outcome> =>
  cranis(['simulate', ...ARGS, '--seed', `${seed}`, '--realisations', `${realisations}`, '-o', path]);

/** What a run is that nobody disturbed, by its number of realisations and its seed. */
const undisturbed = new Map<string, Record<string, string>>();
async function contentUndisturbed(realisations: number, seed = 3): Promise<Record<string, string>> {
  const key = `whole-${realisations}-${seed}`;
  if (!undisturbed.has(key)) {
    expect((await simulate(place(key), realisations, seed)).code).toBe(0);
    undisturbed.set(key, contentOf(place(key)));
  }
  return undisturbed.get(key)!;
}

describe('processes that grow one run at once', () => {
  // Numbers of realisations in the order of starting, and how many are there before.
  const together: readonly (readonly [before: number, asked: readonly number[]])[] = [
    [0, [12, 3]],
    [0, [3, 12]],
    [0, [12, 3, 6]],
    [0, [3, 6, 12]],
    [2, [12, 3]],
    [2, [3, 12]],
    [4, [12, 6, 5]],
    [4, [5, 12, 6]],
  ];
  const random = uniform(11);
  // The time until a process is about to write is some 0.3 s: later starts meet all stages of earlier ones.
  const rounds = Array.from({ length: 16 }, (_, i) => {
    const [before, asked] = together[i % together.length];
    return { i, before, asked, delays: asked.map(() => Math.floor(random() * (i < 8 ? 80 : 500))) };
  });

  test.each(rounds)('round $i: $asked realisations after $before, begun at $delays ms', async (round) => {
    const { i, before, asked, delays } = round;
    const path = place(`growing-${i}`);
    if (before > 0) await simulate(path, before);
    const outcomes = await Promise.all(
      asked.map(async (realisations, k) => {
        await wait(delays[k]);
        return simulate(path, realisations);
      }),
    );
    for (const { code, stderr } of outcomes) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const most = Math.max(before, ...asked);
    expect(openRun(path).expected).toBe(most);
    expect(analyseEnsemble(openRun(path)).realisations).toBe(most);
    expect(contentOf(path)).toEqual(await contentUndisturbed(most));
  });

  test('metadata left behind by a slower process that asked for fewer are not believed, and mended', async () => {
    const [path, fewer] = [place('stale'), place('fewer')];
    await simulate(path, 12);
    await simulate(fewer, 3);
    const late = () => {
      for (const name of Object.keys(contentOf(fewer)).filter((one) => !/\/\d+(\.0)+$|\.room/.test(one))) {
        writeFileSync(join(path, name), readFileSync(join(fewer, name)));
      }
    };
    late();
    expect(openRun(path).expected).toBe(12);
    rmSync(join(path, 'checksum/.room-12'));
    const store = openRun(path); // now the realisations alone say that there are more
    expect(store.expected).toBe(12);
    expect(analyseEnsemble(store).realisations).toBe(12);
    expect(await simulate(path, 3)).toMatchObject({ code: 0, stderr: '' });
    expect(contentOf(path)).toEqual(await contentUndisturbed(12));
  });
});

describe('two models into one folder at once', () => {
  const random = uniform(12);
  const rounds = Array.from({ length: 10 }, (_, i) => ({
    i,
    delays: [0, Math.floor(random() * (i < 5 ? 30 : 300))],
    // An empty root, as a power loss may leave it, belongs to nobody.
    emptied: i % 2 === 1,
  }));
  test.each(rounds)('round $i, begun at $delays ms: one wins, the other is told in one line', async (round) => {
    const { i, delays, emptied } = round;
    const path = place(`models-${i}`);
    if (emptied) {
      mkdirSync(path);
      writeFileSync(join(path, 'zarr.json'), '');
    }
    const outcomes = await Promise.all(
      [21, 22].map(async (seed, k) => {
        await wait(delays[k]);
        return { seed, ...(await simulate(path, 3, seed)) };
      }),
    );
    expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 2]);
    const [winner, loser] = outcomes.toSorted((a, b) => a.code! - b.code!);
    expect(winner.stderr).toBe('');
    expect(loser.stdout).toBe('');
    expect(loser.stderr).toBe(
      `cranis: ${path} holds another model: --seed is ${winner.seed} there, ${loser.seed} here ` +
        '(give another folder, or the parameters of that run)\n',
    );
    expect(contentOf(path)).toEqual(await contentUndisturbed(3, winner.seed));
  });
});

describe('killed by -9 at random moments', () => {
  const random = uniform(13);
  const rounds = Array.from({ length: 4 }, (_, i) => ({
    i,
    after: Array.from({ length: 6 }, () => 150 + Math.floor(random() * 500)),
  }));
  test.each(rounds)('round $i, after $after ms: resumed to the bytes of an undisturbed run', async ({ i, after }) => {
    const path = place(`killed-${i}`);
    for (const time of after) {
      const child = spawn(
        process.execPath,
        [BIN, 'simulate', ...ARGS, '--seed', '3', '--realisations', '40', '-o', path],
        { stdio: 'ignore' },
      );
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await wait(time);
      child.kill('SIGKILL');
      await ended;
      if (!existsSync(join(path, 'zarr.json'))) continue;
      const store = openRun(path);
      expect(store.made().map((index) => store.state(index))).not.toContain('damaged');
    }
    expect(await simulate(path, 40)).toMatchObject({ code: 0, stderr: '' });
    expect(contentOf(path)).toEqual(await contentUndisturbed(40)); // and so no unfinished file is left
  });
});

describe('a root that is lost is made again where nothing contradicts', () => {
  const spec = runSpec(createModel({ ...MODEL, seed: 3, realisations: 3 }), {
    version: VERSION,
    engine: 'single',
    keep: 'maps',
  });
  const losses: Record<string, (path: string) => void> = {
    'of length zero': (path) => writeFileSync(join(path, 'zarr.json'), ''),
    'of zeros': (path) => writeFileSync(join(path, 'zarr.json'), new Uint8Array(900)),
    'that is missing': (path) => rmSync(join(path, 'zarr.json')),
    'of length zero, and all else that tells the run': (path) => {
      for (const name of ['zarr.json', '.zattrs', 'checksum/.owner']) writeFileSync(join(path, name), '');
    },
  };
  test.each(Object.keys(losses))('%s, with realisations and before the first', async (what) => {
    const [made, begun] = ['made', 'begun'].map((name) => place(`${name}-${what.replaceAll(/\W/g, '-')}`));
    await simulate(made, 3);
    await prepareRun(begun, spec).begin();
    for (const path of [made, begun]) {
      losses[what](path);
      expect((await cranis(['analyse', path])).code).toBe(2);
      const { code, stderr } = await simulate(path, 3);
      expect(code).toBe(0);
      expect(
        stderr.replace(
          /^cranis: note: \S+ (and \d more files of metadata )?of \S+ (is|are) missing or altered: written again\n/,
          '',
        ),
      ).toBe('');
      expect(contentOf(path)).toEqual(await contentUndisturbed(3));
    }
  });

  test('an otherwise empty folder serves; one with other files, or with realisations of another model, does not', async () => {
    mkdirSync(place('bare'));
    writeFileSync(place('bare/zarr.json'), '');
    expect(await simulate(place('bare'), 3)).toMatchObject({ code: 0, stderr: '' });
    expect(contentOf(place('bare'))).toEqual(await contentUndisturbed(3));

    mkdirSync(place('papers/time'), { recursive: true });
    writeFileSync(place('papers/zarr.json'), '');
    writeFileSync(place('papers/time/notes.txt'), 'mine');
    expect((await simulate(place('papers'), 3)).stderr).toMatch(/holds other files, and no run/);

    const path = place('other-model');
    await simulate(path, 3);
    losses['of length zero, and all else that tells the run'](path);
    const refused = await simulate(path, 3, 4);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/zarr.json is damaged: it is empty; and no realisation there is of the run stated/);
    losses['that is missing'](path);
    expect((await simulate(path, 3, 4)).stderr).toMatch(/zarr.json is damaged: it is missing; and no realisation/);
  });
});

describe('success is told only of a run that is there', () => {
  const LONG = '--k0 0.1 --k1 10 --modes 40 --n-side 16 --times 1,2 --realisations 8 --workers 1 --quiet'.split(' ');
  const made = (path: string) =>
    existsSync(join(path, 'checksum')) ? readdirSync(join(path, 'checksum')).filter((name) => /^\d/.test(name)) : [];

  /** Starts a run, and does something to it once two realisations are there. */
  async function disturbed(path: string, disturb: () => void): Promise<Outcome> {
    const running = cranis(['simulate', ...LONG, '-o', path]);
    while (made(path).length < 2) await wait(5);
    disturb();
    return running;
  }

  const disturbances: Record<string, (path: string) => void> = {
    'the folder moved away': (path) => renameSync(path, `${path}-moved`),
    'the folder removed': (path) => rmSync(path, { recursive: true }),
    'an array moved away': (path) => renameSync(join(path, 'displacement'), `${path}-displacement`),
    'the checksums moved away': (path) => renameSync(join(path, 'checksum'), `${path}-checksum`),
    'a coordinate moved away': (path) => renameSync(join(path, 'time'), `${path}-time`),
    'one chunk removed': (path) => rmSync(join(path, 'spectrum/0.0.0.0')),
    'another folder in its place': (path) => {
      renameSync(path, `${path}-moved`);
      mkdirSync(path);
    },
  };
  test.each(Object.keys(disturbances))('%s midway: one line, exit code 2; the same command mends it', async (what) => {
    const path = place(`disturbed-${what.replaceAll(' ', '-')}`);
    const { code, stdout, stderr } = await disturbed(path, () => disturbances[what](path));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^cranis: [^\n]+(is gone|are gone) \([^\n]+The same command makes what is missing\)\n$/);
    const again = await cranis(['simulate', ...LONG, '-o', path]);
    expect(again.code).toBe(0);
    expect(openRun(path).made()).toHaveLength(8);
  });

  test("another model's run in its place: that one is left as it is", async () => {
    const path = place('replaced');
    await simulate(place('replacing'), 3);
    const before = contentOf(place('replacing'));
    const { code, stderr } = await disturbed(path, () => {
      renameSync(path, `${path}-moved`);
      renameSync(place('replacing'), path);
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cranis: \S+ holds another model: [^\n]+\n$/);
    expect(contentOf(path)).toEqual(before);
  });

  test('metadata removed midway are there again at the end', async () => {
    const path = place('root-removed');
    const { code } = await disturbed(path, () => rmSync(join(path, 'zarr.json')));
    expect(code).toBe(0);
    expect(openRun(path).made()).toHaveLength(8);
  });
});
