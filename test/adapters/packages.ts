// The test suites of real packages, as they are and with a race planted in their source, through a runner's adapter and
// under the wrapper: the same tests pass as without racewire, and both find the same races.
//
//   npx tsx test/adapters/packages.ts [--only TEXT] [--directory DIR] [--mirror DIR]
//
// --directory  where the packages are kept for the next call; without: a temporary directory
// --mirror     a folder with clones, OWNER+NAME/repo: nothing is fetched from elsewhere
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Report } from '../../src/report/model.ts';

const repository = resolve(import.meta.dirname, '../..');

interface Package {
  /** `owner/name` on GitHub. */
  readonly repo: string;
  readonly commit: string;
  readonly runner: 'vitest' | 'mocha' | 'jest';
  /** Packages that are installed in place of its own devDependencies. */
  readonly packages: readonly string[];
  /** Words after `node`. */
  readonly plain: readonly string[];
  readonly adapter: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The race: in this file, the first text becomes the second. */
  readonly plant: readonly [file: string, from: string, to: string];
}

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=tests.json'];
const MOCHA = ['node_modules/mocha/bin/mocha.js', '--reporter=json', '--reporter-option=output=tests.json'];
const JEST = ['node_modules/jest/bin/jest.js', 'src', '--json', '--outputFile=tests.json'];

const PACKAGES: readonly Package[] = [
  {
    repo: 'unjs/hookable',
    commit: 'b77477c027',
    runner: 'vitest',
    packages: [
      'vitest@4.1.12',
      'vite@7',
      'expect-type@1.3.0',
      'hookable-prev@npm:hookable@6.1.0',
      'esbuild@0.28.0',
    ],
    plain: VITEST,
    adapter: [...VITEST, '--config=racewire.vitest.config.ts'],
    files: {
      'racewire.vitest.config.ts': `import { racewire } from 'racewire/vitest';\nexport default { plugins: [racewire()] };\n`,
    },
    plant: [
      'src/hookable.ts',
      `    this._hooks[name] = this._hooks[name] || [];
    this._hooks[name]!.push(`,
      `    const count = async (): Promise<void> => {
      const before = (this as any).registered ?? 0;
      await Promise.resolve();
      (this as any).registered = before + 1;
    };
    void count();
    this._hooks[name] = this._hooks[name] || [];
    this._hooks[name]!.push(`,
    ],
  },
  {
    repo: 'DirtyHairy/async-mutex',
    commit: 'b0bb4c5aa0',
    runner: 'mocha',
    packages: [
      'mocha@10',
      'ts-node@10',
      'typescript@5.4',
      '@types/node@20',
      '@types/mocha@10',
      '@sinonjs/fake-timers@11',
      '@types/sinonjs__fake-timers@8',
      'tslib@2',
    ],
    plain: [...MOCHA, 'test/*.ts'],
    adapter: [...MOCHA, '--require=racewire/mocha', 'test/*.ts'],
    // Its own target is ES5, in which no async function is left.
    env: { TS_NODE_COMPILER_OPTIONS: '{"target":"es2022"}' },
    plant: [
      'src/Semaphore.ts',
      `        if (weight <= 0) throw new Error(\`invalid weight \${weight}: must be positive\`);

        return new Promise((resolve, reject) => {`,
      `        if (weight <= 0) throw new Error(\`invalid weight \${weight}: must be positive\`);
        const count = async (): Promise<void> => {
            const before = (this as any).acquired ?? 0;
            await Promise.resolve();
            (this as any).acquired = before + 1;
        };
        void count();

        return new Promise((resolve, reject) => {`,
    ],
  },
  {
    repo: 'graphql/dataloader',
    commit: 'b70dea3cc7',
    runner: 'jest',
    packages: ['jest@29', '@babel/core@7', '@babel/preset-env@7', '@babel/preset-flow@7'],
    plain: JEST,
    adapter: [...JEST, '--config=racewire.jest.config.js'],
    files: {
      'racewire.jest.config.js': `module.exports = require('racewire/jest').withRacewire({});\n`,
    },
    plant: [
      'src/index.js',
      `    const batch = getCurrentBatch(this);
`,
      `    const count = async () => {
      const before = this.loads ?? 0;
      await Promise.resolve();
      this.loads = before + 1;
    };
    void count();
    const batch = getCurrentBatch(this);
`,
    ],
  },
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    directory: { type: 'string' },
    mirror: { type: 'string' },
  },
});
const directory = resolve(values.directory ?? mkdtempSync(join(tmpdir(), 'racewire-packages-')));
if (values.directory === undefined) {
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
}

function must(command: string, words: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stdout}${stderr}`);
}

/** A checkout with what its tests need. */
function prepare({ repo, commit, packages, files, plant: [file, from] }: Package): string {
  const at = join(directory, repo.replace('/', '+'));
  if (!existsSync(join(at, 'node_modules'))) {
    rmSync(at, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const url =
      values.mirror === undefined
        ? `https://github.com/${repo}`
        : join(values.mirror, repo.replace('/', '+'), 'repo');
    must('git', ['clone', '--quiet', url, at], directory);
    must('git', ['checkout', '--quiet', commit], at);
    must('npm', ['pkg', 'delete', 'devDependencies', 'scripts', 'packageManager', 'jest'], at);
    rmSync(join(at, 'package-lock.json'), { force: true });
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--legacy-peer-deps'];
    must('npm', ['install', '--save-dev', ...flags, ...packages], at);
  }
  must('git', ['checkout', '--quiet', '--', file], at);
  rmSync(join(at, 'node_modules', 'racewire'), { recursive: true, force: true });
  symlinkSync(repository, join(at, 'node_modules', 'racewire'));
  for (const [name, text] of Object.entries(files ?? {})) writeFileSync(join(at, name), text);
  if (!readFileSync(join(at, file), 'utf8').includes(from)) throw new Error(`${repo}: ${file} is another`);
  return at;
}

interface Ran {
  readonly code: number | null;
  /** Names of the tests that passed, and of those that did not. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly races: Report['races'];
  readonly output: string;
}

interface TestReport {
  readonly passes?: readonly { fullTitle: string }[];
  readonly failures?: readonly { fullTitle: string }[];
  readonly testResults?: readonly { assertionResults: readonly { fullName: string; status: string }[] }[];
}

function run(
  { env: own }: Package,
  at: string,
  words: readonly string[],
  how: 'plain' | 'adapter' | 'wrapper',
): Ran {
  for (const name of ['tests.json', 'report.json']) rmSync(join(at, name), { force: true });
  const wrapper = [join(repository, 'dist', 'bin.js'), '--', process.execPath];
  const env: NodeJS.ProcessEnv = { ...process.env, ...own, RACEWIRE: 'reporter=json=report.json' };
  for (const name of ['NODE_OPTIONS', 'FORCE_COLOR', 'VITEST', 'GITHUB_ACTIONS', 'GITLAB_CI'])
    delete env[name];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(how === 'wrapper' ? wrapper : []), ...words],
    {
      cwd: at,
      env,
      encoding: 'utf8',
      timeout: 180_000,
    },
  );
  const read = <T>(name: string): T | undefined =>
    existsSync(join(at, name)) ? (JSON.parse(readFileSync(join(at, name), 'utf8')) as T) : undefined;
  const tests = read<TestReport>('tests.json') ?? {};
  const told = tests.testResults?.flatMap((file) => file.assertionResults) ?? [];
  const named = (state: string): string[] =>
    told.filter((test) => test.status === state).map((test) => test.fullName);
  return {
    code: status,
    passed: (tests.passes?.map((test) => test.fullTitle) ?? named('passed')).toSorted(),
    failed: (tests.failures?.map((test) => test.fullTitle) ?? named('failed')).toSorted(),
    races: (read<Report>('report.json')?.races ?? []).filter((race) => race.severity !== 'benign'),
    output: stdout + stderr,
  };
}

const ids = ({ races }: Ran): string[] => races.map(({ id }) => id).toSorted();

let failures = 0;
const check = (what: string, seen: unknown, expected: unknown, output: string): void => {
  if (isDeepStrictEqual(seen, expected)) return;
  failures++;
  console.error(
    `  ${what}: ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}\n${output.slice(-2000)}`,
  );
};

console.log(
  '| package | source | plain | adapter | wrapper | races |\n| --- | --- | --- | --- | --- | --- |',
);
for (const one of PACKAGES.filter(({ repo }) => repo.includes(values.only))) {
  const at = prepare(one);
  const [file, from, to] = one.plant;
  for (const planted of [false, true]) {
    if (planted) {
      const text = readFileSync(join(at, file), 'utf8').replace(from, () => to);
      writeFileSync(join(at, file), text);
    }
    const plain = run(one, at, one.plain, 'plain');
    const adapter = run(one, at, one.adapter, 'adapter');
    const wrapper = run(one, at, one.plain, 'wrapper');
    check(
      'tests that run under the wrapper',
      [wrapper.passed, wrapper.failed],
      [plain.passed, plain.failed],
      wrapper.output,
    );
    // Those with a race fail.
    const racy = new Set(
      adapter.races.flatMap((race) => race.tests ?? []).map(({ name }) => name.replaceAll(' > ', ' ')),
    );
    const others = plain.passed.filter((name) => !racy.has(name));
    check('tests without a race', adapter.passed, others, adapter.output);
    check('races from both ways', ids(adapter), ids(wrapper), adapter.output + wrapper.output);
    check('whether there are races', adapter.races.length > 0, planted, wrapper.output);
    const counts = [plain, adapter, wrapper].map(
      ({ passed, failed }) => `${passed.length} pass, ${failed.length} fail`,
    );
    console.log(
      `| ${one.repo} | ${planted ? 'planted' : 'as it is'} | ${counts.join(' | ')} | ${ids(adapter).join(' ')} |`,
    );
  }
  must('git', ['checkout', '--quiet', '--', file], at);
}
process.exitCode = failures === 0 ? 0 : 1;
