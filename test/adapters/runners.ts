// The runners that have an adapter: what a project has to have for it, how its tests are run, and how what came of it is
// told in short. Imports nothing of Vitest: versions.ts runs outside of it.
import type { Race } from '../../src/report/model.ts';

export type RunnerName = 'vitest' | 'mocha' | 'jest' | 'node-test';

export interface Runner {
  readonly links: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Runs the file of tests `all.test.js`, or those named in `files`, through the adapter. */
  readonly command: readonly string[];
  /** The same without the adapter, for the wrapper. */
  readonly plain: readonly string[];
}

const MODULE = '{ "type": "module", "private": true }';
// A busy machine may need longer for a test that starts a process than the runners' own limits, of two seconds and more.
const LIMIT = '60000';
const VITEST = [
  ...['node', 'node_modules/vitest/vitest.mjs', 'run'],
  ...['--testTimeout', LIMIT, '--hookTimeout', LIMIT],
];
const MOCHA = ['node', 'node_modules/mocha/bin/mocha.js', '--timeout', LIMIT];
const JEST = ['node', 'node_modules/jest/bin/jest.js', '--rootDir', '.', `--testTimeout=${LIMIT}`];

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
      'jest.config.js': `module.exports = require('racewire/jest').withRacewire({ testEnvironment: 'node', maxWorkers: 1 });\n`,
    },
    command: [...JEST, '--json', '--outputFile=tests.json'],
    plain: [...JEST, '--config', '{"testEnvironment":"node","maxWorkers":1}'],
  },
  'node-test': {
    links: [],
    files: {},
    command: ['node', '--require', 'racewire/node-test', '--test', '--test-reporter=tap'],
    plain: ['node', '--test'],
  },
};

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
