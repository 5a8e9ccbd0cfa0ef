import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { VERSION } from '../../src/model/version.ts';

test('the version that outputs carry is that of the package', () => {
  expect(VERSION).toBe(packageJson.version);
});
