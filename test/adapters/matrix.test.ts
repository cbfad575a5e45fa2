// Who is named, and who fails, for races in every place where a suite can have them; the same for each runner. Each race has
// code of its own, since a race is one by its lines.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributions, runTests, type RunnerName } from './runners.ts';

const CASES = ['inside', 'hookAll', 'hookEach', 'beside', 'late', 'leaked'];

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

interface Words {
  readonly beforeAll: string;
  readonly head: string;
  /** Two tests at a time; '' where the runner has none. */
  readonly beside: (one: string, two: string) => string;
}

const PAIR = (it: string, one: string, two: string): string =>
  `describe('pair', () => { ${it}('one', ${one}); ${it}('two', ${two}); });`;

const WORDS: Readonly<Record<RunnerName, Words>> = {
  vitest: {
    beforeAll: 'beforeAll',
    head: `import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { execFile } from 'node:child_process';
import { Worker } from 'node:worker_threads';`,
    beside: (one, two) => PAIR('it.concurrent', one, two),
  },
  jest: {
    beforeAll: 'beforeAll',
    head: `const { execFile } = require('node:child_process');\nconst { Worker } = require('node:worker_threads');`,
    beside: (one, two) => PAIR('it.concurrent', one, two),
  },
  mocha: {
    beforeAll: 'before',
    head: `const { execFile } = require('node:child_process');\nconst { Worker } = require('node:worker_threads');`,
    beside: () => '',
  },
  'node-test': {
    beforeAll: 'before',
    head: `const { before, beforeEach, describe, it } = require('node:test');
const { execFile } = require('node:child_process');
const { Worker } = require('node:worker_threads');`,
    beside: (one, two) => PAIR('it', one, two).replace(`'pair', `, `'pair', { concurrency: true }, `),
  },
};

const BESIDE = 'async () => { begun++; await beside(() => begun === 2); }';

function tests(runner: RunnerName): string {
  const { head, beforeAll, beside } = WORDS[runner];
  return `${head}
${LIBRARY}
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
${beside(BESIDE, BESIDE)}
describe('after', () => {
  let rest;
  it('leaves', async () => { const opened = () => open; rest = [late(opened), late(opened), leaked(opened)]; await sleep(1); });
  it('comes next', async () => { await leaked(1); });
  it('waits', async () => { open = true; await Promise.all(rest); await sleep(1); });
});
it('worker', async () => {
  await new Promise((done) => new Worker('./in-worker.cjs').on('exit', done));
});
it('child', async () => {
  await new Promise((done) => execFile(process.execPath, ['in-child.cjs'], done));
});
`;
}

/** Names of the tests that failed, as the runner's own report tells them. */
function failed(runner: RunnerName, outcome: { stdout: string; path(name: string): string }): string[] {
  if (runner === 'node-test') {
    return [...outcome.stdout.matchAll(/^ *not ok \d+ - (.*)$/gm)]
      .map((match) => match[1]!)
      .filter((name) => !['each', 'pair', 'suite', 'after'].includes(name) && !name.endsWith('.js'))
      .sort();
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
  ).sort();
}

describe.each(Object.keys(WORDS) as RunnerName[])('%s', (runner) => {
  it('names each race once with the tests of both sides, and fails the tests that have one', async () => {
    const outcome = await runTests(runner, {
      'all.test.js': tests(runner),
      'in-worker.cjs': program('worker'),
      'in-child.cjs': program('child'),
    });
    const pair = WORDS[runner].beside('', '') !== '';
    const found = attributions(outcome.report.races);
    // Which of the two is detected, and which fails, is the schedule's choice.
    const beside = found.filter((line) => line.startsWith('"beside"'));
    expect(beside.map((line) => line.replace(/: pair > (one|two) /, ': '))).toEqual(
      pair ? ['"beside": (pair > one, pair > two)'] : [],
    );
    const hook = runner === 'node-test' ? 'suite' : `suite > ${WORDS[runner].beforeAll}`;
    // node:test does not tell a hook which test it runs for.
    const each = runner === 'node-test' ? 'each' : 'each > has a hook';
    expect(found.filter((line) => !line.startsWith('"beside"') && !line.startsWith('"leaked"'))).toEqual([
      '"child": child (child)',
      `"hookAll": ${hook} (${hook})`,
      `"hookEach": ${each} (${each})`,
      '"inside": inside (inside)',
      '"late": after > leaves (after > leaves)',
      '"worker": worker (worker)',
    ]);
    const leaked = found.filter((line) => line.startsWith('"leaked"'));
    expect(leaked.map((line) => line.replace(/: after > (leaves|comes next) /, ': '))).toEqual([
      '"leaked": (after > comes next, after > leaves)',
    ]);
    expect(failed(runner, outcome).filter((name) => name !== 'one' && name !== 'two')).toEqual([
      'child',
      ...(runner === 'node-test' ? [] : ['has a hook']),
      'inside',
      'worker',
    ]);
    expect(outcome.code).not.toBe(0);
  });
});
