// From a pair of conflicting cells to a fact in the spool. Cold: runs once for each pair of sites in the process.
import type { AccessFact, RaceFact } from '../facts/types.ts';
import type { OpName } from '../../instrument/protocol.ts';
import { currentTest } from '../hooks/current-test.ts';
import { emit } from '../facts/spool.ts';
import { slotOf, timeOf } from '../clock/epoch.ts';
import { C_PAIRS_USED, PAIRS, PAIR_ENTRIES, addressOfCell, control, ownerOfSite } from './memory.ts';
import { MASK_BITS, PLAIN, WRITE, siteOf } from './shadow-cell.ts';
import { captureStack } from './stack.ts';
import { creationStack, findStack, givenName } from './stack-depot.ts';
import { ownerAt } from './slots.ts';
import { threadId } from 'node:worker_threads';
import { bufferAt, type BufferInfo } from './buffers.ts';
import { lost } from './lost.ts';
import { isOrderedByCode } from './shadow-regions.ts';
import { takeRaces, type FoundRace } from './shadow.ts';
import { makeTimeline } from './timeline.ts';

const { add, compareExchange } = Atomics;

let values: 'shape' | 'full' | 'none' = 'shape';
let afterRace: (race: FoundRace) => void = () => undefined;

/** Sets how values are printed, and what happens after a race was told (`--halt`). */
export function setReporting(how: 'shape' | 'full' | 'none', after: (race: FoundRace) => void): void {
  values = how;
  afterRace = after;
}

const LONGEST_NAME = 40;

/** `main`, `worker 3`, `worker 3 (parser)` where the program gave it a name. */
export function threadName(id: number): string {
  if (id <= 0) return id === 0 ? 'main' : 'an earlier worker';
  const given = givenName(id);
  if (given === undefined) return `worker ${id}`;
  const text = given.replace(/[\x00-\x1f\x7f]/g, ' ');
  return `worker ${id} (${text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text})`;
}

// Adds the pair to the process' set; false when it was there. [Pairs] open addressing, never full: then all are new.
function isNewPair(a: number, b: number): boolean {
  const hash = (Math.imul(Math.min(a, b), 0x9e3779b1) ^ Math.imul(Math.max(a, b), 0x85ebca6b)) | 1;
  for (let probe = 0; probe < 64; probe++) {
    const index = PAIRS + ((hash + probe) & (PAIR_ENTRIES - 1));
    const seen = compareExchange(control, index, 0, hash);
    if (seen === 0) {
      add(control, C_PAIRS_USED, 1);
      return true;
    }
    if (seen === hash) return false;
  }
  return true;
}

function lowestBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function printed(value: unknown): string | undefined {
  if (values === 'none') return undefined;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  return undefined;
}

function describe(word: number, granule: number, name: string): AccessFact {
  const mask = word & MASK_BITS;
  const op: OpName = (word & WRITE) !== 0 ? 'write' : 'read';
  return {
    role: 'first',
    op,
    site: siteOf(word),
    thread: name,
    offset: granule + lowestBit(mask),
    width: bitCount(mask),
    ...((word & PLAIN) === 0 ? { atomic: true } : {}),
  };
}

// [Torn cell] Two threads stored into one cell at one moment (shadow.ts): each thread has site numbers of its own.
function isTorn(epoch: number, word: number): boolean {
  const owner = ownerOfSite(siteOf(word));
  const accessor = ownerAt(slotOf(epoch), timeOf(epoch));
  return owner >= 0 && accessor >= 0 && owner !== accessor;
}

const KEPT = 40;
const NO_STACK = 'previous stack overwritten; raise --history';
const OTHER_STACK = 'the stack of a later or earlier access from this line: its own was not kept';

/**
 * Writes the races that wait in shadow.ts, unless their pairs of sites are known.
 * @param value - what is stored or read, where the hook knows it: only numbers and bigints are printed
 * @param from - byte offset of the whole access, which may be more than a granule; −1: unknown
 */
export function reportRaces(value: unknown, from: number, width: number): void {
  for (const race of takeRaces()) {
    const { cell, epoch, old, word } = race;
    const buffer = bufferAt(addressOfCell(cell));
    if (isTorn(epoch, old)) continue;
    if (buffer !== undefined && isOrderedByCode(buffer.region)) {
      lost(
        'races in a memory of WebAssembly',
        'its code has atomic instructions, and what they order is not seen',
      );
      continue;
    }
    if (buffer === undefined || !isNewPair(siteOf(word), siteOf(old))) continue;
    emit(describeRace(buffer, cell, epoch, old, word, value, from, width));
    afterRace(race);
  }
}

function describeRace(
  buffer: BufferInfo,
  cell: number,
  epoch: number,
  old: number,
  word: number,
  given: unknown,
  from: number,
  width: number,
): RaceFact {
  const granule = addressOfCell(cell) - buffer.base;
  const owner = ownerAt(slotOf(epoch), timeOf(epoch));
  const own = describe(word, granule, threadName(threadId));
  const value = printed(given);
  const ownCreation = creationStack(threadId);
  const creation = creationStack(owner);
  const previousStack = findStack(epoch, siteOf(old));
  const both = word & old & MASK_BITS;
  const first = granule + lowestBit(both);
  const test = currentTest();
  return {
    fact: 'race',
    kind: 'data-race',
    ...(test === null ? {} : { test }),
    certainty: 'observed',
    severity: 'error',
    store: {
      type: buffer.type,
      key: `bytes ${first}..${first + bitCount(both)}`,
      ...(buffer.createdSite > 0 ? { createdSite: buffer.createdSite } : {}),
    },
    accesses: [
      {
        ...own,
        ...(from >= 0 && width > own.width! ? { offset: from, width } : {}),
        role: 'first',
        ...(test === null ? {} : { test }),
        stack: captureStack(KEPT),
        ...(value !== undefined ? { value } : {}),
        ...(ownCreation !== undefined ? { createdBy: ownCreation } : {}),
      },
      {
        ...describe(old, granule, threadName(owner)),
        role: 'second',
        epoch: [slotOf(epoch), timeOf(epoch)],
        ...(previousStack === undefined ? { stackLost: NO_STACK } : { stack: previousStack.text }),
        ...(previousStack?.exact === false ? { stackLost: OTHER_STACK } : {}),
        ...(creation !== undefined ? { createdBy: creation } : {}),
      },
    ],
    timeline: makeTimeline(epoch, owner),
  };
}
