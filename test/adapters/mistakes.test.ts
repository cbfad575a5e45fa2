// What is wrong with the user's rules or configuration is told once, with its place, and costs no race.
import { describe, expect, it } from 'vitest';
import { RUNNERS, type RunnerName } from './runners.ts';
import { runTests } from './run-tests.ts';

const HEAD: Readonly<Record<RunnerName, string>> = {
  vitest: `import { it } from 'vitest';`,
  'node-test': `const { it } = require('node:test');`,
  mocha: '',
  jest: '',
};

const tests = (runner: RunnerName): string => `${HEAD[runner]}
const shared = new Map();
async function add(ms) {
  const before = shared.get('n') ?? 0;
  await new Promise((done) => setTimeout(done, ms));
  shared.set('n', before + 1);
}
it('races', async () => { await Promise.all([add(4), add(2)]); });
`;

describe.each(Object.keys(RUNNERS) as RunnerName[])('%s', (runner) => {
  it('names the line of a malformed suppression, and fails the test that has the race', async () => {
    const outcome = await runTests(runner, {
      'all.test.js': tests(runner),
      '.racewire-suppressions': '# none\nlost-updates:n\n',
    });
    expect(outcome.report.races.map((race) => race.test)).toEqual(['races']);
    expect(
      outcome.stderr.match(/^racewire: .*suppressions:2.*\(ERR_RACEWIRE_SUPPRESSIONS\)$/gm),
    ).toHaveLength(1);
    expect(outcome.code).toBe(1);
  });
});
