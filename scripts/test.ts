/** All of `npm test`: system packages, build, types, linter, unused code, package checks, unit tests; then one line of counts. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { installSystemPackages } from './system-packages.ts';

const REPORT = '.cache/vitest.json';
let passed = 0;
let failed = 0;

function check(name: string, command: string, ...args: string[]): void {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) passed++;
  else {
    failed++;
    console.log(`── ${name}: failed`);
  }
}

await installSystemPackages();
check('build', 'npm', 'run', '-s', 'build');
check('types', 'tsc', '--noEmit', '-p', '.');
check('linter', 'biome', 'ci', '.');
check('unused code', 'knip');
check('package', 'publint', '--strict');

console.log('\n── unit tests');
mkdirSync('.cache', { recursive: true });
rmSync(REPORT, { force: true });
const filters = process.argv.slice(2);
const { status } = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`, ...filters],
  { stdio: 'inherit' },
);
let skipped = 0;
if (existsSync(REPORT)) {
  const report = JSON.parse(readFileSync(REPORT, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped = report.numPendingTests + report.numTodoTests;
  // A test file that does not even load has no failed test in it.
  if (report.numFailedTests === 0 && status !== 0) failed++;
} else failed++;
if (process.env.CI === 'true' && skipped > 0) {
  console.log(`\n── ${skipped} skipped, which counts as failed with CI=true`);
  failed += skipped;
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
