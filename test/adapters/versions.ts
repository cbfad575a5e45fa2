// Every version of every runner that is promised, on every Node.js that it runs on: the sample project through adapter and
// wrapper, and the attribution matrix through both. The package is packed and installed as a user gets it.
//
//   npx tsx test/adapters/versions.ts [--only TEXT] [--node PATH]… [--directory DIR] [--markdown]
//
// --only       rows whose name (`vitest 4`) contains TEXT
// --node       a Node.js to run with; several times. Without: the one that runs this
// --directory  where the packages are installed, and found by the next call; without: a temporary directory
// --markdown   the table for docs/test-runners.md
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
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Race, Report } from '../../src/report/model.ts';
import { expectedKeys, expectedOutcome, matrixFiles, outcomeOf, type MatrixRunner } from './matrix.ts';
import { attributions, RUNNERS } from './runners.ts';

const repository = resolve(import.meta.dirname, '../..');

interface Row {
  readonly runner: MatrixRunner;
  readonly version: string;
  /** Whether it runs on this major version of Node.js. */
  readonly node: (major: number) => boolean;
  readonly packages: readonly string[];
}

const any = (): boolean => true;
const row = (
  runner: MatrixRunner,
  version: string,
  node: Row['node'] = any,
  more: readonly string[] = [],
): Row => ({
  runner,
  version,
  node,
  packages: [`${runner}@${version}`, ...more],
});

const ROWS: readonly Row[] = [
  row('vitest', '3', (major) => major <= 24),
  row('vitest', '4'),
  row('vitest', '5', (major) => major >= 22),
  row('mocha', '10'),
  row('mocha', '11'),
  row('mocha', '12'),
  row('jest', '29'),
  row('jest', '30'),
  { ...row('node-test', ''), packages: [] },
  row('ava', '6'),
  row('ava', '7'),
  row('tap', '21'),
];

const POOLS = ['forks', 'threads', 'vmForks', 'vmThreads'];

/** How the runners without an adapter are started. */
const PLAIN: Readonly<Record<'ava' | 'tap', readonly string[]>> = {
  ava: ['node', 'node_modules/ava/entrypoints/cli.mjs', '--timeout=1m'],
  tap: ['node', 'node_modules/tap/dist/esm/run.mjs', '--disable-coverage', '--allow-incomplete-coverage'],
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    node: { type: 'string', multiple: true, default: [process.execPath] },
    directory: { type: 'string' },
    markdown: { type: 'boolean', default: false },
  },
});
const directory = resolve(values.directory ?? mkdtempSync(join(tmpdir(), 'racewire-runners-')));
if (values.directory === undefined)
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

function npm(words: readonly string[], cwd: string): string {
  const run = spawnSync(
    'npm',
    [...words, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      encoding: 'utf8',
    },
  );
  if (run.status !== 0) throw new Error(`npm ${words.join(' ')}: ${run.stderr}`);
  return run.stdout;
}

function pack(): string {
  const to = join(directory, 'package');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  return join(to, npm(['pack', '--pack-destination', to], repository).trim().split('\n').at(-1)!);
}

/** Directory in which the packages of a row are installed; an earlier call's are brought up to date. */
function install({ runner, version, packages }: Row, tarball: string): string {
  const at = join(directory, `${runner}${version}`);
  mkdirSync(at, { recursive: true });
  if (!existsSync(join(at, 'package.json'))) writeFileSync(join(at, 'package.json'), '{"private":true}');
  npm(['install', '--no-save', '--legacy-peer-deps', tarball, ...packages], at);
  return at;
}

const versionOf = (at: string, runner: string): string =>
  (JSON.parse(readFileSync(join(at, 'node_modules', runner, 'package.json'), 'utf8')) as { version: string })
    .version;

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly races: readonly Race[];
  path(name: string): string;
}

/** Runs a command in a fresh directory with these files beside the installed packages. */
function run(
  at: string,
  node: string,
  files: Readonly<Record<string, string>>,
  command: readonly string[],
  wrapped: boolean,
): Ran {
  const cwd = join(at, 'project');
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  symlinkSync(join(at, 'node_modules'), join(cwd, 'node_modules'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const words = command.map((word) => (word === 'node' ? node : word));
  const wrapper = [node, 'node_modules/racewire/dist/bin.js', '--reporter', 'json=report.json', '--'];
  const [file, ...rest] = wrapped ? [...wrapper, ...words] : words;
  const env: NodeJS.ProcessEnv = { ...process.env, RACEWIRE: 'reporter=json=report.json' };
  for (const name of ['NODE_OPTIONS', 'FORCE_COLOR', 'VITEST', 'GITHUB_ACTIONS', 'GITLAB_CI'])
    delete env[name];
  const { status, stdout, stderr } = spawnSync(file!, rest, { cwd, env, encoding: 'utf8', timeout: 120_000 });
  const report = join(cwd, 'report.json');
  const races = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report).races : [];
  return { code: status, stdout, stderr, races, path: (name) => join(cwd, name) };
}

const filesOf = (runner: MatrixRunner): Record<string, string> =>
  Object.fromEntries(
    ['cache.js', 'cache.ts', 'cache.test.js', 'cache.test.ts']
      .map((name) => [name, join(repository, 'examples', runner, name)] as const)
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [name, readFileSync(file, 'utf8')]),
  );

const places = (races: readonly Race[]): string[] =>
  races.map((race) => [race.kind, ...race.accesses.map((at) => `${basename(at.file)}:${at.line}`)].join(' '));

/** What the sample's race is, on its lines. */
function expectedPlaces(files: Readonly<Record<string, string>>): string[] {
  const name = 'cache.ts' in files ? 'cache.ts' : 'cache.js';
  const lineOf = (text: string): string =>
    `${name}:${files[name]!.split('\n').findIndex((line) => line.includes(text)) + 1}`;
  const write = lineOf('entries.set(');
  return [`lost-update ${lineOf('entries.has(')} ${write} ${write}`];
}

/** Judges one cell: what differs from what has to be, in lines. */
function judge(one: Row, at: string, node: string, pool: string | undefined): string[] {
  const wrong: string[] = [];
  const check = (what: string, seen: unknown, expected: unknown, ran: Ran): void => {
    if (isDeepStrictEqual(seen, expected)) return;
    wrong.push(
      `${what}: ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`,
      ...`${ran.stdout}${ran.stderr}`
        .split('\n')
        .slice(0, 30)
        .map((line) => `    ${line}`),
    );
  };
  const { runner } = one;
  const inPool = pool === undefined ? [] : [`--pool=${pool}`];
  const sample = filesOf(runner);
  const matrix = matrixFiles(runner);
  const module = runner === 'ava' ? { 'package.json': '{ "type": "module", "private": true }' } : {};
  const own = { 'package.json': '{ "private": true }', ...module };
  const plain = [
    ...(runner === 'ava' || runner === 'tap' ? PLAIN[runner] : RUNNERS[runner].plain),
    ...inPool,
  ];
  const config = runner === 'vitest' ? { 'vitest.config.js': 'export default {};\n' } : {};

  const shown = run(at, node, { ...own, ...sample, ...config }, plain, true);
  check('sample under the wrapper', [shown.code, places(shown.races)], [66, expectedPlaces(sample)], shown);
  const all = run(at, node, { ...own, ...matrix, ...config }, plain, true);
  const keys = all.races.filter((race) => race.severity !== 'benign').map((race) => race.store.key);
  check('matrix under the wrapper', [all.code, keys.sort()], [66, expectedKeys(runner)], all);
  if (runner === 'ava' || runner === 'tap') return wrong;

  const files = { ...own, ...RUNNERS[runner].files };
  const command = [...RUNNERS[runner].command, ...inPool];
  const sampled = run(at, node, { ...files, ...sample }, command, false);
  const test = 'cache > serves two callers at once';
  check(
    'sample through the adapter',
    [sampled.code, attributions(sampled.races), places(sampled.races)],
    [1, [`"x": ${test} (${test})`], expectedPlaces(sample)],
    sampled,
  );
  const told = run(at, node, { ...files, ...matrix }, command, false);
  try {
    check('matrix through the adapter', outcomeOf(runner, told.races, told), expectedOutcome(runner), told);
  } catch (error) {
    check('matrix through the adapter', String(error), 'a report', told);
  }
  return wrong;
}

const nodes = values.node.map((path) => {
  const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);
  return { path, version, major: Number(version.split('.')[0]) };
});
const tarball = pack();
const table = [
  `| | ${nodes.map(({ version }) => `Node.js ${version}`).join(' | ')} |`,
  `| --- | ${nodes.map(() => '---').join(' | ')} |`,
];
let failures = 0;
for (const one of ROWS) {
  const name = `${one.runner} ${one.version}`.trim();
  if (!name.includes(values.only) || !nodes.some(({ major }) => one.node(major))) continue;
  const at = install(one, tarball);
  const version = one.packages.length === 0 ? '' : versionOf(at, one.runner);
  const cells = nodes.map((node) => {
    if (!one.node(node.major)) return '–';
    const results = (one.runner === 'vitest' ? POOLS : [undefined]).map((pool) => {
      const wrong = judge(one, at, node.path, pool);
      failures += wrong.length === 0 ? 0 : 1;
      console.error(
        [
          `${name} ${version}, Node.js ${node.version}${pool === undefined ? '' : `, ${pool}`}: ${wrong.length === 0 ? 'ok' : 'wrong'}`,
          ...wrong,
        ].join('\n  '),
      );
      return [pool, wrong.length === 0] as const;
    });
    const bad = results.filter(([, ok]) => !ok).map(([pool]) => pool ?? 'wrong');
    return bad.length === 0 ? 'ok' : bad.join(', ');
  });
  table.push(`| ${`${one.runner} ${version}`.trim()} | ${cells.join(' | ')} |`);
}
console.log(table.join('\n'));
process.exitCode = failures === 0 ? 0 : 1;
