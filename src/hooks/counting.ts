// The counting mode of `racewire bench`: each hook wrapped in one that counts its calls by site and now and then keeps the
// stack. Only in that mode; a run without it has the hooks themselves.
import type { RunOptions } from '../facts/options.ts';
import { takeRawStack } from '../facts/raw-stack.ts';
import type { HooksFact } from '../facts/types.ts';
import { ReflectApply } from './primordials.ts';

/** Which argument of a hook is its site (instrument/protocol.ts); hooks that are not here are told none. */
const SITE_ARGUMENT: Readonly<Record<string, number>> = {
  ...{ sc: 0, ent: 0, qb: 0 },
  ...{ gd: 1, st: 1, it: 1, ib: 1, is: 1, at: 1, nw: 1, ev: 1 },
  ...{ cr: 2, cu: 2, cw: 3, ce: 5, vr: 2, vu: 2, vw: 3 },
  ...{ gp: 2, ge: 2, up: 2, ue: 2, wp: 2, we: 2, dp: 2, de: 2, hk: 2, gi: 2, rk: 2, rh: 2, rd: 2 },
  ...{ mget: 2, mhas: 2, madd: 2, mdel: 2, m0: 2, m1: 2, m2: 2, m3: 2, mn: 2, ms: 2, aw: 2, uv: 2 },
  ...{ sp: 3, se: 3, mset: 3, gv: 3, sv: 3 },
};

/** Hooks that access no store: their stacks are not kept. */
const NO_ACCESS: Readonly<Record<string, boolean>> = {
  ...{
    sc: true,
    ent: true,
    aw: true,
    fa: true,
    fr: true,
    ret: true,
    lv: true,
    me: true,
    mf: true,
    nw: true,
    nt: true,
    ev: true,
    qb: true,
    qe: true,
    fp: true,
  },
};

/** Not called for an operation of the program. */
const PROLOGUE: Readonly<Record<string, boolean>> = { module: true, base: true };

/** Stacks kept at one mean distance before it is doubled: all of the first accesses, fewer and fewer of the later ones. */
const AT_ONE_DISTANCE = 500;

const counts: Record<string, Record<number, number>> = Object.create(null) as Record<
  string,
  Record<number, number>
>;
const stacks: Record<string, number> = Object.create(null) as Record<string, number>;
let taken = 0;
let distance = 1;
let gap = 1;
let left = 1;
let random = 1;
let counting = false;

type Hook = (...values: unknown[]) => unknown;

/** The hooks, counted if the run asks for it. What is no function is handed on. */
export function countHooks<T extends object>(hooks: T, { count }: RunOptions): T {
  if (count === undefined) return hooks;
  counting = true;
  const wrapped: Record<string, unknown> = {};
  for (const [name, hook] of Object.entries(hooks)) {
    wrapped[name] =
      typeof hook === 'function' && PROLOGUE[name] !== true
        ? countHook(name, hook as Hook, count === 'stacks')
        : hook;
  }
  return wrapped as T;
}

function countHook(name: string, hook: Hook, withStacks: boolean): Hook {
  const calls = (counts[name] = Object.create(null) as Record<number, number>);
  const index = SITE_ARGUMENT[name] ?? -1;
  const sampled = withStacks && NO_ACCESS[name] !== true;
  return function (...values) {
    const given = index < 0 ? 0 : values[index];
    const site = typeof given === 'number' && given >= 0 ? given : 0;
    calls[site] = (calls[site] ?? 0) + 1;
    if (sampled && --left === 0) keepStack();
    return ReflectApply(hook, undefined, values);
  };
}

function keepStack(): void {
  const stack = takeRawStack();
  stacks[stack] = (stacks[stack] ?? 0) + gap;
  if (++taken % AT_ONE_DISTANCE === 0) distance *= 2;
  // Gaps of 1 … 2 × distance - 1 by a generator of our own: a loop's own rhythm must not choose, and runs are repeatable.
  random = (random * 1103515245 + 12345) & 0x7fffffff;
  gap = 1 + ((random >> 8) % (2 * distance - 1));
  left = gap;
}

/** What was counted so far in this thread; undefined where nothing is. */
export function hooksFact(): HooksFact | undefined {
  if (!counting) return undefined;
  const calls: Record<string, number[]> = {};
  for (const name of Object.keys(counts)) {
    const list: number[] = [];
    for (const [site, count] of Object.entries(counts[name]!)) list.push(Number(site), count);
    if (list.length > 0) calls[name] = list;
  }
  return { fact: 'hooks', calls, stacks: Object.entries(stacks) };
}
