import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { toolSource } from '../../src/config/tools.ts';

const isTool = (file: string, directories: readonly string[] = []): boolean =>
  new RegExp(toolSource(directories)).test(file);

it.each([
  ['/p/node_modules/mocha/lib/runner.js', true],
  ['C:\\p\\node_modules\\@babel\\core\\lib\\index.js', true],
  ['/p/node_modules/.pnpm/jest-circus@29.7.0/node_modules/jest-circus/build/run.js', true],
  ['/p/node_modules/jest-circus/node_modules/x/index.js', true],
  ['/p/node_modules/express/lib/express.js', false],
  ['/p/node_modules/mochawesome/index.js', false],
  ['/p/node_modules/@scope/mocha/index.js', false],
  ['/p/mocha/index.js', false],
])('%s is a tool: %s', (file, found) => {
  expect(isTool(file)).toBe(found);
});

it('is none on which the project depends, other than for development', () => {
  const directory = mkdtempSync(join(tmpdir(), 'racewire-tools-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const manifest = { dependencies: { rollup: '4' }, devDependencies: { mocha: '11' } };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  expect(isTool('/p/node_modules/rollup/dist/rollup.js', [directory])).toBe(false);
  expect(isTool('/p/node_modules/mocha/index.js', [directory])).toBe(true);
  writeFileSync(join(directory, 'package.json'), '{');
  expect(isTool('/p/node_modules/rollup/dist/rollup.js', [directory])).toBe(true);
});
