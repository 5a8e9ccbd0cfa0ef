/** What the bytes of an engine depend on besides the model. */
import type { RunSpec } from '../ensemble/run.ts';
import { fusesMultiplyAdd } from '../kernels/wasm/multiply-add.ts';
import { CranisError } from '../model/errors.ts';
import type { EngineName } from '../simulation/engines.ts';

/** Such as "x64 with fused multiply-add"; undefined for the engines whose bytes are the same on every machine. */
export function processorOf(engine: EngineName): string | undefined {
  if (engine !== 'fused') return undefined;
  return `${process.arch} ${fusesMultiplyAdd() ? 'with' : 'without'} fused multiply-add`;
}

/** Throws a CranisError if this machine would make other bytes than the run has. */
export function checkProcessor({ engine, processor }: RunSpec): void {
  const here = processorOf(engine);
  if (here === processor) return;
  throw new CranisError(`the run was begun on ${processor}, this machine is ${here}: their bytes differ`, {
    where: 'engine',
    hint: 'go on with a machine of that kind, or take an engine whose bytes are the same everywhere',
  });
}
