// The causal order of one run, read off its log: turns, tasks, and what each task did in a turn.
//
// It is an order of turns, because a turn is atomic: turn A happens before turn B when code of A suspended,
// registered or settled what B resumes or runs, directly or through further turns. Inside one turn the log's order holds.
import type { LogEvent } from '../property/tasks-program.ts';

/**
 * What one task did to one key in one turn, as far as it is one: its reads, its guarding reads, or its writes, until
 * another task touches the key in that turn.
 */
export interface Group {
  readonly what: 'read' | 'guard' | 'write';
  readonly task: number;
  readonly root: number;
  readonly turn: number;
  readonly key: number;
  /** Index in the log of the first and the last. */
  readonly time: number;
  last: number;
  readonly sites: number[];
  /** Reads: what was read first. Writes: what was stored last. */
  value: number | null;
  /** The value is that of no `x++`. */
  isKnown: boolean;
  /** Writes: what there was before the first. */
  readonly before: number | null;
  /** Writes: the first is a plain write, not `x++`. */
  readonly plain: boolean;
}

interface TaskOfRun {
  readonly parent: number;
  /** Index in the log of the call or registration. */
  readonly forkedAt: number;
  readonly kind: 'call' | 'callback';
  readonly f: number;
}
/** The run: its turns and their order, its tasks. */
export interface Run {
  /** Turn of each event. */
  readonly turns: readonly number[];
  /** For each turn the turns that happen before it. */
  readonly before: readonly ReadonlySet<number>[];
  readonly tasks: ReadonlyMap<number, TaskOfRun>;
  rootOf(task: number): number;
  /** Promises that each root awaited. */
  readonly awaited: ReadonlyMap<number, ReadonlySet<string>>;
}

export function orderOf(log: readonly LogEvent[]): Run {
  const turns: number[] = [];
  const before: Set<number>[] = [new Set()];
  const tasks = new Map<number, TaskOfRun>([[0, { parent: -1, forkedAt: -1, kind: 'callback', f: -1 }]]);
  const parts = new Map<number, number>();
  const suspendedIn = new Map<number, number>();
  const settledIn = new Map<string, number>();
  const tails = new Map<number, number>();
  const awaits: { task: number; promise: string }[] = [];
  let turn = 0;

  const rootOf = (task: number): number => {
    let at = task;
    for (let next = parts.get(at); next !== undefined; next = parts.get(at)) at = next;
    return at;
  };
  const begin = (...causes: (number | undefined)[]): void => {
    turn = before.length;
    const all = new Set<number>();
    for (const cause of causes) {
      if (cause === undefined) continue;
      all.add(cause);
      for (const earlier of before[cause]!) all.add(earlier);
    }
    before.push(all);
  };
  /** The turn that settled a promise; that of `return f()` is settled with f's. */
  const settled = (promise: string): number | undefined => {
    const tail = promise.startsWith('c') ? tails.get(Number(promise.slice(1))) : undefined;
    return tail === undefined ? settledIn.get(promise) : settled(`c${tail}`);
  };
  /** The callee is a part of the caller that awaits it in the turn of the call, if it started nothing else in between. */
  const mergeCallee = (time: number, caller: number, callee: number): void => {
    const { forkedAt, parent } = tasks.get(callee)!;
    const root = rootOf(caller);
    if (rootOf(parent) !== root || rootOf(callee) === root || turns[forkedAt] !== turn) return;
    for (let i = forkedAt + 1; i < time; i++) {
      const event = log[i]!;
      if ((event.e === 'fork' || event.e === 'register') && rootOf(event.t) === root) return;
    }
    parts.set(rootOf(callee), root);
  };

  log.forEach((event, time) => {
    switch (event.e) {
      case 'fork':
        tasks.set(event.c, { parent: event.t, forkedAt: time, kind: 'call', f: event.f });
        break;
      case 'register': {
        tasks.set(event.c, { parent: event.t, forkedAt: time, kind: 'callback', f: -1 });
        // f().then(…) written as one is one operation.
        const callee = event.p?.startsWith('c') ? Number(event.p.slice(1)) : undefined;
        if (callee !== undefined && isChained(log, time, event.t, callee, turns, turn))
          parts.set(event.c, callee);
        break;
      }
      case 'run': {
        const { forkedAt } = tasks.get(event.c)!;
        const registered = log[forkedAt]!;
        const promise = registered.e === 'register' ? registered.p : undefined;
        begin(turns[forkedAt], promise === undefined ? undefined : settled(promise));
        if (promise !== undefined) awaits.push({ task: event.c, promise });
        break;
      }
      case 'suspend':
        suspendedIn.set(event.t, turn);
        if (event.on?.startsWith('c')) mergeCallee(time, event.t, Number(event.on.slice(1)));
        break;
      case 'resume':
        begin(suspendedIn.get(event.t), ...event.on.map(settled));
        for (const promise of event.on) awaits.push({ task: event.t, promise });
        break;
      case 'settle':
        settledIn.set(event.p, turn);
        break;
      case 'outside':
        begin();
        break;
      case 'tail':
        mergeCallee(time, event.t, event.c);
        tails.set(event.t, event.c);
        break;
      case 'end':
        settledIn.set(`c${event.t}`, turn);
        break;
      case 'access':
        break;
    }
    turns.push(turn);
  });

  const awaited = new Map<number, Set<string>>();
  for (const { task, promise } of awaits) {
    const root = rootOf(task);
    if (!awaited.has(root)) awaited.set(root, new Set());
    awaited.get(root)!.add(promise);
  }
  return { turns, before, tasks, rootOf, awaited };
}

/** Whether the registration at `time` is the first one on callee's promise, made by its caller in the turn of the call. */
function isChained(
  log: readonly LogEvent[],
  time: number,
  by: number,
  callee: number,
  turns: readonly number[],
  turn: number,
): boolean {
  for (let i = time - 1; i >= 0 && turns[i] === turn; i--) {
    const event = log[i]!;
    if (event.e === 'register' && event.p === `c${callee}`) return false;
    // What the caller did since may have decided the registration.
    if (event.e === 'access' && event.t === by) return false;
    if (event.e === 'fork' && event.c === callee) return event.t === by;
  }
  return false;
}

export function groupsOf(log: readonly LogEvent[], run: Run): Group[] {
  const groups: Group[] = [];
  log.forEach((event, time) => {
    if (event.e !== 'access') return;
    const turn = run.turns[time]!;
    const put = (what: Group['what'], plain: boolean, value: number | null): void => {
      const root = run.rootOf(event.t);
      const here = groups.filter((g) => g.key === event.key && g.turn === turn);
      const others = Math.max(-1, ...here.filter((g) => g.task !== event.t).map((g) => g.last));
      const known = here.findLast((g) => g.what === what && g.task === event.t && g.time > others);
      if (known === undefined) {
        const { t: task, key, site, before = null } = event;
        groups.push({
          what,
          task,
          root,
          turn,
          key,
          time,
          last: time,
          sites: [site],
          value,
          isKnown: plain,
          before,
          plain,
        });
      } else {
        known.last = time;
        known.sites.push(event.site);
        if (what === 'write') known.value = value;
        known.isKnown = plain;
      }
    };
    if (event.op === 'update') {
      put('read', true, event.before ?? null);
      put('write', false, event.value);
    } else put(event.op, true, event.value);
  });
  return groups;
}

/** Whether `task` is `creator` or made by it, directly or through further tasks, at `time` or later. */
export function createdBy(task: number, creator: number, time: number, run: Run): boolean {
  for (let at = run.tasks.get(task)!; at.parent >= 0; at = run.tasks.get(at.parent)!)
    if (run.rootOf(at.parent) === creator && at.forkedAt >= time) return true;
  return false;
}

/** Whether `access` belongs to the operation that `task` carries on. */
export function inLine(access: Group, task: number, run: Run): boolean {
  const owner = access.root;
  let at = run.rootOf(task);
  while (at !== owner) {
    const { parent, forkedAt, kind } = run.tasks.get(at)!;
    if (parent < 0) return false;
    at = run.rootOf(parent);
    if (at === owner)
      return access.time < forkedAt && (kind === 'callback' || access.turn === run.turns[forkedAt]);
  }
  return true;
}

/** Turn order, and inside one turn the log's. */
export function happensBefore(a: Group, b: Group, run: Run): boolean {
  return a.turn === b.turn ? a.time < b.time : run.before[b.turn]!.has(a.turn);
}
