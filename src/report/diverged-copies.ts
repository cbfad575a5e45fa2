// diverged-copy: a store was cloned to another thread, and both sides then changed what they believed to be one store.
//
// That both sides changed their copy is not enough: a clone may be meant as one. It also takes a sign that they were
// believed to be one, and that neither told the other: whoever sends the store again after a change, or a message in which
// a key or value it changed stands, has ended the matter (src/tasks/copies.ts). The signs:
//
//   [both changed]  one key, which both sides gave different values; of a plain object, a property that was sent
//   [looked for]    a side that changed the store reads a key which only the other side has set
//   [walked]        a side that changed the store lists or counts it, and the other side has set keys of its own
//
// The last two are for Maps and Sets. Where both sides only fill in what they looked for and did not find, it is a cache of
// each thread's own.
import type { Spool } from '../facts/read.ts';
import type { AccessFact, CopyFact, RaceFact } from '../facts/types.ts';

interface Side {
  readonly spool: Spool;
  readonly writes: Map<string, CopyFact>;
  readonly reads: Set<string>;
  walked: boolean;
  ended: boolean;
}

interface Pair {
  sent?: Side;
  readonly received: Side[];
}

/** The diverged copies that the spools tell of, each with a spool of its process. */
export function divergedCopies(spools: readonly Spool[]): { fact: RaceFact; spool: Spool }[] {
  const races: { fact: RaceFact; spool: Spool }[] = [];
  for (const { sent, received } of pairsOf(spools).values()) {
    if (sent === undefined || sent.ended) continue;
    for (const side of received) {
      const accesses = side.ended ? undefined : divergence(sent, side);
      if (accesses !== undefined) races.push({ fact: raceOf(accesses), spool: sent.spool });
    }
  }
  return races;
}

function pairsOf(spools: readonly Spool[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const spool of spools) {
    const own = new Map<string, Side>();
    for (const fact of spool.facts) {
      if (fact.fact !== 'copy') continue;
      let side = own.get(`${fact.side} ${fact.copy}`);
      if (side === undefined) {
        side = { spool, writes: new Map(), reads: new Set(), walked: false, ended: false };
        own.set(`${fact.side} ${fact.copy}`, side);
        const pair = pairs.get(fact.copy) ?? { received: [] };
        pairs.set(fact.copy, pair);
        if (fact.side === 'sent') pair.sent = side;
        else pair.received.push(side);
      }
      note(side, fact);
    }
  }
  return pairs;
}

function note(side: Side, fact: CopyFact): void {
  const { act, key = '' } = fact;
  if (act === 'write') side.writes.set(key, fact);
  else if (act === 'read') side.reads.add(key);
  else if (act === 'walk') side.walked = true;
  else side.ended = true;
}

/** The two writes that show it, the sender's first; undefined where this is ordinary use. */
function divergence(sent: Side, received: Side): [CopyFact, CopyFact] | undefined {
  for (const [key, mine] of sent.writes) {
    const other = received.writes.get(key);
    if (other !== undefined && differ(mine, other)) return [mine, other];
  }
  const [mine] = settersOf(sent);
  const [other] = settersOf(received);
  if (mine === undefined || other === undefined || mine.type === 'object') return undefined;
  if (settersOf(sent).every((fact) => fact.fill) && settersOf(received).every((fact) => fact.fill))
    return undefined;
  const ofReceiver = looksFor(sent, received);
  if (ofReceiver !== undefined) return [mine, ofReceiver];
  const ofSender = looksFor(received, sent);
  return ofSender === undefined ? undefined : [ofSender, other];
}

/** [both changed] */
function differ(a: CopyFact, b: CopyFact): boolean {
  if (a.mark === undefined || b.mark === undefined || a.mark === 'none' || b.mark === 'none') return false;
  if (a.type === 'object' && !(a.kept === true && b.kept === true)) return false;
  return a.mark !== b.mark || a.mark === 'counted';
}

/** [looked for] [walked] What `other` has set, and `side` asks its own copy for. */
function looksFor(side: Side, other: Side): CopyFact | undefined {
  const foreign = settersOf(other).filter((fact) => !side.writes.has(fact.key!));
  return foreign.find((fact) => side.reads.has(fact.key!)) ?? (side.walked ? foreign[0] : undefined);
}

function settersOf(side: Side): CopyFact[] {
  return [...side.writes.values()].filter((fact) => fact.mark !== 'none');
}

function raceOf([mine, other]: [CopyFact, CopyFact]): RaceFact {
  const same = mine.key === other.key;
  const createdSite = mine.createdSite ?? 0;
  return {
    fact: 'race',
    kind: 'diverged-copy',
    certainty: 'observed',
    severity: 'error',
    store: {
      type: mine.type ?? 'object',
      ...(same && mine.key !== undefined && mine.key !== '' ? { key: mine.key } : {}),
      ...(createdSite === 0 ? {} : { createdSite }),
    },
    accesses: [mine.access, other.access].filter((access): access is AccessFact => access !== undefined),
  };
}
