// What the tests of the command line share: a project in a temporary directory, and runs of the built command in it.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Report } from '../../src/report/model.ts';

const repository = resolve(import.meta.dirname, '../..');
export const BIN: string = join(repository, 'dist', 'bin.js');

/** The Node that runs the tests, and those in RACEWIRE_TEST_NODES (paths, separated as in PATH). */
export const NODES: readonly string[] = [
  process.execPath,
  ...(process.env['RACEWIRE_TEST_NODES'] ?? '').split(delimiter).filter((path) => path !== ''),
];

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON report, where one was written. */
  readonly report: Report;
}

export interface RunSettings {
  readonly node?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Called with the process id once standard output has shown `when`. */
  readonly when?: string;
  readonly then?: (pid: number) => void;
}

export interface Project {
  readonly directory: string;
  path(name: string): string;
  /** Runs `racewire ...options --output <file> -- ...command`; `node` in the command is this run's Node. */
  racewire(options: readonly string[], command: readonly string[], settings?: RunSettings): Promise<Outcome>;
  /** Runs a command as it is. */
  plain(command: readonly string[], settings?: RunSettings): Promise<Outcome>;
}

/** A project with these files, removed after the test. Packages of this repository can be linked into it. */
export function project(files: Readonly<Record<string, string>>, link: readonly string[] = []): Project {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'racewire-test-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const all: Readonly<Record<string, string>> = { 'package.json': '{"private":true}', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  mkdirSync(join(directory, 'node_modules'), { recursive: true });
  for (const name of link)
    symlinkSync(join(repository, 'node_modules', name), join(directory, 'node_modules', name));

  const output = join(directory, 'report.json');
  return {
    directory,
    path: (name) => join(directory, name),
    plain: (command, settings = {}) => execute(command, directory, settings, output),
    racewire: async (options, command, settings = {}) => {
      rmSync(output, { force: true });
      const node = settings.node ?? process.execPath;
      const reporter = options.includes('--reporter') ? [] : ['--reporter', 'json', '--output', output];
      return execute([node, BIN, ...options, ...reporter, '--', ...command], directory, settings, output);
    },
  };
}

function execute(
  command: readonly string[],
  directory: string,
  settings: RunSettings,
  output: string,
): Promise<Outcome> {
  const node = settings.node ?? process.execPath;
  const words = command.map((word) => (word === 'node' ? node : word));
  return new Promise((done, fail) => {
    const env = { ...process.env, ...settings.env };
    for (const name of [
      'NODE_OPTIONS',
      'RACEWIRE',
      'RACEWIRE_RUN',
      'FORCE_COLOR',
      'VITEST',
      'GITHUB_ACTIONS',
      'GITLAB_CI',
    ]) {
      if (settings.env?.[name] === undefined) delete env[name];
    }
    const child = spawn(words[0]!, words.slice(1), {
      cwd: settings.cwd ?? directory,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // What a test did not wait for: racewire gives the signal to what it runs.
    onTestFinished(() => void child.kill());
    let stdout = '';
    let stderr = '';
    let told = false;
    child.stdout.on('data', (data: Buffer) => {
      stdout += String(data);
      if (!told && settings.when !== undefined && stdout.includes(settings.when)) {
        told = true;
        settings.then?.(child.pid!);
      }
    });
    child.stderr.on('data', (data: Buffer) => (stderr += String(data)));
    child.on('error', fail);
    child.on('close', (code, signal) => {
      const report = existsSync(output) ? (JSON.parse(readFileSync(output, 'utf8')) as Report) : undefined;
      done({ code, signal, stdout, stderr, report: report as Report });
    });
  });
}

/** `lost-update a.mjs:4 a.mjs:6 a.mjs:6` for each race: what most tests want to know. */
export function races(outcome: Outcome): string[] {
  return outcome.report.races
    .filter((race) => race.severity !== 'benign')
    .map((race) => [race.kind, ...race.accesses.map((at) => `${basename(at.file)}:${at.line}`)].join(' '));
}

/** A program with one lost update, as an ES module: read in line 5, written in line 7. */
export const LOST_UPDATE = `// A cache that is filled twice.
const cache = new Map();
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
async function get(key, ms) {
  if (!cache.has(key)) {
    await sleep(ms);
    cache.set(key, ms);
  }
  return cache.get(key);
}
await Promise.all([get('a', 20), get('a', 5)]);
`;

/** The same in CommonJS. */
export const LOST_UPDATE_CJS: string = LOST_UPDATE.replace('await Promise.all', 'Promise.all');
