// Watch mode: each run tells its own races, once, as the file is edited.
import { spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { project } from '../cli/project.ts';

const test = (body: string): string => `import { it } from 'vitest';
const shared = new Map();
async function add(ms) {
  const before = shared.get('n') ?? 0;
  await new Promise((done) => setTimeout(done, ms));
  shared.set('n', before + 1);
}
it('adds', async () => { ${body} });
`;
const RACY = test('await Promise.all([add(4), add(2)]);');
const FIXED = test('await add(4); await add(2);');

it('tells in each run what that run has found', async () => {
  const made = project(
    {
      'package.json': '{ "type": "module", "private": true }',
      'vitest.config.js': `import { racewire } from 'racewire/vitest';\nexport default { plugins: [racewire()] };\n`,
      'a.test.js': RACY,
    },
    ['vitest'],
  );
  symlinkSync(resolve(import.meta.dirname, '../..'), join(made.directory, 'node_modules', 'racewire'));
  // It is killed: what it leaves behind goes with the test.
  const env = { ...process.env, RACEWIRE: 'detail=line', TMPDIR: project({}).directory };
  for (const name of ['NODE_OPTIONS', 'RACEWIRE_RUN', 'VITEST', 'VITEST_WORKER_ID', 'CI']) {
    delete (env as NodeJS.ProcessEnv)[name];
  }
  const command = ['node_modules/vitest/vitest.mjs', 'watch', '--reporter=dot'];
  const child = spawn(process.execPath, command, { cwd: made.directory, env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let changed = (): void => undefined;
  const add = (data: Buffer): void => {
    output += String(data);
    changed();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  /** What the runs so far have ended with; a file that is written twice may be run twice. */
  const verdicts = (): string[] =>
    [...output.matchAll(/^racewire: (\d+ races?|no races)\b/gm)]
      .map((found) => found[1]!)
      .filter((verdict, index, all) => verdict !== all[index - 1]);
  const until = async (count: number, again: () => void): Promise<void> => {
    // The watcher may not be there yet when the file is first written.
    const timer = setInterval(again, 2000);
    await new Promise<void>((done, fail) => {
      child.on('exit', () => fail(new Error(`Vitest has ended:\n${output}`)));
      changed = () => void (verdicts().length >= count && done());
      changed();
    });
    clearInterval(timer);
  };
  const edit = (text: string): void => writeFileSync(made.path('a.test.js'), text);
  await until(1, () => undefined);
  edit(FIXED);
  await until(2, () => edit(FIXED));
  edit(RACY);
  await until(3, () => edit(RACY));
  expect(verdicts(), output).toEqual(['1 race', 'no races', '1 race']);
  expect(output).not.toContain('twice');
});
