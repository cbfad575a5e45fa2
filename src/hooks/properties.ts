// Hooks for properties by plain name: gp sp up wp dp gd; and sd, for descriptors. Elements (`o[k]`) are in elements.ts.
import { readKey, removeKey, updateKey, writeKey } from '../tasks/keyed.ts';
import { UNKNOWN } from '../tasks/store.ts';
import { tasksFailed } from './failure.ts';
import { ge, se } from './elements.ts';
import { flags } from './flags.ts';
import {
  ArrayBufferIsView,
  isProxy,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
} from './primordials.ts';

export function gp(target: unknown, name: string, site: number, guard?: number): unknown {
  if (flags.tasks !== 0) {
    try {
      readKey(target, name, site, guard === 1);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return target;
}

export function sp(target: unknown, name: string, value: unknown, site: number): unknown {
  if (flags.tasks !== 0) {
    try {
      writeKey(target, name, value, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return value;
}

export function up(target: unknown, name: string, site: number): unknown {
  if (flags.tasks !== 0) {
    try {
      updateKey(target, name, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return target;
}

export function wp(target: unknown, name: string, site: number): unknown {
  if (flags.tasks !== 0) {
    try {
      writeKey(target, name, UNKNOWN, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return target;
}

export function dp(target: unknown, name: string, site: number): unknown {
  if (flags.tasks !== 0) {
    try {
      removeKey(target, name, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return target;
}

/** `const {a, b} = target`. */
export function gd(target: unknown, site: number, ...names: string[]): unknown {
  if (flags.shared !== 0 && ArrayBufferIsView(target)) {
    for (let i = 0; i < names.length; i++) ge(target, names[i], site);
    return target;
  }
  if (flags.tasks !== 0) {
    try {
      for (let i = 0; i < names.length; i++) readKey(target, names[i], site, false);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return target;
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
