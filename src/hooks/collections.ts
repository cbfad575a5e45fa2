// Hooks for method calls: the keyed ones with fixed arity (mget mhas mset madd mdel), and the m0 … ms family, told by
// METHODS code. Views of shared memory go to the threads engine, arrays and collections to the tasks engine; any other
// receiver is the program's own object, whose methods are instrumented themselves.
import { METHOD_CODES, METHODS } from '../../instrument/protocol.ts';
import { callOnArray } from '../tasks/arrays.ts';
import { IGNORED, storeShadow } from '../tasks/classify.ts';
import {
  appendEntry,
  clearEntries,
  isCollection,
  readAll,
  readEntry,
  removeEntry,
  writeEntry,
} from '../tasks/collections.ts';
import { readDuck, writeDuck } from '../tasks/duck-stores.ts';
import { callOnEmitter } from '../tasks/listeners.ts';
import { countCollection, isGone, letsArrayGo } from '../tasks/pace.ts';
import { takesElementMethod } from '../threads/detached-methods.ts';
import { opOf } from '../threads/known-calls.ts';
import { mayBeShared, mayTouchShared, sharedMethod, takesShared } from '../threads/methods.ts';
import { tasksFailed } from './failure.ts';
import { flags } from './flags.ts';

type Arguments = readonly unknown[];

const code = (name: (typeof METHODS)[number]): number => METHODS.indexOf(name);
const GET = code('get');
const HAS = code('has');
const SET = code('set');
const ADD = code('add');
const DELETE = code('delete');
const APPEND = code('append');
const GET_ALL = code('getAll');
const CLEAR = code('clear');
const FROM = code('from');
/** clear, keys, values, entries, forEach. */
const LAST_OF_ALL = code('forEach');
/** Codes of methods that emitters have begin here. */
const FIRST_OF_EMITTERS = code('on');
/** Functions of Node's modules are behind them: nothing for the tasks engine. */
const LAST_OF_EMITTERS = code('eventNames');
/** Codes of methods that arrays have end here. */
const LAST_OF_ARRAYS = code('flatMap');

export function mget(target: unknown, key: unknown, site: number, guard?: number): unknown {
  if (flags.tasks !== 0 && !isGone(site)) read(target, 'get', key, site, guard === 1);
  return key;
}

export function mhas(target: unknown, key: unknown, site: number, guard?: number): unknown {
  if (flags.tasks !== 0 && !isGone(site)) read(target, 'has', key, site, guard === 1);
  return key;
}

function read(target: unknown, method: string, key: unknown, site: number, guard: boolean): void {
  try {
    countCollection(site);
    const shadow = storeShadow(target);
    if (shadow === null || shadow === IGNORED) return;
    if (isCollection(shadow)) readEntry(shadow, target, key, site, guard);
    else readDuck(target as object, method, key, site, guard);
  } catch (error) {
    tasksFailed(error);
  }
}

function write(
  target: unknown,
  method: 'set' | 'add' | 'delete',
  key: unknown,
  value: unknown,
  site: number,
): void {
  try {
    countCollection(site);
    const shadow = storeShadow(target);
    if (shadow === null || shadow === IGNORED) return;
    if (!isCollection(shadow)) writeDuck(target as object, method, key, value, site);
    else if (method === 'delete') removeEntry(shadow, target, key, site);
    else writeEntry(shadow, target, key, value, site);
  } catch (error) {
    tasksFailed(error);
  }
}

export function mset(target: unknown, key: unknown, value: unknown, site: number): unknown {
  if (flags.tasks !== 0 && !isGone(site)) write(target, 'set', key, value, site);
  if (flags.shared !== 0) shared(target, SET, site, [key, value]);
  return value;
}

export function madd(target: unknown, key: unknown, site: number): unknown {
  if (flags.tasks !== 0 && !isGone(site)) write(target, 'add', key, true, site);
  return key;
}

export function mdel(target: unknown, key: unknown, site: number): unknown {
  if (flags.tasks !== 0 && !isGone(site)) write(target, 'delete', key, undefined, site);
  return key;
}

const codeOf = METHOD_CODES.get.bind(METHOD_CODES);

/** [m[name](…)] The code of a method that is called by a computed name; 0 for others. */
export function mc(name: unknown): number {
  return flags.tasks === 0 && flags.shared === 0 ? 0 : (codeOf(name) ?? 0);
}

/** [f.call(m, …)] The code, below 0, of the built-in method that a variable holds; 0 for other functions. */
export function md(method: unknown): number {
  return flags.shared === 0 ? 0 : -opOf(method);
}

/** [o.getInt32 as a value] A method of views that touches one element is taken from `o`: calls of it no hook will see. */
export function dm(o: unknown): unknown {
  takesElementMethod(o);
  return o;
}

const NONE: Arguments = [];

export function m0(target: unknown, method: number, site: number, guard?: number): unknown {
  if (flags.tasks !== 0 || flags.shared !== 0) call(target, method, site, guard === 1, NONE);
  return target;
}

/** The argument of the most frequent call, `list.push(x)`: the tasks engine keeps no list of arguments, and runs no code of the program. */
const one: unknown[] = [undefined];

export function m1(target: unknown, method: number, site: number, a: unknown, guard?: number): unknown {
  if (flags.shared !== 0 && (mayBeShared(target) || takesShared(method, a)))
    call(target, method, site, guard === 1, [a]);
  else if (flags.tasks !== 0) {
    one[0] = a;
    callOnObject(target, method < 0 ? -method : method, site, guard === 1, one);
    one[0] = undefined;
  }
  return a;
}

export function m2(target: unknown, method: number, site: number, a: unknown, b: unknown): unknown {
  if (flags.tasks !== 0 || flags.shared !== 0) call(target, method, site, false, [a, b]);
  return b;
}

export function m3(
  target: unknown,
  method: number,
  site: number,
  a: unknown,
  b: unknown,
  c: unknown,
): unknown {
  if (flags.tasks !== 0 || flags.shared !== 0) call(target, method, site, false, [a, b, c]);
  return c;
}

export function mn(target: unknown, method: number, site: number, ...args: unknown[]): unknown {
  if (flags.tasks !== 0 || flags.shared !== 0) call(target, method, site, false, args);
  return args[args.length - 1];
}

export function ms(target: unknown, method: number, site: number, args: unknown): unknown {
  if ((flags.tasks !== 0 || flags.shared !== 0) && Array.isArray(args))
    call(target, method, site, false, args);
  return args;
}

function shared(target: unknown, method: number, site: number, args: Arguments, borrowed = false): boolean {
  return mayTouchShared(target, method, args) && sharedMethod(target, method, site, args, borrowed);
}

// A code below 0 stands for a method that need not be the target's own.
function call(target: unknown, code: number, site: number, guard: boolean, args: Arguments): void {
  if (code === 0) return;
  const method = code < 0 ? -code : code;
  if (flags.shared !== 0 && shared(target, method, site, args, code < 0)) return;
  callOnObject(target, method, site, guard, args);
}

function callOnObject(target: unknown, method: number, site: number, guard: boolean, args: Arguments): void {
  if (
    method === 0 ||
    method > LAST_OF_EMITTERS ||
    flags.tasks === 0 ||
    typeof target !== 'object' ||
    target === null
  )
    return;
  try {
    if (letsArrayGo(target, site)) return;
    callOnStore(target, method, site, guard, args);
  } catch (error) {
    tasksFailed(error);
  }
}

function callOnStore(target: object, method: number, site: number, guard: boolean, args: Arguments): void {
  const shadow = storeShadow(target);
  if (shadow === null || shadow === IGNORED) return;
  if (shadow.type === 'array') {
    if (method <= LAST_OF_ARRAYS)
      callOnArray(shadow, target as unknown[], METHODS[method]!, site, guard, args);
    return;
  }
  if (!isCollection(shadow)) {
    callOnDuck(target, method, site, guard, args);
    return;
  }
  switch (method) {
    case CLEAR:
      clearEntries(shadow, target, site);
      break;
    case GET:
    case HAS:
    case GET_ALL:
      readEntry(shadow, target, args[0], site, guard);
      break;
    case SET:
      writeEntry(shadow, target, args[0], args[1], site);
      break;
    case APPEND:
      appendEntry(shadow, args[0], site);
      break;
    case ADD:
      writeEntry(shadow, target, args[0], true, site);
      break;
    case DELETE:
      removeEntry(shadow, target, args[0], site);
      break;
    case FROM:
      break;
    default:
      if (method <= LAST_OF_ALL) readAll(shadow, target, site, guard);
  }
}

/** Calls on objects that are no store of the language: keyed stores of libraries. */
function callOnDuck(target: object, method: number, site: number, guard: boolean, args: Arguments): void {
  const name = METHODS[method]!;
  switch (name) {
    case 'get':
    case 'getItem':
      readDuck(target, name, args[0], site, guard);
      break;
    case 'hget':
      readDuck(target, name, hashKey(args), site, guard);
      break;
    case 'set':
    case 'setItem':
      writeDuck(target, name, args[0], args[1], site);
      break;
    case 'hset':
      writeDuck(target, name, hashKey(args), args[2], site);
      break;
    case 'delete':
    case 'removeItem':
      writeDuck(target, name, args[0], undefined, site);
      break;
    case 'hdel':
      writeDuck(target, name, hashKey(args), undefined, site);
      break;
    default:
      if (method >= FIRST_OF_EMITTERS) callOnEmitter(target, name, args[0], site);
  }
}

/** The address of a field of a hash: `hash field`; undefined where the call names no single field. */
function hashKey(args: Arguments): string | undefined {
  return typeof args[0] === 'string' && typeof args[1] === 'string' ? `${args[0]} ${args[1]}` : undefined;
}
