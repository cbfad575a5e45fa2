// The attribution matrix: one file of tests with a race in every place where a suite can have one, in the words of each
// runner, and what has to come of it. Each race has code of its own, since a race is one by its lines.
import { readFileSync } from 'node:fs';
import type { Race } from '../../src/report/model.ts';
import { attributions, type RunnerName } from './runners.ts';

/** Runners that have an adapter, and those that run under the wrapper only. */
export type MatrixRunner = RunnerName | 'ava' | 'tap';

const CASES = ['inside', 'hookAll', 'hookEach', 'hookAfter', 'handler', 'beside', 'late', 'leaked'] as const;

/**
 * One function a case that reads, waits and writes the case's key. What must come after something else polls for it: that
 * is an order in time, on any machine, and none that the detector could see.
 */
const LIBRARY = `
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const shared = new Map();
let open = false;
let begun = 0;
const until = async (met) => { while (!met()) await sleep(1); };
${CASES.map(
  (name) => `
async function ${name}(wait) {
  const before = shared.get('${name}') ?? 0;
  await (typeof wait === 'number' ? sleep(wait) : until(wait));
  shared.set('${name}', before + 1);
}`,
).join('\n')}
`;

/** A server that a hook starts: what it does for a test is that test's. */
const SERVER = `
let asked = 0;
const server = http.createServer((request, response) => {
  const alone = request.url === '/alone';
  if (!alone) asked++;
  handler(alone ? 1 : () => asked === 2).then(() => response.end());
});
const get = (path) =>
  new Promise((done, fail) => {
    const url = 'http://127.0.0.1:' + server.address().port + '/' + path;
    http.get(url, { agent: false }, (answer) => answer.resume().on('end', done)).on('error', fail);
  });
`;

/** A program of its own, for a worker and a child process. */
const program = (key: string): string => `
const shared = new Map();
async function add(ms) {
  const before = shared.get('${key}') ?? 0;
  await new Promise((done) => setTimeout(done, ms));
  shared.set('${key}', before + 1);
}
Promise.all([add(4), add(2)]);
`;

const CHILDREN = `const { execFile } = require('node:child_process');
const http = require('node:http');
const { Worker } = require('node:worker_threads');`;
const IN_WORKER = `await new Promise((done) => new Worker('./in-worker.cjs').on('exit', done));`;
const IN_CHILD = `await new Promise((done) => execFile(process.execPath, ['in-child.cjs'], done));`;
const LISTEN = `server.listen(0); await new Promise((done) => server.once('listening', done));`;
const ASK = `await Promise.all([get('both'), get('both')]);`;
const CLOSE = `await new Promise((done) => server.close(done));`;
const BESIDE = 'begun++; await beside(() => begun === 2);';
const LEAVE = `const opened = () => open; rest = [late(opened), late(opened), leaked(opened)]; await sleep(1);`;
const WAIT = 'open = true; await Promise.all(rest); await sleep(1);';

interface Words {
  readonly beforeAll: string;
  readonly afterAll: string;
  readonly head: string;
  /** How a test runs beside its neighbour; undefined where the runner has nothing for it. */
  readonly concurrent?: { readonly suite?: string; readonly it: string };
}

const WORDS: Readonly<Record<RunnerName, Words>> = {
  vitest: {
    beforeAll: 'beforeAll',
    afterAll: 'afterAll',
    head: `import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { execFile } from 'node:child_process';
import http from 'node:http';
import { Worker } from 'node:worker_threads';`,
    concurrent: { it: 'it.concurrent' },
  },
  jest: { beforeAll: 'beforeAll', afterAll: 'afterAll', head: CHILDREN, concurrent: { it: 'it.concurrent' } },
  mocha: { beforeAll: 'before', afterAll: 'after', head: CHILDREN },
  'node-test': {
    beforeAll: 'before',
    afterAll: 'after',
    head: `const { after, afterEach, before, beforeEach, describe, it } = require('node:test');\n${CHILDREN}`,
    concurrent: { suite: '{ concurrency: true }, ', it: 'it' },
  },
};

function describeTests(runner: RunnerName): string {
  const { head, beforeAll, afterAll, concurrent } = WORDS[runner];
  const pair =
    concurrent === undefined
      ? ''
      : `describe('pair', ${concurrent.suite ?? ''}() => {
  ${concurrent.it}('one', async () => { ${BESIDE} });
  ${concurrent.it}('two', async () => { ${BESIDE} });
});`;
  return `${head}
${LIBRARY}${SERVER}
it('inside', async () => { await Promise.all([inside(4), inside(2)]); });
it('innocent', async () => { await inside(1); });
describe('suite', () => {
  ${beforeAll}(async () => { await Promise.all([hookAll(4), hookAll(2)]); });
  it('innocent of its suite', async () => { await sleep(1); });
});
describe('each', () => {
  beforeEach(async () => { await Promise.all([hookEach(4), hookEach(2)]); });
  it('has a hook', async () => { await sleep(1); });
});
describe('behind', () => {
  afterEach(async () => { await Promise.all([hookAfter(4), hookAfter(2)]); });
  it('has a hook behind', async () => { await sleep(1); });
});
describe('served', () => {
  ${beforeAll}(async () => { ${LISTEN} });
  ${afterAll}(async () => { ${CLOSE} });
  it('asks', async () => { ${ASK} });
  it('asks once', async () => { await get('alone'); });
});
${pair}
describe('after', () => {
  let rest;
  it('leaves', async () => { ${LEAVE} });
  it('comes next', async () => { await leaked(1); });
  it('waits', async () => { ${WAIT} });
});
it('worker', async () => { ${IN_WORKER} });
it('child', async () => { ${IN_CHILD} });
`;
}

// AVA runs the tests of a file at once, unless they are serial; those that are not come last.
const AVA = `import test from 'ava';
import { execFile } from 'node:child_process';
import http from 'node:http';
import { Worker } from 'node:worker_threads';
${LIBRARY}${SERVER}
let rest;
test.before(async () => { await Promise.all([hookAll(4), hookAll(2)]); ${LISTEN} });
test.after(async () => { ${CLOSE} });
test.beforeEach(async () => { await Promise.all([hookEach(4), hookEach(2)]); });
test.afterEach(async () => { await Promise.all([hookAfter(4), hookAfter(2)]); });
test.serial('asks', async (t) => { ${ASK} t.pass(); });
test.serial('inside', async (t) => { await Promise.all([inside(4), inside(2)]); t.pass(); });
test.serial('innocent', async (t) => { await inside(1); t.pass(); });
test.serial('leaves', async (t) => { ${LEAVE} t.pass(); });
test.serial('comes next', async (t) => { await leaked(1); t.pass(); });
test.serial('waits', async (t) => { ${WAIT} t.pass(); });
test.serial('worker', async (t) => { ${IN_WORKER} t.pass(); });
test.serial('child', async (t) => { ${IN_CHILD} t.pass(); });
test('one', async (t) => { ${BESIDE} t.pass(); });
test('two', async (t) => { ${BESIDE} t.pass(); });
`;

const TAP = `const t = require('tap');
${CHILDREN}
${LIBRARY}${SERVER}
let rest;
t.before(async () => { await Promise.all([hookAll(4), hookAll(2)]); ${LISTEN} });
t.after(async () => { ${CLOSE} });
t.test('each', async (t) => {
  t.beforeEach(async () => { await Promise.all([hookEach(4), hookEach(2)]); });
  t.afterEach(async () => { await Promise.all([hookAfter(4), hookAfter(2)]); });
  t.test('has a hook', async () => { await sleep(1); });
});
t.test('inside', async () => { await Promise.all([inside(4), inside(2)]); });
t.test('asks', async () => { ${ASK} });
t.test('innocent', async () => { await inside(1); });
t.test('leaves', async () => { ${LEAVE} });
t.test('comes next', async () => { await leaked(1); });
t.test('waits', async () => { ${WAIT} });
t.test('worker', async () => { ${IN_WORKER} });
t.test('child', async () => { ${IN_CHILD} });
t.test('pair', { jobs: 2 }, (t) => {
  t.test('one', { buffered: true }, async () => { ${BESIDE} });
  t.test('two', { buffered: true }, async () => { ${BESIDE} });
  t.end();
});
t.end();
`;

/** The files of the matrix, named as the runner looks for them. */
export function matrixFiles(runner: MatrixRunner): Record<string, string> {
  const text = runner === 'ava' ? AVA : runner === 'tap' ? TAP : describeTests(runner);
  return {
    [runner === 'ava' ? 'all.test.mjs' : 'all.test.js']: text,
    'in-worker.cjs': program('worker'),
    'in-child.cjs': program('child'),
  };
}

/** What came of the matrix, or what has to: one line a race (see `attributions`), and the tests that failed. */
export interface MatrixOutcome {
  readonly races: readonly string[];
  readonly failed: readonly string[];
}

/** What has to come of it through the adapter. */
export function expectedOutcome(runner: RunnerName): MatrixOutcome {
  const hook = runner === 'node-test' ? 'suite' : `suite > ${WORDS[runner].beforeAll}`;
  // node:test does not tell a hook which test it runs for.
  const each = runner === 'node-test' ? 'each' : 'each > has a hook';
  const behind = runner === 'node-test' ? 'behind' : 'behind > has a hook behind';
  // Mocha has told that a test has passed before it calls afterEach.
  const failsBehind = runner === 'vitest' || runner === 'jest';
  return {
    races: [
      ...(WORDS[runner].concurrent === undefined ? [] : ['"beside": (pair > one, pair > two)']),
      '"child": child (child)',
      '"handler": served > asks (served > asks)',
      `"hookAfter": ${behind} (${behind})`,
      `"hookAll": ${hook} (${hook})`,
      `"hookEach": ${each} (${each})`,
      '"inside": inside (inside)',
      '"late": after > leaves (after > leaves)',
      '"leaked": (after > comes next, after > leaves)',
      '"worker": worker (worker)',
    ],
    failed: [
      'asks',
      'child',
      ...(runner === 'node-test' ? [] : ['has a hook']),
      ...(failsBehind ? ['has a hook behind'] : []),
      'inside',
      ...(WORDS[runner].concurrent === undefined ? [] : ['one or two']),
      'worker',
    ],
  };
}

/**
 * What came of it, in the form of `expectedOutcome`. In which of two tests a race is detected that both take part in is
 * the schedule's choice: it is left out.
 */
export function outcomeOf(
  runner: RunnerName,
  races: readonly Race[],
  outcome: { readonly stdout: string; path(name: string): string },
): MatrixOutcome {
  const failed = failedTests(runner, outcome);
  return {
    races: attributions(races)
      .map((line) =>
        line.replace(/^("beside"|"leaked"): (?:pair > (?:one|two)|after > (?:leaves|comes next)) /, '$1: '),
      )
      .sort(),
    failed: [
      ...new Set(failed.map((name) => (name === 'one' || name === 'two' ? 'one or two' : name))),
    ].sort(),
  };
}

/** The keys of the races that the wrapper has to find, sorted. */
export function expectedKeys(runner: MatrixRunner): string[] {
  const pair = runner === 'ava' || runner === 'tap' || WORDS[runner].concurrent !== undefined;
  return [...CASES.filter((name) => name !== 'beside' || pair), 'worker', 'child']
    .map((name) => `"${name}"`)
    .sort();
}

/** Names of the tests that failed, as the runner's own report tells them. */
function failedTests(
  runner: RunnerName,
  outcome: { readonly stdout: string; path(name: string): string },
): string[] {
  if (runner === 'node-test') {
    return [...outcome.stdout.matchAll(/^ *not ok \d+ - (.*)$/gm)]
      .map((match) => match[1]!)
      .filter(
        (name) =>
          !['each', 'behind', 'served', 'pair', 'suite', 'after'].includes(name) && !name.endsWith('.js'),
      );
  }
  const report = JSON.parse(readFileSync(outcome.path('tests.json'), 'utf8')) as {
    failures?: { title: string }[];
    testResults?: { assertionResults: { title: string; status: string }[] }[];
  };
  return (
    report.failures?.map((test) => test.title) ??
    report.testResults!.flatMap((file) =>
      file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.title),
    )
  );
}
