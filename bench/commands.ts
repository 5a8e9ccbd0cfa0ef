/**
 * Whole commands: wall time, processor time and peak memory of the process, medians of several runs, beside the time that Node
 * itself needs to start in the same run. Run after a build: npx node bench/commands.ts [RUNS]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const runs = Number(process.argv[2] ?? 5);
const cranis = new URL('../bin/cranis.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'cranis-bench-'));

/** Makes the process under test report its own use of resources on file descriptor 3 when it exits. */
const REPORTER = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));",
)}`;

interface Usage {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

function measure(args: string[]): Usage {
  const start = performance.now();
  const { status, output, stderr } = spawnSync(process.execPath, ['--import', REPORTER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')}: exit code ${status}: ${stderr}`);
  const usage = JSON.parse(String(output[3]));
  return { wall, cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000, memory: usage.maxRSS / 1024 };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function row(name: string, args: string[], nodeAlone?: number): number {
  measure(args);
  const used = Array.from({ length: runs }, () => measure(args));
  const wall = median(used.map((u) => u.wall));
  const ratio = nodeAlone === undefined ? '' : `${(wall / nodeAlone).toFixed(1).padStart(6)} × node`;
  const cpu = median(used.map((u) => u.cpu));
  const memory = median(used.map((u) => u.memory));
  console.log(
    `${name.padEnd(58)} ${wall.toFixed(0).padStart(6)} ms wall ${cpu.toFixed(0).padStart(6)} ms cpu ${memory.toFixed(0).padStart(5)} MB ${ratio}`,
  );
  return wall;
}

try {
  const alone = row('node -e 0', ['-e', '0']);
  const command = (name: string, ...args: string[]) => row(name, [cranis, ...args], alone);
  command('cranis --version', '--version');
  command('cranis spectrum --alpha 50 --l-max 60', 'spectrum', '--alpha', '50', '--l-max', '60');
  command('cranis spectrum --alpha 50 --l-max exact --format json', 'spectrum', '--alpha', '50', '--format', 'json');
  command('cranis spectrum --l-max 1000', 'spectrum', '--l-max', '1000');
  command('cranis matrix --l-max 40 --format json', 'matrix', '--l-max', '40', '--format', 'json');
  command('cranis spectrum -o c.svg', 'spectrum', '-o', join(folder, 'c.svg'));
  command('cranis spectrum -o c.pdf', 'spectrum', '-o', join(folder, 'c.pdf'));
  command('cranis figure 2', 'figure', '2', '-o', folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
