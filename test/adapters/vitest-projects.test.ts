// Vitest's projects, wherever the plugin stands: each project's tests are watched, and the run is reported once.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { attributions } from './runners.ts';
import { runTests } from './run-tests.ts';

const tests = (name: string): string => `import { it } from 'vitest';
const shared = new Map();
async function add(ms) {
  const before = shared.get('${name}') ?? 0;
  await new Promise((done) => setTimeout(done, ms));
  shared.set('${name}', before + 1);
}
it('races in ${name}', async () => { await Promise.all([add(4), add(2)]); });
`;

const PLUGIN = `import { racewire } from 'racewire/vitest';\n`;

it('are joined where they are written in the configuration, whether they extend it, have the plugin, or not', async () => {
  const outcome = await runTests('vitest', {
    'vitest.config.js': `${PLUGIN}export default { plugins: [racewire()], test: { projects: [
  { test: { name: 'a', include: ['a/*'] } },
  { extends: true, test: { name: 'b', include: ['b/*'] } },
  { plugins: [racewire()], test: { name: 'c', include: ['c/*'], pool: 'threads' } },
] } };`,
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}/x.test.js`, tests(name)])),
  });
  expect(attributions(outcome.report.races), outcome.stdout + outcome.stderr).toEqual(
    ['a', 'b', 'c'].map((name) => `"${name}": races in ${name} (races in ${name})`),
  );
  const { numFailedTests } = JSON.parse(readFileSync(outcome.path('tests.json'), 'utf8')) as {
    numFailedTests: number;
  };
  expect(numFailedTests).toBe(3);
});

it('are watched where their own files do not have the plugin, and the user is told', async () => {
  const outcome = await runTests('vitest', {
    'vitest.config.js': `${PLUGIN}export default { plugins: [racewire()], test: { projects: ['packages/*'] } };`,
    'packages/a/vitest.config.js': `export default {};`,
    'packages/a/x.test.js': tests('a'),
  });
  expect(outcome.report.races.map((race) => race.store.key)).toEqual(['"a"']);
  expect(outcome.stderr).toMatch(/^racewire: no project has the plugin/m);
  expect(outcome.code).toBe(66);
});
