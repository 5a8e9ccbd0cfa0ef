import { describe, expect, test } from 'vitest';
import { createPause } from '../../src/studies/control.ts';
import { withValues } from '../../src/studies/with-values.ts';

const busy = (milliseconds: number) => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

describe('the pauses of a study', () => {
  test('tell the progress, with what comes next', async () => {
    const told: unknown[] = [];
    const pause = createPause({ onProgress: (fraction, what) => told.push([fraction, what]) });
    await pause(0, 'first');
    await pause(0.5);
    expect(told).toEqual([
      [0, 'first'],
      [0.5, undefined],
    ]);
  });

  test('reject with the reason of an abort, before they tell of more progress', async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const pause = createPause({ signal: controller.signal, onProgress: (fraction) => told.push(fraction) });
    await pause(0);
    controller.abort(new Error('enough'));
    await expect(pause(0.5)).rejects.toThrow('enough');
    expect(told).toEqual([0]);
  });

  test('let others have their turn: at the first, and after some milliseconds of work', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    const pause = createPause();
    await pause(0);
    let seen = turns;
    const afterWork: boolean[] = [];
    for (let i = 0; i < 5; i++) {
      busy(20);
      await pause(0);
      afterWork.push(turns > seen);
      seen = turns;
    }
    clearInterval(others);
    expect(afterWork.filter(Boolean).length).toBeGreaterThanOrEqual(4);
  });

  test('an abort in the turn of others is noticed in the same pause', async () => {
    const controller = new AbortController();
    const pause = createPause({ signal: controller.signal });
    setImmediate(() => controller.abort());
    const rejected = (async () => {
      for (let i = 0; i < 100; i++) {
        busy(15);
        await pause(0);
      }
    })();
    await expect(rejected).rejects.toThrow('abort');
  });

  test('without a control they are nothing but turns', async () => {
    await expect(createPause()(0)).resolves.toBeUndefined();
  });
});

describe('withValues', () => {
  test('gives what the work gives with the function itself, and computes each value once, a pause before it', async () => {
    const asked: number[] = [];
    let pauses = 0;
    const square = (x: number) => {
      asked.push(x);
      return x * x;
    };
    const sum = await withValues(
      square,
      (known) => known(1) + known(known(2)) + known(1),
      async () => {
        pauses++;
      },
    );
    expect(sum).toBe(18);
    expect(asked).toEqual([1, 2, 4]);
    expect(pauses).toBe(3);
  });

  test('passes on errors of the work, of the function and of the pause', async () => {
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    const value = (known: (x: number) => number) => known(1);
    const nothing = async () => {};
    await expect(withValues((x) => x, fail('work'), nothing)).rejects.toThrow('work');
    await expect(withValues(fail('function'), value, nothing)).rejects.toThrow('function');
    await expect(withValues((x) => x, value, fail('pause'))).rejects.toThrow('pause');
  });
});
