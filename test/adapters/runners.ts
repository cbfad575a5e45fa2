// What the tests of the adapters share: a project in which a runner runs with its adapter, and what came of it.
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Race } from '../../src/report/model.ts';
import { project, type Outcome } from '../cli/project.ts';

const repository = resolve(import.meta.dirname, '../..');

export type RunnerName = 'vitest' | 'mocha' | 'jest' | 'node-test';

interface Runner {
  readonly links: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Runs the file of tests `all.test.js`, or those named in `files`, through the adapter. */
  readonly command: readonly string[];
  /** The same without the adapter, for the wrapper. */
  readonly plain: readonly string[];
}

const MODULE = '{ "type": "module", "private": true }';
const VITEST = ['node', 'node_modules/vitest/vitest.mjs', 'run'];
const MOCHA = ['node', 'node_modules/mocha/bin/mocha.js'];
const JEST = ['node', 'node_modules/jest/bin/jest.js', '--rootDir', '.', '--runInBand'];

export const RUNNERS: Readonly<Record<RunnerName, Runner>> = {
  vitest: {
    links: ['vitest'],
    files: {
      'package.json': MODULE,
      'vitest.config.js': `import { racewire } from 'racewire/vitest';\nexport default { plugins: [racewire()] };\n`,
    },
    command: [...VITEST, '--reporter=json', '--outputFile=tests.json'],
    plain: VITEST,
  },
  mocha: {
    links: ['mocha'],
    files: {},
    // By its path: the linked Mocha would look for packages beside its own files.
    command: [
      ...MOCHA,
      '--require',
      './node_modules/racewire/dist/mocha.js',
      '--reporter=json',
      '--reporter-option',
      'output=tests.json',
      '*.test.js',
    ],
    plain: [...MOCHA, '*.test.js'],
  },
  jest: {
    links: ['jest', 'jest-environment-node'],
    files: {
      'jest.config.js': `module.exports = require('racewire/jest').withRacewire({ testEnvironment: 'node' });\n`,
    },
    command: [...JEST, '--json', '--outputFile=tests.json'],
    plain: [...JEST, '--config', '{"testEnvironment":"node"}'],
  },
  'node-test': {
    links: [],
    files: {},
    command: ['node', '--require', 'racewire/node-test', '--test', '--test-reporter=tap'],
    plain: ['node', '--test'],
  },
};

/** Runs tests in a fresh project. @param wrapped - under `racewire --`, without the adapter */
export async function runTests(
  name: RunnerName,
  files: Readonly<Record<string, string>>,
  wrapped = false,
): Promise<Outcome & { path(name: string): string }> {
  const runner = RUNNERS[name];
  const config = wrapped && name === 'vitest' ? { 'vitest.config.js': 'export default {};\n' } : {};
  const made = project({ ...runner.files, ...files, ...config }, runner.links);
  symlinkSync(repository, join(made.directory, 'node_modules', 'racewire'));
  const output = made.path('report.json');
  const outcome = wrapped
    ? await made.racewire([], runner.plain)
    : await made.plain(runner.command, { env: { RACEWIRE: `reporter=json output="${output}"` } });
  return { ...outcome, path: made.path };
}

/** Races in one line each: kind, key, the test that has it, the tests of both sides. */
export function attributions(races: readonly Race[]): string[] {
  return races
    .filter((race) => race.severity !== 'benign')
    .map((race) => {
      const sides = [...new Set(race.accesses.map((access) => access.test?.name ?? 'none'))].sort();
      return `${race.store.key}: ${race.test ?? 'none'} (${sides.join(', ')})`;
    })
    .sort();
}
