import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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

describe('what is installed for tools alone', () => {
  function project(manifest: object, packages: object): string {
    const directory = mkdtempSync(join(tmpdir(), 'racewire-tools-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    mkdirSync(join(directory, 'node_modules'));
    writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(directory, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
    return directory;
  }
  const needs = (...names: string[]): object => ({
    dependencies: Object.fromEntries(names.map((name) => [name, '*'])),
  });
  const isLeftOut = (directory: string, name: string): boolean =>
    isTool(`/p/node_modules/${name}/index.js`, [directory]);

  it('is left out with them, unless something else needs it', () => {
    const directory = project(
      { devDependencies: { ava: '6', sinon: '20' }, dependencies: { express: '5' } },
      {
        'node_modules/ava': needs('emittery', 'debug', '@scope/a.b', 'lodash'),
        'node_modules/emittery': needs('deep'),
        'node_modules/deep': {},
        'node_modules/@scope/a.b': {},
        'node_modules/debug': needs('ms'),
        'node_modules/ms': {},
        'node_modules/express': needs('debug'),
        'node_modules/sinon': needs('lodash'),
        'node_modules/lodash': {},
      },
    );
    const names = [
      'emittery',
      'deep',
      '@scope/a.b',
      'debug',
      'ms',
      'express',
      'sinon',
      'lodash',
      '@scope/aXb',
    ];
    expect(names.filter((name) => isLeftOut(directory, name))).toEqual(['emittery', 'deep', '@scope/a.b']);
  });

  it('is found where npm put it, and watched where another copy of it is needed', () => {
    const directory = project(
      {},
      {
        'node_modules/mocha': needs('yargs', 'glob'),
        'node_modules/mocha/node_modules/yargs': needs('y18n'),
        'node_modules/y18n': {},
        'node_modules/glob': {},
        'node_modules/by-itself': needs('glob'),
        'node_modules/by-itself/node_modules/glob': {},
      },
    );
    const names = ['yargs', 'y18n', 'by-itself', 'glob'];
    expect(names.filter((name) => isLeftOut(directory, name))).toEqual(['yargs', 'y18n']);
  });

  it('is not what a member of the workspace needs, or a dependency that is a tool', () => {
    const directory = project(
      { dependencies: { rollup: '4' } },
      {
        'packages/a': { devDependencies: { helper: '1', tap: '21' } },
        'node_modules/a': { link: true, resolved: 'packages/a' },
        'node_modules/tap': needs('helper', 'a', 'polite'),
        'node_modules/helper': {},
        'node_modules/polite': {},
        'node_modules/rollup': needs('estree'),
        'node_modules/estree': {},
      },
    );
    const names = ['helper', 'polite', 'a', 'estree'];
    expect(names.filter((name) => isLeftOut(directory, name))).toEqual(['polite']);
  });

  it('is unknown where npm has left no record', () => {
    const directory = project({}, { 'node_modules/ava': needs('emittery'), 'node_modules/emittery': {} });
    expect(isLeftOut(directory, 'emittery')).toBe(true);
    writeFileSync(join(directory, 'node_modules/.package-lock.json'), '[');
    expect(isLeftOut(directory, 'emittery')).toBe(false);
    rmSync(join(directory, 'node_modules'), { recursive: true });
    expect(isLeftOut(directory, 'emittery')).toBe(false);
  });
});
