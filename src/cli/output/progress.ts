/** Progress of a run on stderr: a bar on a terminal, a line now and then in a log. */
import cliProgress from 'cli-progress';

export interface Progress {
  /** @param done realisations made in this session @param partial what is done of those at work, summed */
  update(done: number, partial: number): void;
  stop(): void;
}

/** Between two lines of a log. */
const LOG_INTERVAL = 30_000;

/**
 * @param there realisations that were there before
 * @param missing realisations to make now
 */
export function runProgress(there: number, missing: number): Progress {
  const total = there + missing;
  const began = performance.now();
  const onTerminal = process.stderr.isTTY === true;
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: (_options, { progress }, { done, partial }: { done: number; partial: number }) => {
      const filled = Math.round(24 * progress);
      const picture = onTerminal ? `${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ` : '';
      return `${picture}${there + done}/${total} realisations, ${Math.floor(100 * progress)} %${pace(done + partial)}`;
    },
    fps: 4,
    hideCursor: true,
    clearOnComplete: onTerminal,
    gracefulExit: false, // the command has its own ways with signals
    noTTYOutput: true,
    notTTYSchedule: LOG_INTERVAL,
  });
  const pace = (made: number) => {
    const seconds = (performance.now() - began) / 1000;
    if (made <= 0 || seconds < 1) return '';
    return `, ${rate(made / seconds)}, ${duration(((missing - made) * seconds) / made)} left`;
  };
  bar.start(total, there, { done: 0, partial: 0 });
  return {
    update: (done, partial) => bar.update(there + done + partial, { done, partial }),
    stop: () => bar.stop(),
  };
}

/** Realisations a second, a minute or an hour: whichever makes a number above one. */
export function rate(perSecond: number): string {
  const [unit, seconds] = perSecond >= 1 ? ['s', 1] : perSecond >= 1 / 60 ? ['min', 60] : ['h', 3600];
  return `${Number((perSecond * seconds).toPrecision(2))}/${unit}`;
}

/** 12 s, 3 min, 2 h 05 min, 3 d 4 h. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 100) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
