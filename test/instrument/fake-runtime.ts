// A reference implementation of every hook that only returns what it must, and records its calls when asked.
// It answers what the protocol promises: the value in whose place the hook stands.

import { ev, fb } from '../../src/hooks/dynamic-code.ts';
import { c0, ca, cf, ci, cn, co, cv, id } from '../../src/hooks/native-errors.ts';

/** One recorded call: the hook's name and its plain arguments (site numbers are left out, objects are named by type). */
export type Call = string;

export interface FakeRuntime {
  /** What instrumented code finds under `globalThis.__racewire`. */
  readonly hooks: Record<string, unknown>;
  readonly calls: Call[];
  /** The key of the text whose first site has this number. */
  readonly keyOf: (base: number) => string | undefined;
}

type Hook = (...args: unknown[]) => unknown;

/** Which argument each hook returns. */
const RETURNS: Readonly<Record<string, number>> = {
  gp: 0,
  ge: 0,
  up: 0,
  ue: 0,
  wp: 0,
  we: 0,
  dp: 0,
  de: 0,
  hk: 0,
  gd: 0,
  fp: 0,
  gi: 0,
  st: 0,
  it: 0,
  ib: 0,
  nw: 0,
  nt: 0,
  dm: 0,
  gv: 0,
  sv: 0,
  m0: 0,
  at: 0,
  sp: 2,
  ep: 2,
  se: 2,
  mget: 1,
  mhas: 1,
  madd: 1,
  mdel: 1,
  mset: 2,
  m1: 3,
  m2: 4,
  m3: 5,
  ms: 3,
  rk: 1,
  sd: 2,
  rh: 1,
  rd: 1,
  aw: 1,
  ret: 1,
};

/** Makes hooks; with `record` each call is noted. */
export function fakeRuntime(record: boolean): FakeRuntime {
  const calls: Call[] = [];
  const { push } = Array.prototype;
  const apply = Reflect.apply;
  const note = (name: string, args: unknown[]): void => {
    if (record) apply(push, calls, [`${name}(${args.map(show).join(',')})`]);
  };
  const hooks: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const bases: Record<string, number> = Object.create(null) as Record<string, number>;
  let sites = 1;
  let tokens = 0;
  const keys = new Map<number, string>();
  hooks['module'] = (key: string, count: number): number => {
    const base = sites;
    sites += count;
    keys.set(base, key);
    return base;
  };
  hooks['bases'] = bases;
  hooks['base'] = (key: string, count: number): number => {
    bases['k' + key] ??= (sites += count) - count;
    keys.set(bases['k' + key]!, key);
    return bases['k' + key]!;
  };
  for (const [name, index] of Object.entries(RETURNS)) {
    const hook: Hook = (...args) => {
      note(name, args);
      return args[index];
    };
    hooks[name] = hook;
  }
  hooks['qe'] = (_began: unknown, answer: unknown): unknown => answer;
  // The checks are the runtime's own: what they throw is what is compared.
  Object.assign(hooks, { cf, c0, cv, cn, ci, ca, co, id, ev, fb });
  hooks['mn'] = (...args: unknown[]): unknown => {
    note('mn', args);
    return args[args.length - 1];
  };
  hooks['mc'] = (): number => 0;
  hooks['md'] = (): number => 0;
  hooks['sc'] = (): unknown => ({ token: ++tokens });
  hooks['ent'] = (...args: unknown[]): unknown => {
    note('ent', args);
    return 1;
  };
  hooks['pk'] = (target: unknown, name: string): unknown => {
    if (Object(target) !== target) return undefined;
    for (let at = target as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      const found = Object.getOwnPropertyDescriptor(at, name);
      if (found !== undefined) return found.value;
    }
    return undefined;
  };
  // Each access of a counted loop is told.
  for (const name of ['cr', 'cw', 'cu']) {
    hooks[name] = (...args: unknown[]): unknown => {
      note(name, args);
      return 0;
    };
  }
  // Each element is new.
  for (const name of ['vr', 'vw', 'vu']) {
    hooks[name] = (...args: unknown[]): unknown => {
      note(name, args);
      return -1;
    };
  }
  hooks['ce'] = (...args: unknown[]): void => note('ce', args);
  hooks['ck'] = (...args: unknown[]): void => note('ck', args);
  hooks['me'] = (...args: unknown[]): unknown => {
    note('me', args);
    return args[1];
  };
  hooks['fa'] = (_token: unknown, operand: unknown): unknown => operand;
  for (const name of ['lv', 'mf', 'uv', 'is', 'wk', 'fr', 'qb']) {
    hooks[name] = (...args: unknown[]): void => note(name, args);
  }
  return { hooks, calls, keyOf: (base) => keys.get(base) };
}

function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'function':
      return 'function';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value)
        ? 'array'
        : 'token' in value
          ? 'C'
          : Object.prototype.toString.call(value).slice(8, -1);
    default:
      return String(value);
  }
}
