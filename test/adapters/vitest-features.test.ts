// What Vitest does with a test beside running it: other globals, other clocks, other modules, another try.
import { symlinkSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { project, races } from '../cli/project.ts';
import { attributions } from './runners.ts';

/** Its own code in each file: a race is one by its lines. */
const counter = (key: string): string => `
const shared = new Map();
async function add(wait) {
  const before = shared.get('${key}') ?? 0;
  await wait();
  shared.set('${key}', before + 1);
}
`;

const FILES = {
  'package.json': '{ "type": "module", "private": true }',
  'vitest.config.js': `import { racewire } from 'racewire/vitest';
export default { plugins: [racewire()], define: { __LIMIT__: '7' }, esbuild: { jsx: 'transform', jsxFactory: 'h' } };
`,
  'view.tsx': `declare const __LIMIT__: number;
const h = (tag: string, props: object | null, ...rest: unknown[]) => ({ tag, props, rest });
interface Props {
  readonly name: string;
}
const seen = new Map<string, unknown>();
export async function View({ name }: Props) {
  if (seen.size < __LIMIT__ && !seen.has(name)) {
    const node = <p className={name}>{await Promise.resolve(name)}</p>;
    seen.set(name, <b>{node}</b>);
  }
  return seen.get(name);
}
`,
  'view.test.js': `import { it } from 'vitest';
import { View } from './view.tsx';
it('in JSX', async () => {
  await Promise.all([View({ name: 'view' }), View({ name: 'view' })]);
});
`,
  'dom.test.js': `// @vitest-environment jsdom
import { expect, it } from 'vitest';
${counter('dom')}
it('in a page', async () => {
  document.body.innerHTML = '<button>add</button>';
  const clicks = [];
  const button = document.querySelector('button');
  button.addEventListener('click', () => clicks.push(add(async () => {})));
  button.click();
  button.click();
  await Promise.all(clicks);
  expect(clicks.length).toBe(2);
});
it('in a page, in turn', async () => {
  await add(async () => {});
  await add(async () => {});
});
`,
  'timers.test.js': `import { afterEach, beforeEach, it, vi } from 'vitest';
${counter('timers')}
const sleep = () => new Promise((done) => setTimeout(done, 1000));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
it('with fake timers', async () => {
  const both = Promise.all([add(sleep), add(sleep)]);
  await vi.advanceTimersByTimeAsync(1000);
  await both;
});
`,
  'wait.js': `export const wait = () => { throw new Error('not the mock'); };\n`,
  'mock.test.js': `import { it, vi } from 'vitest';
import { wait } from './wait.js';
${counter('mock')}
vi.mock('./wait.js', () => ({ wait: vi.fn(async () => {}) }));
it('with a mock', async () => {
  await Promise.all([add(wait), add(wait)]);
});
`,
  'retry.test.js': `import { it } from 'vitest';
${counter('retry')}
let tries = 0;
it('with a retry', { retry: 1 }, async () => {
  const wait = async () => {};
  if (tries++ === 0) await Promise.all([add(wait), add(wait)]);
  else await add(wait);
});
`,
};

it('tells the races of a page, of fake timers, of a mock, of a first try, and of JSX in its own lines', async () => {
  const made = project(FILES, ['vitest', 'jsdom']);
  symlinkSync(resolve(import.meta.dirname, '../..'), join(made.directory, 'node_modules', 'racewire'));
  const outcome = await made.plain(
    ['node', 'node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=tests.json'],
    { env: { RACEWIRE: `reporter=json output="${made.path('report.json')}"` } },
  );
  expect(attributions(outcome.report.races), outcome.stdout + outcome.stderr).toEqual([
    '"dom": in a page (in a page)',
    '"mock": with a mock (with a mock)',
    '"retry": with a retry (with a retry)',
    '"timers": with fake timers (with fake timers)',
    '"view": in JSX (in JSX)',
  ]);
  expect(races(outcome)).toContain('lost-update view.tsx:8 view.tsx:10 view.tsx:10');
  const { testResults } = JSON.parse(readFileSync(made.path('tests.json'), 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string }[] }[];
  };
  const failed = testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'failed')
    .map((test) => test.title);
  // The second try has no race.
  expect(failed.sort()).toEqual(['in JSX', 'in a page', 'with a mock', 'with fake timers']);
  expect(outcome.code).toBe(1);
});
