/** `cranis simulate` at work: what it says before, during and after the work, and how it stops. */
import { createThreadExecutor } from '../../campaign/executors/threads/executor.ts';
import { freeSpace } from '../../campaign/folder.ts';
import { processorOf } from '../../campaign/processor.ts';
import { naturalWorkers, type Plan, planRun, simulate, size } from '../../campaign/simulate.ts';
import { type Keep, runSpec } from '../../ensemble/run.ts';
import type { Model } from '../../model/model.ts';
import { VERSION } from '../../model/version.ts';
import { EXIT, say } from '../failure.ts';
import { duration, runProgress } from '../output/progress.ts';
import { columns } from '../output/text.ts';

export interface SimulateSettings {
  readonly folder: string;
  /** The model's, if not stated. */
  readonly keep?: Keep;
  /** No progress, and no notes except those of damage. */
  readonly quiet: boolean;
}

export interface RunSummary {
  readonly made: number;
  readonly seconds: number;
  readonly workers: number;
  readonly plan: Plan;
}

/** Makes the run, or what it lacks. Ctrl-C or a kill stops it at once; it then says how far it came and ends the process. */
export async function makeRun(
  model: Model,
  { folder, keep = model.values.keep, quiet }: SimulateSettings,
): Promise<RunSummary> {
  const { engine } = model.values;
  const processor = processorOf(engine);
  const spec = runSpec(model, { version: VERSION, engine, keep, ...(processor === undefined ? {} : { processor }) });
  const plan = planRun(folder, spec);
  const { whole, missing, damaged } = plan;
  const toMake = missing.length + damaged.length;
  tellFaults(folder, plan.faulty);
  tellDamage(folder, damaged);
  await plan.store.begin(); // whose folder it is turns out here: before anything is told of the work
  if (!quiet) tellPlan(folder, plan);

  const interrupted = new AbortController();
  let code: number = EXIT.ok;
  const stop = (exit: number) => () => {
    if (interrupted.signal.aborted) process.exit(exit); // asked twice
    code = exit;
    interrupted.abort();
  };
  const [onInterrupt, onTerminate] = [stop(EXIT.interrupted), stop(EXIT.terminated)];
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  const workers = Math.max(
    1,
    Math.min(model.values.workers ?? naturalWorkers(plan.store.spec), missing.length + damaged.length),
  );
  const began = performance.now();
  const progress = quiet || toMake === 0 ? undefined : runProgress(whole, toMake);
  let made = 0;
  try {
    made = await simulate(plan, {
      executor: createThreadExecutor(workers),
      signal: interrupted.signal,
      ...(progress ? { onProgress: progress.update } : {}),
    });
  } finally {
    progress?.stop();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  }
  if (code !== EXIT.ok) {
    const there = plan.store.made().filter((index) => index < plan.asked).length;
    say(`stopped: ${there} of ${plan.asked} realisations are in ${folder} (the same command goes on from there)`);
    process.exit(code);
  }
  return { made, seconds: (performance.now() - began) / 1000, workers, plan };
}

function tellFaults(folder: string, faulty: readonly string[]): void {
  if (faulty.length === 0) return;
  const [first, ...rest] = faulty;
  const [more, are] = rest.length === 0 ? ['', 'is'] : [` and ${rest.length} more files of metadata`, 'are'];
  say(`note: ${first}${more} of ${folder} ${are} missing or altered: written again`);
}

function tellDamage(folder: string, damaged: readonly number[]): void {
  if (damaged.length === 0) return;
  const [which, are, they] =
    damaged.length === 1 ? ['realisation', 'is', 'it is'] : ['realisations', 'are', 'they are'];
  say(`note: ${which} ${list(damaged)} of ${folder} ${are} damaged, the checksums do not fit: ${they} made again`);
}

function tellPlan(folder: string, { whole, missing, damaged, bytes, store }: Plan): void {
  const all = whole + missing.length + damaged.length;
  if (missing.length === 0) return;
  const there = all > missing.length ? `, ${all - missing.length} of ${all} are there` : '';
  const each = bytes / missing.length;
  say(
    `${folder}: ${missing.length} realisations of ${size(each)}, ${size(bytes)} on disk, ${size(freeSpace(folder))} are free` +
      `${there}; engine ${store.spec.engine}`,
  );
}

/** 3, 4, 7 … 12 of them at most. */
function list(indices: readonly number[]): string {
  const shown = indices.slice(0, 12).join(', ');
  return indices.length > 12 ? `${shown} and ${indices.length - 12} more` : shown;
}

/** For the terminal, when it is done. */
export function summaryText(
  folder: string,
  { made, seconds, workers, plan: { store, whole, damaged, missing } }: RunSummary,
): string {
  const { nSide, times, directions, timeStep } = store.spec.parameters as {
    nSide: number;
    times: number[];
    directions: string;
    timeStep: number;
  };
  const rows = [
    ['run', folder],
    ['realisations', `${whole + made}${made === 0 ? ', all were there' : whole > 0 ? `, ${made} made now` : ''}`],
    ['directions', `${12 * nSide * nSide}, ${directions === 'healpix' ? `N_side = ${nSide}` : 'random'}`],
    ['times', `${times.join(', ')} r_g/c, steps of ${Number(timeStep.toPrecision(3))}`],
    ...(made > 0
      ? [
          [
            'took',
            `${duration(seconds)}, ${workers} ${workers === 1 ? 'worker' : 'workers'}, engine ${store.spec.engine}`,
          ],
        ]
      : []),
    ...(damaged.length > 0 && missing.length >= 0 ? [['mended', list(damaged)]] : []),
  ];
  return `${columns(rows, 'll').join('\n')}\nNext: cranis analyse ${folder}\n`;
}
