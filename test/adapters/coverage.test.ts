// Coverage with the Vitest plugin is that without it, statement by statement: what hooks insert is not counted.
import { symlinkSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { project } from '../cli/project.ts';

const FILES = {
  'package.json': '{ "type": "module", "private": true }',
  'with.config.js': `import { racewire } from 'racewire/vitest';\nexport default { plugins: [racewire()] };\n`,
  'without.config.js': 'export default {};\n',
  'store.ts': `// Classes, branches, loops, and functions that nothing calls.
export class Store {
  private readonly map = new Map<string, number>();
  private total = 0;
  get size(): number {
    return this.map.size;
  }
  async add(key: string, by: number): Promise<number> {
    const before = this.map.get(key) ?? 0;
    await Promise.resolve();
    if (by < 0) {
      this.total -= by;
      return before;
    } else if (by > 100) throw new Error('too much');
    this.total += by;
    this.map.set(key, before + by);
    return this.total > 10 ? this.total : before + by;
  }
  never(): void {
    for (const [key, value] of this.map) if (value === 0) this.map.delete(key);
    this.total = 0;
  }
}
export const unused = async (list: number[]): Promise<number> => {
  let sum = 0;
  for await (const x of list) sum += x;
  return sum;
};
export const sumOf = async (list: number[] = [1, 2, 3]): Promise<number> => (await add(list))!;
async function add(list: number[]): Promise<number> {
  let sum = 0;
  const each = (n: number): void => {
    sum += n;
  };
  list.forEach(each);
  return sum;
}
`,
  'store.test.ts': `import { expect, it } from 'vitest';
import { Store, sumOf } from './store.ts';
it('adds', async () => {
  const store = new Store();
  await store.add('a', 2);
  await store.add('a', 20);
  expect(store.size).toBe(1);
  expect(await sumOf()).toBe(6);
});
`,
};

type Coverage = Record<
  string,
  Record<'statementMap' | 's' | 'f' | 'branchMap' | 'b', object> & {
    fnMap: Record<string, { name: string; decl: object }>;
  }
>;

it('counts the same statements, branches and functions', async () => {
  const made = project(FILES, ['vitest', '@vitest']);
  symlinkSync(resolve(import.meta.dirname, '../..'), join(made.directory, 'node_modules', 'racewire'));
  const coverage = async (config: string): Promise<object> => {
    const outcome = await made.plain([
      ...['node', 'node_modules/vitest/vitest.mjs', 'run', '--config', `${config}.config.js`],
      ...['--coverage', '--coverage.reporter=json', `--coverage.reportsDirectory=${config}`],
    ]);
    expect(outcome.code, outcome.stdout + outcome.stderr).toBe(0);
    if (config === 'with') expect(outcome.stderr + outcome.stdout).toContain('racewire: no races');
    const all = JSON.parse(readFileSync(made.path(`${config}/coverage-final.json`), 'utf8')) as Coverage;
    expect(Object.keys(all)).toEqual([made.path('store.ts')]);
    const { statementMap, s, fnMap, f, branchMap, b } = all[made.path('store.ts')]!;
    // The body of `() => x` is a block where hooks are: it begins elsewhere.
    const functions = Object.values(fnMap).map(({ name, decl }) => ({ name, decl }));
    return { statementMap, s, functions, f, branchMap, b };
  };
  const without = await coverage('without');
  expect(await coverage('with')).toEqual(without);
});
