import type { SkyCoverage } from '../../src/coverage/coverage.ts';
import type { Treatment } from '../../src/coverage/treatment.ts';

/** The same part of the sky, its maps treated in another way. */
export const treated = (coverage: SkyCoverage, treatment: Treatment): SkyCoverage => ({
  ...coverage,
  treatment: { remove: 'none', withoutM0: false, ...treatment },
});
