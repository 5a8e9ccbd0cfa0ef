/** Debian packages that some tests compare with or look through; installed where this process may, else those tests skip. */
import { spawnSync } from 'node:child_process';

const PACKAGES: Record<string, string[]> = {
  'python3-healpy': ['/usr/bin/python3', '-c', 'import healpy'],
  'python3-astropy': ['/usr/bin/python3', '-c', 'import astropy'],
  'poppler-utils': ['pdftoppm', '-v'],
  'python3-zarr': ['/usr/bin/python3', '-c', 'import zarr'],
  'python3-xarray': ['/usr/bin/python3', '-c', 'import xarray'],
  zsh: ['zsh', '--version'],
  fish: ['fish', '--version'],
  bsdutils: ['script', '--version'],
  chromium: ['chromium', '--version'],
};

const runs = (command: string[]) => spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;

export async function installSystemPackages(): Promise<void> {
  const missing = Object.keys(PACKAGES).filter((name) => !runs(PACKAGES[name]));
  if (missing.length === 0) return;
  const apt = process.getuid?.() === 0 && runs(['apt-get', '--version']);
  if (!apt) {
    console.log(`── not installed, so the tests that need them are skipped: ${missing.join(', ')}`);
    return;
  }
  console.log(`── installing ${missing.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) console.log(`── apt-get ${args[0]} failed: ${String(stderr).trim().split('\n').pop()}`);
  }
}
