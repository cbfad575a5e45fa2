// Many files in few processes and threads: each keeps its own races, though they count their tests alike and name them alike.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { attributions } from './runners.ts';
import { runTests } from './run-tests.ts';

const FILES = ['a', 'b', 'c'];

/** A file with as many innocent tests before the one with a race: by number, each file's is another. */
const tests = (name: string, innocent: number, head = ''): string => `${head}
const shared = new Map();
async function add(ms) {
  const before = shared.get('${name}') ?? 0;
  await new Promise((done) => setTimeout(done, ms));
  shared.set('${name}', before + 1);
}
${`it('is innocent in ${name}', async () => { await add(1); });\n`.repeat(innocent)}
it('races in ${name}', async () => { await Promise.all([add(4), add(2)]); });
it('is innocent in ${name}', async () => { await add(1); });
`;

const EACH_ITS_OWN = FILES.map((name) => `"${name}": races in ${name} (races in ${name})`);

/** Titles of the tests that failed, in Jest's form of a report. */
function failed(file: string): string[] {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string }[] }[];
  };
  return testResults
    .flatMap((one) => one.assertionResults.filter(({ status }) => status === 'failed'))
    .map(({ title }) => title)
    .sort();
}

const files = (head: string): Record<string, string> =>
  Object.fromEntries(FILES.map((name, index) => [`${name}.test.js`, tests(name, index, head)]));

it.each([
  ['threads', true],
  ['threads', false],
  ['forks', false],
])('with Vitest, in the pool %s with isolation: %s', async (pool, isolate) => {
  const outcome = await runTests('vitest', {
    ...files(`import { it } from 'vitest';`),
    'vitest.config.js': `import { racewire } from 'racewire/vitest';
export default { plugins: [racewire()], test: { pool: '${pool}', isolate: ${isolate}, maxWorkers: 2 } };`,
  });
  expect(attributions(outcome.report.races)).toEqual(EACH_ITS_OWN);
  expect(failed(outcome.path('tests.json'))).toEqual(['races in a', 'races in b', 'races in c']);
});

it('with Jest, in two workers', async () => {
  const outcome = await runTests('jest', {
    ...files(''),
    'jest.config.js': `const { withRacewire } = require('racewire/jest');
module.exports = withRacewire({ testEnvironment: 'node', maxWorkers: 2 });`,
  });
  expect(outcome.report.coverage.processes).toBeGreaterThan(2);
  expect(attributions(outcome.report.races)).toEqual(EACH_ITS_OWN);
  expect(failed(outcome.path('tests.json'))).toEqual(['races in a', 'races in b', 'races in c']);
});

it('with node:test, where two tests of a file have one name', async () => {
  const text = tests('a', 0, `const { it } = require('node:test');`).replaceAll(' in a', '');
  const outcome = await runTests('node-test', { 'a.test.js': text.replace('is innocent', 'races') });
  expect(attributions(outcome.report.races)).toEqual(['"a": races (races)']);
  const told = outcome.stdout.match(/^ *(?:not )?ok \d+ - races$/gm);
  expect(told?.map((line) => line.trim())).toEqual(['not ok 1 - races', 'ok 2 - races']);
});
