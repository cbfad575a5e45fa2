// Hooks for properties by plain name: gp sp up wp dp gd; and sd, for descriptors. Elements (`o[k]`) are in elements.ts.
import { noteFound } from '../tasks/callbacks.ts';
import { learnPrivate, readKey, removeKey, updateKey, writeKey } from '../tasks/keyed.ts';
import { count, isGone, isNameGone } from '../tasks/pace.ts';
import { UNKNOWN } from '../tasks/store.ts';
import { keepApart } from './apart.ts';
import { tasksFailed } from './failure.ts';
import { ge, se } from './elements.ts';
import { flags, onTasksSwitched } from './flags.ts';
import {
  ArrayBufferIsView,
  isProxy,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
} from './primordials.ts';

/** The functions of instrumented code that touch properties by name; see instrument/protocol.ts for what each stands for. */
export interface PropertyHooks {
  gp(target: unknown, name: string, site: number, guard?: number): unknown;
  sp(target: unknown, name: string, value: unknown, site: number): unknown;
  up(target: unknown, name: string, site: number): unknown;
  wp(target: unknown, name: string, site: number): unknown;
  dp(target: unknown, name: string, site: number): unknown;
}

/**
 * The hooks, and their switch. Each has at most 27 bytes of bytecode, up to which V8 inlines a function wherever it is
 * called; larger ones only while the caller's budget lasts, which is about twenty hooks long (Node 20, n-body of
 * bench/programs with the engine off: 2.0× for 1.1×).
 */
function makeHooks(): PropertyHooks & { readonly turn: (on: boolean) => void } {
  let watched = false;
  let apart = false;
  let reader = read;
  let writer = write;
  let updater = update;
  let unknownWriter = writeUnknown;
  let remover = remove;
  const made = {
    turn(on: boolean): void {
      watched = on;
      if (!on || apart) return;
      apart = true;
      try {
        keepApart((recorder) => {
          reader = writer = updater = unknownWriter = remover = recorder;
          made.gp(undefined, '', 0, 0);
          made.sp(undefined, '', 0, 0);
          made.up(undefined, '', 0);
          made.wp(undefined, '', 0);
          made.dp(undefined, '', 0);
        });
      } finally {
        reader = read;
        writer = write;
        updater = update;
        unknownWriter = writeUnknown;
        remover = remove;
      }
    },
    gp(target: unknown, name: string, site: number, guard?: number): unknown {
      if (watched) reader(target, name, site, guard);
      return target;
    },
    sp(target: unknown, name: string, value: unknown, site: number): unknown {
      if (watched) writer(target, name, value, site);
      return value;
    },
    up(target: unknown, name: string, site: number): unknown {
      if (watched) updater(target, name, site);
      return target;
    },
    wp(target: unknown, name: string, site: number): unknown {
      if (watched) unknownWriter(target, name, site);
      return target;
    },
    dp(target: unknown, name: string, site: number): unknown {
      if (watched) remover(target, name, site);
      return target;
    },
  };
  return made;
}

function read(target: unknown, name: string, site: number, guard: number | undefined): void {
  if (isNameGone(site)) return;
  try {
    count(site, name);
    readKey(target, name, site, guard === 1);
  } catch (error) {
    tasksFailed(error);
  }
}

function write(target: unknown, name: string, value: unknown, site: number): void {
  if (isNameGone(site)) return;
  try {
    count(site, name);
    writeKey(target, name, value, site);
  } catch (error) {
    tasksFailed(error);
  }
}

function writeUnknown(target: unknown, name: string, site: number): void {
  write(target, name, UNKNOWN, site);
}

function update(target: unknown, name: string, site: number): void {
  if (isNameGone(site)) return;
  try {
    count(site, name);
    updateKey(target, name, site);
  } catch (error) {
    tasksFailed(error);
  }
}

function remove(target: unknown, name: string, site: number): void {
  if (isNameGone(site)) return;
  try {
    count(site, name);
    removeKey(target, name, site);
  } catch (error) {
    tasksFailed(error);
  }
}

const hooks = makeHooks();
onTasksSwitched(hooks.turn);

/** [o.name] */
export const gp: PropertyHooks['gp'] = hooks.gp;
/** [o.name = v] */
export const sp: PropertyHooks['sp'] = hooks.sp;
/** [o.name++] */
export const up: PropertyHooks['up'] = hooks.up;
/** [[o.name] = v] */
export const wp: PropertyHooks['wp'] = hooks.wp;
/** [delete o.name] */
export const dp: PropertyHooks['dp'] = hooks.dp;

/** `const {a, b} = target`. */
export function gd(target: unknown, site: number, ...names: string[]): unknown {
  if (flags.shared !== 0 && ArrayBufferIsView(target)) {
    for (let i = 0; i < names.length; i++) ge(target, names[i], site);
    return target;
  }
  if (flags.tasks !== 0 && !isGone(site)) {
    try {
      count(site, names);
      for (let i = 0; i < names.length; i++) readKey(target, names[i], site, false);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return target;
}

/**
 * `target.#name = []`, where `look` says what the private field holds.
 * @returns `value`
 */
export function ep(target: unknown, name: string, value: unknown, look: () => unknown): unknown {
  if (flags.tasks === 0) return value;
  try {
    learnPrivate(target, name, look);
  } catch (error) {
    tasksFailed(error);
  }
  return value;
}

/** `Object.defineProperty(target, key, descriptor)`: only elements of shared memory are of interest. Returns the descriptor. */
export function sd(target: unknown, key: unknown, descriptor: unknown, site: number): unknown {
  if (
    flags.shared !== 0 &&
    ArrayBufferIsView(target) &&
    typeof descriptor === 'object' &&
    descriptor !== null
  ) {
    const value: unknown = isProxy(descriptor)
      ? undefined
      : ReflectGetOwnPropertyDescriptor(descriptor, 'value')?.value;
    if (value !== undefined) se(target, key, value, site);
  }
  return descriptor;
}

/** [o.name()] What is called: of a private field its value is given. */
export function fp(target: unknown, name: string, value?: unknown): unknown {
  if (flags.tasks === 0) return target;
  try {
    if (value !== undefined) noteFound(value);
    else if (typeof target === 'object' && target !== null && !isProxy(target))
      noteFound(ReflectGetOwnPropertyDescriptor(target, name)?.value);
  } catch (error) {
    tasksFailed(error);
  }
  return target;
}

/**
 * What `target.name` is, as far as it can be told without running code of the program: undefined for an accessor, behind a
 * proxy, and where there is no such property. For receivers that the program itself has yet to reach (`app?.users`).
 */
export function pk(target: unknown, name: string): unknown {
  if (flags.tasks === 0 && flags.shared === 0) return undefined;
  if ((typeof target !== 'object' && typeof target !== 'function') || target === null) return undefined;
  try {
    for (let at: object | null = target, depth = 0; at !== null && depth < 16 && !isProxy(at); depth++) {
      const descriptor = ReflectGetOwnPropertyDescriptor(at, name);
      if (descriptor !== undefined) return descriptor.value as unknown;
      at = ReflectGetPrototypeOf(at);
    }
  } catch (error) {
    tasksFailed(error);
  }
  return undefined;
}
