/* eslint-disable @typescript-eslint/await-thenable -- awaits of plain values are what is measured */
// What an await costs: a loop of awaits, natively and with the hooks beside it in the same run, interleaved. Promise hooks
// cannot be taken away again for part of a process, so the native loops run in a child of their own.
//
//   npx esbuild bench/tasks-await.ts --bundle --platform=node --format=cjs --outfile=FILE && node FILE
//   --awaits N (200000)   --runs N (7)   --json
import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { globalHooks } from '../src/load/global-name.ts';
import { DEFAULT_RUN_OPTIONS } from '../src/facts/options.ts';
import { installRuntime } from '../src/hooks/index.ts';

const { values: options } = parseArgs({
  options: {
    awaits: { type: 'string', default: '200000' },
    runs: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
    as: { type: 'string', default: '' },
  },
});
const awaits = Number(options.awaits);
const runs = Number(options.runs);

interface Runtime {
  module(key: string, sites: number, file: string): number;
  ent(site: number): unknown;
  aw<T>(token: unknown, operand: T): T;
  ret<T>(token: unknown, value: T): T;
  lv(token: unknown): void;
  mget<K>(map: unknown, key: K, site: number): K;
  mset<V>(map: unknown, key: unknown, value: V, site: number): V;
}

/** Each loop as it is written, and as the transformer emits it. `n` awaits; returns a number that must come out. */
const native = {
  async 'await 0'(n: number): Promise<number> {
    let i = 0;
    for (; i < n; i++) await 0;
    return i;
  },
  async 'await promise'(n: number): Promise<number> {
    const promise = Promise.resolve(1);
    let i = 0;
    while (i < n) i += await promise;
    return i;
  },
  async 'await f()'(n: number): Promise<number> {
    const f = async (x: number): Promise<number> => x + 1;
    let i = 0;
    while (i < n) i = await f(i);
    return i;
  },
  async 'await f(), two levels, a Map'(n: number): Promise<number> {
    const map = new Map([['k', 0]]);
    const g = async (): Promise<void> => {
      await null;
      map.set('k', map.get('k')! + 1);
    };
    const f = async (): Promise<void> => {
      await g();
    };
    for (let i = 0; i < n; i++) await f();
    return map.get('k')!;
  },
};

function hooked(): typeof native {
  installRuntime({ ...DEFAULT_RUN_OPTIONS, engines: ['tasks'] });
  const rw = globalHooks() as unknown as Runtime;
  const base = rw.module('bench', 20, 'bench/tasks-await.ts');
  return {
    async 'await 0'(n) {
      const K = rw.ent(base);
      try {
        let i = 0;
        for (; i < n; i++) await rw.aw(K, 0);
        return rw.ret(K, i);
      } finally {
        rw.lv(K);
      }
    },
    async 'await promise'(n) {
      const K = rw.ent(base + 1);
      try {
        const promise = Promise.resolve(1);
        let i = 0;
        while (i < n) i += await rw.aw(K, promise);
        return rw.ret(K, i);
      } finally {
        rw.lv(K);
      }
    },
    async 'await f()'(n) {
      const K = rw.ent(base + 2);
      try {
        const f = async (x: number): Promise<number> => {
          const K = rw.ent(base + 3);
          try {
            return rw.ret(K, x + 1);
          } finally {
            rw.lv(K);
          }
        };
        let i = 0;
        while (i < n) i = await rw.aw(K, f(i));
        return rw.ret(K, i);
      } finally {
        rw.lv(K);
      }
    },
    async 'await f(), two levels, a Map'(n) {
      const K = rw.ent(base + 4);
      try {
        const map = new Map([['k', 0]]);
        const g = async (): Promise<void> => {
          const K = rw.ent(base + 5);
          try {
            await rw.aw(K, null);
            map.set('k', rw.mset(map, 'k', map.get(rw.mget(map, 'k', base + 6))! + 1, base + 7));
          } finally {
            rw.lv(K);
          }
        };
        const f = async (): Promise<void> => {
          const K = rw.ent(base + 8);
          try {
            await rw.aw(K, g());
          } finally {
            rw.lv(K);
          }
        };
        for (let i = 0; i < n; i++) await rw.aw(K, f());
        return rw.ret(K, map.get('k')!);
      } finally {
        rw.lv(K);
      }
    },
  };
}

type Name = keyof typeof native;
const names = Object.keys(native) as Name[];

/** A child: runs the loops it is told to, and says how many nanoseconds an await took. */
function serve(loops: typeof native): void {
  process.on('message', (name: Name) => {
    void (async () => {
      const start = process.hrtime.bigint();
      const result = await loops[name](awaits);
      const spent = Number(process.hrtime.bigint() - start);
      if (result !== awaits) throw new Error(`${name} came to ${result}, not ${awaits}`);
      process.send!(spent / awaits);
    })();
  });
}

async function measure(): Promise<void> {
  const children = ['native', 'hooked'].map((as) =>
    fork(__filename, [...process.argv.slice(2), `--as=${as}`]),
  );
  const times = new Map(names.map((name) => [name, [[] as number[], [] as number[]] as const]));
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      for (const [i, child] of children.entries()) {
        child.send(name);
        const [nanoseconds] = (await once(child, 'message')) as [number];
        // The first run warms up.
        if (run > 0) times.get(name)![i]!.push(nanoseconds);
      }
    }
  }
  for (const child of children) child.kill();
  const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1]!;
  const rows = [...times].map(([name, [plain, watched]]) => {
    const [a, b] = [median(plain), median(watched)];
    return {
      name,
      native: a,
      hooked: b,
      ratio: b / a,
      spread: (Math.max(...watched) - Math.min(...watched)) / b,
    };
  });
  if (options.json) {
    console.log(JSON.stringify({ node: process.version, awaits, runs, rows }));
    return;
  }
  console.log(`nanoseconds an await, Node ${process.version}, median of ${runs} runs of ${awaits}`);
  console.log(`${''.padEnd(30)} native  hooked   ratio   spread`);
  for (const { name, native: a, hooked: b, ratio, spread } of rows) {
    const cells = [a.toFixed(0).padStart(7), b.toFixed(0).padStart(7), `${ratio.toFixed(2)}×`.padStart(7)];
    console.log(`${name.padEnd(30)}${cells.join(' ')}   ±${(spread * 50).toFixed(0)} %`);
  }
}

if (options.as === '') void measure();
else serve(options.as === 'native' ? native : hooked());
