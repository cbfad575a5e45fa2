// Hooks for properties by plain name: gp sp up wp dp gd. Elements (`o[k]`) are in elements.ts.
import { readKey, removeKey, updateKey, writeKey } from '../tasks/keyed.ts';
import { UNKNOWN } from '../tasks/store.ts';
import { flags } from './flags.ts';

export function gp(target: unknown, name: string, site: number, guard?: number): unknown {
  if (flags.tasks !== 0) readKey(target, name, site, guard === 1);
  return target;
}

export function sp(target: unknown, name: string, value: unknown, site: number): unknown {
  if (flags.tasks !== 0) writeKey(target, name, value, site);
  return value;
}

export function up(target: unknown, name: string, site: number): unknown {
  if (flags.tasks !== 0) updateKey(target, name, site);
  return target;
}

export function wp(target: unknown, name: string, site: number): unknown {
  if (flags.tasks !== 0) writeKey(target, name, UNKNOWN, site);
  return target;
}

export function dp(target: unknown, name: string, site: number): unknown {
  if (flags.tasks !== 0) removeKey(target, name, site);
  return target;
}

/** `const {a, b} = target`. */
export function gd(target: unknown, site: number, ...names: string[]): unknown {
  if (flags.tasks !== 0) for (let i = 0; i < names.length; i++) readKey(target, names[i], site, false);
  return target;
}
