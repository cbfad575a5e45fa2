// Files of ES modules are instrumented in the thread that runs them; what else reads such a file gets what is in it.
import { describe, expect, it } from 'vitest';
import { LOST_UPDATE, LOST_UPDATE_CJS, NODES, project, races } from '../cli/project.ts';

// A thread of hooks takes a number, as any worker does.
const WORKERS = `import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
for (let round = 0; round < 2; round++) {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url));
  console.log(worker.threadId);
  await once(worker, 'exit');
}`;

const READS = `import fs from 'node:fs';
import * as promises from 'node:fs/promises';
const url = new URL(import.meta.url);
const asynchronous = (async () => {}).constructor;
const { readFile } = promises;
console.log((await readFile(url)).equals(fs.readFileSync(url)));
console.log((await fs.promises.readFile(url)).equals(fs.readFileSync(url)));
console.log(await Reflect.apply(readFile, undefined, [url, 'utf8']) === fs.readFileSync(url, 'utf8'));
console.log(await readFile(new URL('./none.mjs', url)).catch((error) => error.stack.replace(/file:.*/, '')));
console.log(readFile === fs.promises.readFile, readFile.name, readFile.length, readFile.constructor === asynchronous);
console.log(String(readFile) === Function.prototype.toString.call(fs.promises.readFile), 'prototype' in readFile);
console.log((await import('./plain.js')).default.plain, (await import('./found.js')).found);
`;

describe.each(NODES)('files of ES modules on %s', (node) => {
  it('need no thread: workers have the numbers they have natively, and are watched', async () => {
    const { racewire, plain } = project({ 'main.mjs': WORKERS, 'worker.mjs': LOST_UPDATE });
    const run = await racewire([], ['node', 'main.mjs'], { node });
    expect(run.stdout).toBe((await plain(['node', 'main.mjs'], { node })).stdout);
    expect(races(run)).toEqual(['lost-update worker.mjs:5 worker.mjs:7 worker.mjs:7']);
    expect(run.report.races[0]!.count).toBe(4);
  });

  it('are as they are for a program that reads them', async () => {
    const { racewire, plain } = project({
      'main.mjs': READS,
      'plain.js': 'const known = new Map(); exports.plain = known.size; if (exports.plain) return;',
      'found.js': `${LOST_UPDATE}\nexport const found = 1;`,
    });
    const run = await racewire([], ['node', 'main.mjs'], { node });
    expect(run.stdout).toBe((await plain(['node', 'main.mjs'], { node })).stdout);
    expect(races(run)).toEqual(['lost-update found.js:5 found.js:7 found.js:7']);
    expect(run.report.coverage.skipped).toEqual([]);
  });

  it('have the columns they have natively behind a byte order mark', async () => {
    const { racewire, plain } = project({
      'main.mjs': `\uFEFFconsole.log(new Error('here').stack.split('\\n')[1]); const m = new Map(); m.set(1, m.size);`,
    });
    const run = await racewire([], ['node', 'main.mjs'], { node });
    expect(run.stdout).toBe((await plain(['node', 'main.mjs'], { node })).stdout);
  });

  it.each([
    { how: 'with no loader but Node’s', register: '' },
    {
      how: 'beside another loader',
      register: `require('node:module').register('data:text/javascript,export const none = 1');`,
    },
  ])('are watched where CommonJS requires them, $how', async ({ register }) => {
    const { racewire, plain } = project({
      'main.cjs': `${register}
const { done } = require('./outer.mjs');
const fs = require('node:fs');
const inner = fs.readFileSync(new URL('./inner.mjs', done), 'utf8');
console.log(inner === fs.readFileSync('inner.mjs').toString(), fs.closeSync(fs.openSync(new URL(done))));
console.log(fs.openSync.name, fs.openSync.length, String(fs.openSync).length);`,
      'outer.mjs': `import './inner.mjs';\nexport const done = import.meta.url;`,
      'inner.mjs': LOST_UPDATE.replace('await Promise.all', 'Promise.all'),
    });
    const command = ['node', '--no-warnings', 'main.cjs'];
    const run = await racewire([], command, { node });
    expect(run.stdout).toBe((await plain(command, { node })).stdout);
    expect(races(run)).toEqual(['lost-update inner.mjs:5 inner.mjs:7 inner.mjs:7']);
  });

  it('export by name what CommonJS has that an ES module of CommonJS imports', async () => {
    const getter = `Object.defineProperty(exports, 'found', { enumerable: true, get: function () { return inner.found; } });`;
    const { racewire, plain } = project({
      'main.cjs': `require('./outer.mjs');`,
      'outer.mjs': `import { found, late } from './plain.js';
import { named } from './named.cjs';
console.log(found.size, late(), named);`,
      'plain.js': `var inner = require('./inner.cjs');\n${getter}\nexports.late = function () { return inner.found.size; };`,
      'named.cjs': `const known = new Map([[1, 2]]);\nexports.named = known.get(1);`,
      'inner.cjs': `exports.found = new Map();\n${LOST_UPDATE_CJS}`,
    });
    const command = ['node', '--no-warnings', 'main.cjs'];
    const run = await racewire([], command, { node });
    expect(run.stdout).toBe((await plain(command, { node })).stdout);
    expect(races(run)).toEqual(['lost-update inner.cjs:6 inner.cjs:8 inner.cjs:8']);
  });
});
