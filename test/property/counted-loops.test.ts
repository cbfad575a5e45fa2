// Loops that count: the elements that the hooks are told of, most of them as a range behind the loop, are the very elements that
// the program touches. Random loops, run natively over proxies that note each access, and instrumented over arrays.
// RACEWIRE_RUNS sets the number of programs, RACEWIRE_SEED repeats a run.
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transform } from '../../instrument/index.ts';
import { HOOKS } from '../../instrument/protocol.ts';

const RUNS = Number(process.env['RACEWIRE_RUNS'] ?? 250);
const SEED = process.env['RACEWIRE_SEED'] === undefined ? {} : { seed: Number(process.env['RACEWIRE_SEED']) };
const LENGTH = 40;
const ARRAYS = ['a', 'b'] as const;

// ---- programs

const bound = fc.constantFrom('n', '5', '12', 'k + 3', '2 * n', 'a.length');
const start = fc.constantFrom('0', '1', '3', 'k', 'k - 2', '(0, 2)');
const index = (counter: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(counter) },
    fc.constantFrom(
      `${counter} + 1`,
      `${counter} - k`,
      `2 * ${counter} + 1`,
      `k * n + ${counter}`,
      `n - ${counter}`,
      `(${counter} - 1) * 3`,
      `${counter} * ${counter}`,
      `${counter} & 7`,
      `(${counter} + k) & 7`,
      `k + (7 & ${counter})`,
      `${counter} % 5`,
      `(n - ${counter}) % k + 2`,
      `(2 * ${counter} + 1) % n`,
      `(k + ${counter}) & n`,
      `${counter} / 2`,
      'k',
      '3',
      'x',
      'x++',
    ),
  );

const array = fc.constantFrom(...ARRAYS);

function statement(counter: string, depth: number): fc.Arbitrary<string> {
  const element = fc.tuple(array, index(counter)).map(([name, key]) => `${name}[${key}]`);
  const value = fc.oneof(
    element,
    fc.tuple(element, element).map(([one, other]) => `${one} + Math.max(1, ${other})`),
    fc.constantFrom('1', 'x', counter),
    element.map((one) => `(x > 2 ? ${one} : 4)`),
    element.map((one) => `(x && ${one})`),
  );
  const simple = fc.oneof(
    fc.tuple(element, value).map(([to, from]) => `${to} = ${from};`),
    fc.tuple(element, value).map(([to, from]) => `${to} += ${from};`),
    element.map((to) => `${to}++;`),
    value.map((from) => `x = ${from};`),
    fc
      .tuple(index(counter), index(counter), array, array)
      .map(
        ([c, d, one, other]) =>
          `{ const c = ${c}, d = ${d === 'x++' ? '2' : d} + c; ${one}[c] = ${other}[d]; { let k = 2; ${one}[d - c] += k; } }`,
      ),
    value.map((from) => `{ const y = ${from}; x += y; }`),
    fc.tuple(element, element).map(([one, other]) => `if (${one} > 2) ${other} = 1;`),
    element.map((one) => `if (${one} === 3) continue;`),
    element.map((one) => `if (${one} === 77) break;`),
    fc.constantFrom('if (k < 9) k++;', 'log(1);', 'x = 0;', '{ let k = 1; x += k; }'),
  );
  if (depth === 0) return simple;
  return fc.oneof(
    { weight: 5, arbitrary: simple },
    { weight: 2, arbitrary: loop(depth - 1) },
    fc.tuple(element, element).map(([one, to]) => `while (x > 3 && ${one} < 9) { x--; ${to}++; }`),
  );
}

function loop(depth: number): fc.Arbitrary<string> {
  const counter = depth > 1 ? 'i' : depth > 0 ? 'j' : 'h';
  return fc
    .tuple(
      start,
      bound,
      fc.constantFrom('++', '--', ' += 2', ' += k', ' -= 3'),
      fc.array(statement(counter, depth), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    )
    .map(([from, to, step, body, endless]) => {
      const down = step.includes('-');
      const head = down
        ? `let ${counter} = ${to}; ${counter} >= ${from}`
        : `let ${counter} = ${from}, e = 1; ${counter} < ${to}`;
      // A loop that something may leave at any time is not counted.
      const leaves = endless ? 'if (fuel-- < 0) break; ' : '';
      return `for (${head}; ${counter}${step}) ${body.length === 1 && !endless ? body[0]! : `{ ${leaves}${body.join(' ')} }`}`;
    });
}

const program = fc
  .tuple(
    fc.array(loop(2), { minLength: 1, maxLength: 3 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 2, max: 6 }),
  )
  .map(
    ([loops, k, n]) =>
      `return (function (a, b, log) {\nlet x = 1, fuel = 50, k = ${k}, n = ${n};\n${loops.join('\n')}\nreturn x; })(a, b, log);`,
  );

// ---- what is touched

type Touched = Set<string>;

interface Run {
  readonly end: unknown;
  readonly contents: readonly (readonly number[])[];
  readonly touched: Touched;
}

class TooLong extends Error {}

function fresh(): Float64Array[] {
  return ARRAYS.map((_, which) => Float64Array.from({ length: LENGTH }, (_, i) => (i * 7 + which) % 5));
}

function isElement(key: unknown): boolean {
  return (
    String(Number(key)) === String(key) &&
    Number.isInteger(Number(key)) &&
    Number(key) >= 0 &&
    Number(key) < LENGTH
  );
}

function runNatively(body: string): Run {
  const arrays = fresh();
  const touched: Touched = new Set();
  let left = 20000;
  const proxies = arrays.map((target, which) => {
    const note = (kind: string, key: unknown): void => {
      if (--left < 0) throw new TooLong();
      if (isElement(key)) touched.add(`${kind} ${ARRAYS[which]}[${String(key)}]`);
    };
    return new Proxy(target, {
      get: (_, key) => (
        note('read', key),
        isElement(key) || key === 'length' ? Reflect.get(target, key) : undefined
      ),
      set: (_, key, value) => (note('write', key), isElement(key) ? Reflect.set(target, key, value) : true),
    });
  });
  const end: unknown = vm.runInNewContext(`(function (a, b, log) { ${body} })`)(
    proxies[0],
    proxies[1],
    () => undefined,
  );
  return { end, contents: arrays.map((view) => [...view]), touched };
}

function runInstrumented(body: string): Run & { readonly ranges: number; readonly code: string } {
  const views = fresh();
  const touched: Touched = new Set();
  let ranges = 0;
  const writing = new Map<number, string[]>();
  const note = (kinds: readonly string[], view: unknown, key: unknown): void => {
    const which = views.indexOf(view as Float64Array);
    for (const kind of kinds) if (isElement(key)) touched.add(`${kind} ${ARRAYS[which]}[${String(key)}]`);
  };
  const READ = ['read'];
  const WRITE = ['write'];
  const UPDATE = ['read', 'write'];
  const counted = (kinds: string[], view: unknown, key: unknown, site: number): number => {
    note(kinds, view, key);
    writing.set(site, kinds);
    return 2;
  };
  // What the code itself asks: an element is noted as read (2), or as both (3).
  const sn = new Uint8Array(4096);
  const placed = (kinds: string[], view: unknown, key: unknown): number => {
    note(kinds, view, key);
    const first = 1000 * (1 + views.indexOf(view as Float64Array));
    if (isElement(key)) {
      const at = first + Number(key);
      if (kinds === UPDATE || (kinds === WRITE && sn[at] === 2)) sn[at] = 3;
      else if (kinds === READ && sn[at] === 0) sn[at] = 2;
    }
    return first;
  };
  const hooks = {
    module: () => 0,
    sn,
    gn: Int32Array.of(2),
    vr: (view: unknown, key: unknown) => placed(READ, view, key),
    vw: (view: unknown, key: unknown) => placed(WRITE, view, key),
    vu: (view: unknown, key: unknown) => placed(UPDATE, view, key),
    it: (value: unknown) => value,
    gp: (value: unknown) => value,
    ge: (view: unknown, key: unknown) => (note(READ, view, key), view),
    rk: (view: unknown, key: unknown) => (note(READ, view, key), key),
    se: (view: unknown, key: unknown, value: unknown) => (note(WRITE, view, key), value),
    ue: (view: unknown, key: unknown) => (note(UPDATE, view, key), view),
    cr: (view: unknown, key: unknown, site: number) => counted(READ, view, key, site),
    cw: (view: unknown, key: unknown, _: unknown, site: number) => counted(WRITE, view, key, site),
    cu: (view: unknown, key: unknown, site: number) => counted(UPDATE, view, key, site),
    ce: (told: number, view: unknown, first: number, second: number, past: number, site: number) => {
      expect(told).toBe(2);
      ranges++;
      if (first === second) return note(writing.get(site)!, view, first);
      for (let key = first, n = (past - first) / (second - first); n > 0; n--, key += second - first)
        note(writing.get(site)!, view, key);
    },
    ck: (
      told: number,
      view: unknown,
      first: number,
      second: number,
      past: number,
      site: number,
      by: number,
      isMask: number,
      offset: number,
    ) => {
      expect(told).toBe(2);
      ranges++;
      const at = (key: number): number => offset + (isMask === 1 ? key & by : key % by);
      for (let key = first, n = (past - first) / (second - first); n > 0; n--, key += second - first)
        note(writing.get(site)!, view, at(key));
    },
  };
  const { code } = transform(body, { file: '/program.js', goal: 'commonjs', key: '0' });
  const context = vm.createContext({});
  Object.defineProperty(vm.runInContext('globalThis', context), HOOKS, { value: hooks });
  const run = vm.runInContext(`(function (a, b, log) { ${code}\n})`, context) as (
    ...values: unknown[]
  ) => unknown;
  const end = run(views[0], views[1], () => undefined);
  return { end, contents: views.map((view) => [...view]), touched, ranges, code };
}

describe('loops that count', () => {
  it('tell of the elements that are touched, and of no others', () => {
    let ranges = 0;
    fc.assert(
      fc.property(program, (body) => {
        let native: Run;
        try {
          native = runNatively(body);
        } catch (error) {
          if (error instanceof TooLong) return; // It does not end.
          throw error;
        }
        const instrumented = runInstrumented(body);
        expect(instrumented.end, instrumented.code).toEqual(native.end);
        expect(instrumented.contents, instrumented.code).toEqual(native.contents);
        expect([...instrumented.touched].sort(), instrumented.code).toEqual([...native.touched].sort());
        ranges += instrumented.ranges;
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect(ranges).toBeGreaterThan(RUNS / 2);
  });
});
