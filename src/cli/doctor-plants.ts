// The planted races: for each kind of thread that a program can have, a program with one lost update and one data race. A
// detector that finds them here finds its way into that kind of thread.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../report/model.ts';

export interface Plant {
  /** As printed. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

// A cache that is filled twice.
const LOST_UPDATE = `
const cache = new Map();
const get = async (key, ms) => {
  if (!cache.has(key)) {
    await new Promise((done) => setTimeout(done, ms));
    cache.set(key, ms);
  }
};
const lostUpdate = () => Promise.all([get('planted', 2), get('planted', 1)]);
`;

// Two threads of a process write the same word; the second one is made here, so that each kind of thread makes one.
const DATA_RACE = `
const dataRace = () => new Promise((done) => {
  const planted = new Int32Array(new SharedArrayBuffer(4));
  const other = new Worker("const { workerData } = require('node:worker_threads'); workerData[0] = 1;", { eval: true, workerData: planted });
  planted[0] = 2;
  other.on('exit', done);
});
`;

const BOTH = `${LOST_UPDATE}${DATA_RACE}lostUpdate().then(dataRace);\n`;
const MODULE = `import { Worker } from 'node:worker_threads';${BOTH}`;
const SCRIPT = `const { Worker } = require('node:worker_threads');${BOTH}`;
const DATA_URL = `data:text/javascript,${encodeURIComponent(MODULE)}`;

const STARTER = `import { Worker } from 'node:worker_threads';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
`;

export const PLANTS: readonly Plant[] = [
  { name: 'program, ES module', files: { 'main.mjs': MODULE }, command: ['main.mjs'] },
  { name: 'program, CommonJS', files: { 'main.cjs': SCRIPT }, command: ['main.cjs'] },
  { name: 'program of -e', files: {}, command: ['-e', SCRIPT] },
  {
    name: 'worker from a file',
    files: {
      'main.mjs': `${STARTER}new Worker(new URL('./inner.mjs', import.meta.url));\n`,
      'inner.mjs': MODULE,
    },
    command: ['main.mjs'],
  },
  {
    name: 'worker from a text (eval)',
    files: {
      'main.mjs': `${STARTER}new Worker(readFileSync(new URL('./inner.txt', import.meta.url), 'utf8'), { eval: true });\n`,
      'inner.txt': SCRIPT,
    },
    command: ['main.mjs'],
  },
  {
    name: 'worker from a data: URL',
    files: { 'main.mjs': `${STARTER}new Worker(new URL(${JSON.stringify(DATA_URL)}));\n` },
    command: ['main.mjs'],
  },
  {
    name: 'child process',
    files: { 'main.mjs': `${STARTER}fork(new URL('./inner.mjs', import.meta.url));\n`, 'inner.mjs': MODULE },
    command: ['main.mjs'],
  },
];

export interface Harvest {
  readonly plant: Plant;
  /** Kinds of race that were found. */
  readonly found: ReadonlySet<string>;
  /** Why there is no report. */
  readonly failed?: string;
}

/** Which race each engine is to find. */
export const PLANTED: Readonly<Record<string, string>> = { tasks: 'lost-update', threads: 'data-race' };

/**
 * Runs a plant under the built command, in a directory of its own.
 * @param bin - dist/bin.js
 * @param node - the Node.js that runs it
 */
export function harvest(
  plant: Plant,
  directory: string,
  bin: string,
  node: string,
  engines: readonly string[],
): Promise<Harvest> {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{"private":true}');
  for (const [name, text] of Object.entries(plant.files)) writeFileSync(join(directory, name), text);
  const output = join(directory, 'report.json');
  const options = ['--engine', engines.join(','), '--reporter', 'json', '--output', output];
  const { RACEWIRE: _settings, RACEWIRE_RUN: _run, ...env } = process.env;
  return new Promise((done) => {
    const child = spawn(node, [bin, ...options, '--', node, ...plant.command], {
      cwd: directory,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += String(text)));
    child.on('error', (error) => done({ plant, found: new Set(), failed: error.message }));
    child.on('close', () => {
      try {
        const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
        done({ plant, found: new Set(report.races.map((race) => race.kind)) });
      } catch {
        const last = stderr.trim().split('\n').at(-1);
        done({
          plant,
          found: new Set(),
          failed: last === undefined || last === '' ? 'no report was written' : last,
        });
      }
    });
  });
}
