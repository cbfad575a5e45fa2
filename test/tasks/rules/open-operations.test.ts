import { afterEach, describe, expect, it } from 'vitest';
import { flowsOf, transform } from '../../../instrument/index.ts';
import { texts } from '../../../src/tasks/flows.ts';
import { noteFunctions } from '../../../src/tasks/lexical.ts';
import { settle, staleOperation } from '../../../src/tasks/rules/lost-update.ts';
import {
  type Access,
  type Interval,
  keepRead,
  keepWrite,
  makeAccess,
  UNKNOWN,
} from '../../../src/tasks/store.ts';
import { call, root, Scene, turn } from '../scene.ts';

let base = 1_000_000;

/** A text whose first read and first write of a Map are those of the scenes; what it is asked is counted. */
class Text {
  asked = 0;
  readonly base = (base += 1000);
  private readonly code: string;
  private readonly result: ReturnType<typeof transform>;

  constructor(code: string) {
    this.code = code;
    this.result = transform(code, { file: '/m.js', goal: 'eval' });
    const { sites } = this.result.table;
    noteFunctions(this.base, sites.length, this.result.functions!);
    texts.flows = (at, functionOf) => {
      this.asked++;
      return at === this.base ? flowsOf(this.code, 'eval', sites, functionOf) : undefined;
    };
  }

  /** The number of the site on a line (1-based). */
  at(line: number): number {
    return this.base + this.result.table.sites.findIndex(([of]) => of === line);
  }
}

/** An operation of one task that reads on one line and writes on another. */
function operation(text: Text, readAt: number, writeAt: number): { scene: Scene; interval: Interval | null } {
  const scene = new Scene();
  const task = turn(() => call(root()));
  turn(() => {
    keepRead(scene.entry, makeAccess(task, text.at(readAt), 'read', false, 1, false, UNKNOWN, false), false);
  });
  const write: Access = turn(() => {
    const made = makeAccess(task, text.at(writeAt), 'write', false, 2, false, 1, true);
    keepWrite(scene.entry, made);
    return made;
  });
  return { scene, interval: staleOperation(scene.entry, write, false, scene.entry.reads) };
}

const before = texts.flows;
afterEach(() => {
  texts.flows = before;
});

describe('an operation of which only the text tells', () => {
  const passes = `async function load(k) {
const v = rows.get(k);
await wait(); save(k, v); }
function save(k, v) {
rows.set(k, v + 1); }`;
  const doesNot = passes.replace('save(k, v);', 'save(k, 1);');

  it('is kept without a look into it', () => {
    const text = new Text(doesNot);
    const { interval } = operation(text, 2, 5);
    expect(interval).toMatchObject({ kind: 'lost-update', open: { guardsOnly: false } });
    expect(text.asked).toBe(0);
  });

  it('is none where the value is not given on', () => {
    const text = new Text(doesNot);
    const { scene, interval } = operation(text, 2, 5);
    expect(settle(scene.entry, interval!)).toBe(false);
    expect(settle(scene.entry, interval!)).toBe(false);
    expect(text.asked).toBe(1);
  });

  it('is one where it is', () => {
    const text = new Text(passes);
    const { scene, interval } = operation(text, 2, 5);
    const { first } = interval!;
    expect(settle(scene.entry, interval!)).toBe(true);
    expect(interval!.open).toBeUndefined();
    expect(interval!.first).toBe(first);
  });

  it('asks nothing where both lie in one function that goes on later', () => {
    const text = new Text(`async function add(k) {
const v = rows.get(k);
await wait();
rows.set(k, v + 1); }`);
    const { interval } = operation(text, 2, 4);
    expect(interval?.open).toBeUndefined();
    expect(interval?.kind).toBe('lost-update');
  });
});
