import { describe, expect, test } from 'vitest';
import { completeLockfile } from '../../scripts/complete-lockfile.ts';
import { read } from '../docs/documents.ts';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe.each(['package-lock.json', 'tools/apidocs/package-lock.json', 'tools/runtimes/package-lock.json'])(
  '%s',
  (file) => {
    const packages = Object.entries((JSON.parse(read(file)) as { packages: Record<string, Entry> }).packages);

    test('names no registry', () => {
      expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    });

    test('names every optional package, those of other platforms too (if not: node scripts/complete-lockfile.ts)', () => {
      const places = new Set(packages.map(([place]) => place));
      const missing = packages.flatMap(([place, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies).filter(
          (name) => !places.has(`node_modules/${name}`) && !places.has(`${place}/node_modules/${name}`),
        ),
      );
      expect(missing).toEqual([]);
    });

    test('has a checksum of everything that has to be installed', () => {
      const required = packages.filter(([place, { optional }]) => place !== '' && !optional);
      expect(required.filter(([, { integrity }]) => integrity === undefined).map(([place]) => place)).toEqual([]);
    });
  },
);

test('completeLockfile adds what npm left out, with its platform, and changes nothing else', () => {
  const packages = {
    '': { optionalDependencies: { '@a/linux-x64-musl': '1.2.3', '@a/darwin-arm64': '1.2.3' } },
    'node_modules/@a/darwin-arm64': { version: '1.2.3', integrity: 'sha512-x' },
    'node_modules/b': { dev: true, license: 'MIT', optionalDependencies: { 'b-win32-ia32-msvc': '0.1.0' } },
  };
  expect(completeLockfile({ packages })).toEqual({
    packages: {
      ...packages,
      'node_modules/@a/linux-x64-musl': {
        version: '1.2.3',
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
        optional: true,
      },
      'node_modules/b-win32-ia32-msvc': {
        version: '0.1.0',
        os: ['win32'],
        cpu: ['ia32'],
        dev: true,
        license: 'MIT',
        optional: true,
      },
    },
  });
  const range = { packages: { c: { optionalDependencies: { 'd-linux-x64': '^1.0.0' } } } };
  expect(() => completeLockfile(range)).toThrow(/not one version/);
});
