// Test runners under the wrapper, with nothing to configure.
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LOST_UPDATE_CJS, NODES, project, races } from '../cli/project.ts';

const CACHE = `interface Entry {
  readonly value: number;
}
export class Cache {
  private readonly entries = new Map<string, Entry>();
  async get(key: string, load: () => Promise<number>): Promise<number> {
    if (!this.entries.has(key)) {
      const value = await load();
      this.entries.set(key, { value });
    }
    return this.entries.get(key)!.value;
  }
}
`;

const TEST = `import { expect, it } from 'vitest';
import { Cache } from './cache.ts';
it('loads', async () => {
  const cache = new Cache();
  let loads = 0;
  const load = async () => { await new Promise((done) => setTimeout(done, 5)); return ++loads; };
  const [first] = await Promise.all([cache.get('x', load), cache.get('x', load)]);
  expect(first).toBeGreaterThan(0);
});
`;

describe('vitest', () => {
  it.each(['forks', 'threads', 'vmThreads'])(
    'finds the race in the TypeScript source, in the pool %s',
    async (pool) => {
      const { racewire } = project(
        { 'src/cache.ts': CACHE, 'src/cache.test.ts': TEST, 'package.json': '{"type":"module"}' },
        ['vitest'],
      );
      const run = await racewire([], ['node', 'node_modules/vitest/vitest.mjs', 'run', `--pool=${pool}`]);
      expect(run.stdout).toContain('1 passed');
      expect(run.code).toBe(66);
      expect(races(run)).toEqual(['lost-update cache.ts:7 cache.ts:9 cache.ts:9']);
      expect(run.report.coverage.overlappingTaskPairs).toBeGreaterThan(0);
    },
  );

  it('asks where values go as in a plain program: of a module that is wrapped, and long by its source map', async () => {
    const files = {
      'mean.js': 'export const mean = (all) => all.reduce((a, b) => a + b, 0) / all.length;\n',
      'stats.js': `import { mean } from './mean.js';
const all = [];
export const stats = { mean: 0, last: 0 };
export function add(figure) {
  all.push(figure);
  stats.mean = mean(all);
  stats.last = mean([figure]);
}
${'// the source map has this text once more, and in another alphabet\n'.repeat(2_200)}`,
      'a.test.js': `import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { it } from 'vitest';
import { add } from './stats.js';
it('adds', async () => {
  await Promise.all([30, 50, 10].map((figure) => {
    const code = 'require("worker_threads").parentPort.postMessage(' + figure + ')';
    const worker = new Worker(code, { eval: true });
    worker.on('message', add);
    return once(worker, 'exit');
  }));
});`,
      'package.json': '{"type":"module"}',
    };
    const { racewire } = project(files, ['vitest']);
    const run = await racewire([], ['node', 'node_modules/vitest/vitest.mjs', 'run']);
    expect(run.stdout).toContain('1 passed');
    expect(races(run)).toEqual(['order-race stats.js:7 stats.js:7']);
  });

  it('shows a failing test as without racewire', async () => {
    const test = `import { expect, it } from 'vitest';\nconst map = new Map();\nit('fails', async () => {\n  map.set(1, 2);\n  await null;\n  expect(map.get(1)).toBe(3);\n});\n`;
    const { racewire, plain } = project({ 'a.test.ts': test, 'package.json': '{"type":"module"}' }, [
      'vitest',
    ]);
    const command = ['node', 'node_modules/vitest/vitest.mjs', 'run'];
    const relevant = (text: string): string[] =>
      stripVTControlCharacters(text)
        .split('\n')
        .filter((line) => /❯|\^|AssertionError|expect\(/.test(line));
    const [native, run] = [await plain(command), await racewire([], command)];
    expect(run.code).toBe(1);
    expect(relevant(run.stderr)).toEqual(relevant(native.stderr));
    expect(relevant(run.stderr).join('\n')).toContain('a.test.ts:6:22');
  });
});

describe.each(NODES)('node --test of %s', (node) => {
  it('finds races in test files, each in a process of its own', async () => {
    const test = (name: string): string =>
      `require('node:test').test('${name}', async () => { await require('./${name}.js') });`;
    const { racewire } = project({
      'a.js': LOST_UPDATE_CJS,
      'a.test.js': test('a'),
      'b.js': LOST_UPDATE_CJS,
      'b.test.js': test('b'),
    });
    const run = await racewire([], ['node', '--test'], { node });
    expect(run.code).toBe(66);
    expect(races(run).sort()).toEqual([
      'lost-update a.js:5 a.js:7 a.js:7',
      'lost-update b.js:5 b.js:7 b.js:7',
    ]);
  });
});
