// Arrays as stores, through the calls of their methods. The set of elements as a whole is one entry (`structure`): a
// push reads and inserts in one turn, so it depends on no earlier look at the length unless that look was a condition.
import { recordEmptying, recordRead, recordSearch, recordWrite } from './accesses.ts';
import { noteAllFound, noteFoundAt, notePutInto } from './callbacks.ts';
import { type StoreShadow, UNKNOWN } from './store.ts';
import { MEMBERSHIP, POSITION, TAKING } from './write-traits.ts';

const INSERTS = new Set(['push', 'unshift']);
const REMOVES = new Set(['pop', 'shift']);
const READS = new Set([
  'includes',
  'join',
  'slice',
  'concat',
  'flat',
  'at',
  'toSorted',
  'toReversed',
  'toSpliced',
  'with',
  'keys',
  'values',
  'entries',
  'forEach',
  'map',
  'filter',
  'find',
  'findLast',
  'some',
  'every',
  'reduce',
  'reduceRight',
  'flatMap',
]);

/** What is asked before something is added or taken out: a condition wherever it stands. */
const SEARCHES = new Set(['includes', 'some', 'every']);

/** What is asked for the place of an element. */
const PLACES = new Set(['indexOf', 'lastIndexOf', 'findIndex', 'findLastIndex']);

/** A method call on an array. */
export function callOnArray(
  shadow: StoreShadow,
  target: readonly unknown[],
  method: string,
  site: number,
  guard: boolean,
  args: readonly unknown[],
): void {
  const { structure } = shadow;
  const { length } = target;
  noteFunctions(shadow, target, method, args);
  if (shadow.places !== null && movesOthers(method, length, args))
    recordWrite(shadow, shadow.places, site, 'delete', UNKNOWN, UNKNOWN, true, MEMBERSHIP);
  if (PLACES.has(method)) recordSearch(shadow, site, guard);
  else if (READS.has(method)) recordRead(shadow, structure, site, guard || SEARCHES.has(method), length);
  else if (INSERTS.has(method)) {
    if (args.length > 0)
      recordWrite(shadow, structure, site, 'write', length, length + args.length, true, MEMBERSHIP);
  } else if (REMOVES.has(method)) {
    recordWrite(
      shadow,
      structure,
      site,
      'delete',
      length,
      length > 0 ? length - 1 : 0,
      length > 0,
      MEMBERSHIP,
    );
  } else if (method === 'splice') {
    const inserts = args.length > 2;
    if (args.length === 1 && args[0] === 0) recordEmptying(shadow, site, length);
    if (takesAll(length, args)) {
      recordWrite(shadow, structure, site, 'delete', length, 0, length > 0, TAKING);
      return;
    }
    recordWrite(shadow, structure, site, inserts ? 'write' : 'delete', length, UNKNOWN, true, POSITION);
  }
}

/** Functions that a method call puts into an array, or finds there. */
function noteFunctions(
  shadow: StoreShadow,
  target: readonly unknown[],
  method: string,
  args: readonly unknown[],
): void {
  const inserts = INSERTS.has(method);
  if (!inserts) {
    if (method === 'shift') noteFoundAt(shadow, target, 0);
    else if (method === 'pop') noteFoundAt(shadow, target, target.length - 1);
    else noteAllFound(shadow, target);
  }
  if (inserts || method === 'splice')
    for (let i = inserts ? 0 : 2; i < args.length; i++) notePutInto(shadow, args[i]);
}

/** Whether a `splice` takes out all elements, and puts none in. */
function takesAll(length: number, args: readonly unknown[]): boolean {
  const [from, count = length] = args;
  return from === 0 && args.length <= 2 && typeof count === 'number' && count >= length;
}

/** Whether the call moves elements to other places than they have. */
function movesOthers(method: string, length: number, args: readonly unknown[]): boolean {
  if (method === 'shift') return length > 1;
  if (method === 'unshift') return length > 0 && args.length > 0;
  if (method !== 'splice' || typeof args[0] !== 'number') return false;
  const from = args[0] < 0 ? length + args[0] : args[0];
  const count = args.length === 1 ? length : args[1];
  return (
    typeof count === 'number' && from + count < length && count !== (args.length > 2 ? args.length - 2 : 0)
  );
}
