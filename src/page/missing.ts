// The edge that is missing: between which two accesses, and in words.
import { actor } from '../formats/words.ts';
import type { Access, Race } from '../report/model.ts';

export interface MissingEdge {
  /** Indexes of accesses. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const at = (access: Access): string => `${access.op} in line ${access.line}`;

/** Nothing where the race has one side only. */
export function missingEdge(race: Race): MissingEdge | undefined {
  const { accesses, kind } = race;
  const index = (role: Access['role']): number => accesses.findIndex((access) => access.role === role);
  if (kind === 'data-race' || kind === 'diverged-copy' || kind === 'order-race') {
    // Of a data race the previous access is the second one; of an order race the earlier is the first.
    const [from, to] = kind === 'order-race' ? [0, 1] : [1, 0];
    const [a, b] = [accesses[from], accesses[to]];
    if (a === undefined || b === undefined) return undefined;
    return { from, to, text: PAIRS[kind](actor(a), actor(b), at(a), at(b)) };
  }
  const from = index('conflicting');
  const to = index('second');
  const first = accesses[index('first')];
  const [v, w] = [accesses[from], accesses[to]];
  if (v === undefined || w === undefined || first === undefined) return undefined;
  return {
    from,
    to,
    text:
      `Nothing orders the ${at(v)} of ${actor(v)} against ${actor(w)}. It is not known to come before the ${at(first)} ` +
      `of ${actor(first)}, which would then have ${first.op === 'write' || first.op === 'update' ? 'replaced' : 'seen'} it, nor after the ${at(w)}. So it can fall into the gap ` +
      `in which ${actor(w)} is suspended${race.certainty === 'observed' ? ', and in this run it did.' : '; in this run it happened not to.'}`,
  };
}

type Sentence = (x: string, y: string, first: string, second: string) => string;

const PAIRS: Readonly<Record<'data-race' | 'diverged-copy' | 'order-race', Sentence>> = {
  'data-race': (x, y, first, second) =>
    `No message, lock or Atomics operation leads from the ${first} of ${x} to the ${second} of ${y}: what ${y} has ` +
    `learnt of ${x} ends before that access. The two may run at the same moment on two cores.`,
  'order-race': (x, y, first, second) =>
    `Nothing makes the ${second} of ${y} wait for the ${first} of ${x}, or the other way round. ` +
    `Whichever comes last stays.`,
  'diverged-copy': (x, y) =>
    `${x} and ${y} hold copies: no message brings the change of the one to the other, so there is nothing that could order them.`,
};
