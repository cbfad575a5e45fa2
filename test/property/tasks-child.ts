// Runs in a child process: the tasks engine as a program's process has it, and programs of tasks-program.ts, many at a
// time, each with stores of its own. Bundled by tasks-runner.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DEFAULT_RUN_OPTIONS } from '../../src/facts/options.ts';
import { openSpool } from '../../src/facts/spool.ts';
import type { Fact, RaceFact } from '../../src/facts/types.ts';
import { storeShadow } from '../../src/tasks/classify.ts';
import { readEntry, writeEntry } from '../../src/tasks/collections.ts';
import { enter, leave, returns, suspend } from '../../src/tasks/functions.ts';
import { programStarts, startTasks } from '../../src/tasks/index.ts';
import { noteFunctions } from '../../src/tasks/lexical.ts';
import { readKey, updateKey, writeKey } from '../../src/tasks/keyed.ts';
import { readVariable, updateVariable, VariableScope, writeVariable } from '../../src/tasks/variables.ts';
import type { Key, LogEvent } from './tasks-program.ts';

/** One program to run; its sites are base … base + SITES - 1. */
export interface Job {
  readonly text: string;
  readonly base: number;
  /** Which function each site lies in, as the protocol has it, and how many sites there are. */
  readonly functions: string;
  readonly count: number;
  /** Milliseconds of one tick of its sleeps, and a number that varies them. */
  readonly tick: number;
  readonly jitter: number;
}

/** What one run said: sites are those of the program. */
export interface Race {
  readonly kind: string;
  readonly certainty: string;
  readonly severity: string;
  readonly sites: readonly number[];
}
export interface Outcome {
  readonly log: readonly LogEvent[];
  readonly races: readonly Race[];
  readonly error?: string;
}

/** The hooks that the emitted text calls, by the names of the protocol. */
const rw = {
  ent: enter,
  aw: suspend,
  ret: returns,
  lv: leave,
  mget(map: unknown, key: unknown, site: number, guard?: number): unknown {
    readEntry(storeShadow(map)!, map, key, site, guard === 1);
    return key;
  },
  mset(map: unknown, key: unknown, value: unknown, site: number): unknown {
    writeEntry(storeShadow(map)!, map, key, value, site);
    return value;
  },
  gp(target: unknown, name: string, site: number, guard?: number): unknown {
    readKey(target, name, site, guard === 1);
    return target;
  },
  sp(target: unknown, name: string, value: unknown, site: number): unknown {
    writeKey(target, name, value, site);
    return value;
  },
  up(target: unknown, name: string, site: number): unknown {
    updateKey(target, name, site);
    return target;
  },
  sc: (site: number): VariableScope => new VariableScope(site),
  gv(value: unknown, scope: VariableScope, name: string, site: number, guard?: number): unknown {
    readVariable(scope, name, value, site, guard === 1);
    return value;
  },
  sv(value: unknown, scope: VariableScope, name: string, site: number): unknown {
    writeVariable(scope, name, value, site);
    return value;
  },
  uv: (scope: VariableScope, name: string, site: number): void => updateVariable(scope, name, site),
};

interface Named {
  readonly p: Promise<unknown>;
  readonly id: string;
}

/** The log of one run, and the parts of a program that have no hooks: its clockwork, locks and deferreds. */
class Bench {
  readonly log: LogEvent[] = [];
  readonly slots: (Named | undefined)[] = [];
  readonly flights: (Named | undefined)[] = [];
  readonly deferred: { p: Promise<unknown>; settle: () => void; done: boolean }[] = [];
  /** Invocations and callbacks that are still to end. */
  live = 0;
  private readonly tails: Named[] = [];
  private tasks = 0;
  private values = 100;
  private locks = 0;
  private readonly job: Job;

  constructor(job: Job) {
    this.job = job;
    for (let i = 0; i < 2; i++) {
      let settle = (): void => {};
      const p = new Promise<void>((resolve) => (settle = resolve));
      this.deferred.push({ p, settle, done: false });
      this.tails.push({ p: Promise.resolve(), id: '' });
    }
  }

  fork(t: number, f: number): number {
    this.live++;
    this.log.push({ e: 'fork', t, c: ++this.tasks, f });
    return this.tasks;
  }
  register(t: number, p?: string): number {
    this.live++;
    this.log.push({ e: 'register', t, c: ++this.tasks, ...(p === undefined ? {} : { p }) });
    return this.tasks;
  }
  run(c: number): number {
    this.live--;
    this.log.push({ e: 'run', c });
    return c;
  }
  suspend(t: number, on?: string): void {
    this.log.push({ e: 'suspend', t, ...(on === undefined || on === '' ? {} : { on }) });
  }
  resume(t: number, on: readonly string[]): void {
    this.log.push({ e: 'resume', t, on: on.filter((p) => p !== '') });
  }
  tail(t: number, c: number): void {
    this.log.push({ e: 'tail', t, c });
  }
  end(t: number): void {
    this.live--;
    this.log.push({ e: 'end', t });
  }
  access(
    t: number,
    op: 'read' | 'guard' | 'write' | 'update',
    key: Key,
    site: number,
    value: number,
    before?: number,
  ): number {
    const written = op === 'write' || op === 'update';
    this.log.push({
      e: 'access',
      t,
      op,
      key,
      site: site - this.job.base,
      value: value ?? null,
      ...(written ? { before: before ?? null } : {}),
    });
    return value;
  }
  resolve(d: number): void {
    const deferred = this.deferred[d]!;
    if (deferred.done) return;
    deferred.done = true;
    this.log.push({ e: 'settle', p: `d${d}` });
    deferred.settle();
  }
  fresh(): number {
    return (this.values += 100);
  }
  result(t: number): number {
    return 10_000_000 + t;
  }
  ms(ticks: number): number {
    const { tick, jitter } = this.job;
    return jitter === 0 ? ticks * tick : ((ticks * 7919 + jitter * (ticks + 1) * 31) % 7) * tick;
  }
  sleep(ticks: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.ms(ticks)));
  }
  /** Takes a place in the queue of lock l: to be held when `turn` settles. */
  queue(l: number): { turn: Promise<unknown>; before: string; release(): void } {
    const tail = this.tails[l]!;
    const id = `l${++this.locks}`;
    let settle = (): void => {};
    this.tails[l] = { p: new Promise<void>((resolve) => (settle = resolve)), id };
    const release = (): void => {
      this.log.push({ e: 'settle', p: id });
      settle();
    };
    return { turn: tail.p, before: tail.id, release };
  }
  async acquire(l: number): Promise<unknown> {
    const held = this.queue(l);
    await held.turn;
    return held;
  }
  /** Wakes whoever waits for what nobody will do; false if there was nothing. */
  release(): boolean {
    const d = this.deferred.findIndex(({ done }) => !done);
    if (d < 0) return false;
    this.log.push({ e: 'outside' });
    this.resolve(d);
    return true;
  }
}

const QUIET_MS = 25;

/** Runs a program until all it started has ended, or nothing moves any more. */
function run(job: Job, done: (bench: Bench, error?: string) => void): void {
  const bench = new Bench(job);
  let seen = -1;
  let since = Date.now();
  const look = (): void => {
    if (bench.live === 0) return done(bench);
    if (bench.log.length !== seen) {
      seen = bench.log.length;
      since = Date.now();
    } else if (Date.now() - since > QUIET_MS + 8 * job.tick && !bench.release()) return done(bench);
    setTimeout(look, 3);
  };
  try {
    const program = new Function('rw', '$', job.text) as (hooks: typeof rw, bench: Bench) => Promise<unknown>;
    program(rw, bench).catch((error: unknown) => done(bench, String(error)));
  } catch (error) {
    return done(bench, String(error));
  }
  setTimeout(look, 3);
}

const directory = process.argv[2]!;
openSpool(directory, 'facts');
startTasks({ ...DEFAULT_RUN_OPTIONS, level: process.argv[3] === 'strict' ? 'strict' : 'predicted' }, 'main');
programStarts();

let read = 0;
function newRaces(): RaceFact[] {
  const text = readFileSync(join(directory, 'facts.jsonl'), 'utf8').slice(read);
  read += text.length;
  const facts = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Fact);
  return facts.filter((fact) => fact.fact === 'race');
}

process.on('message', (jobs: readonly Job[]) => {
  const outcomes: { log: readonly LogEvent[]; races: Race[]; error?: string }[] = [];
  let left = jobs.length;
  jobs.forEach((job, i) => {
    noteFunctions(job.base, job.count, job.functions);
    setTimeout(() => {
      run(job, (bench, error) => {
        outcomes[i] = { log: bench.log, races: [], ...(error === undefined ? {} : { error }) };
        if (--left === 0) setTimeout(finish, 5);
      });
    }, i % 10);
  });
  const finish = (): void => {
    const byBase = [...jobs.entries()].sort(([, a], [, b]) => a.base - b.base);
    for (const { kind, certainty, severity, accesses } of newRaces()) {
      const found = byBase.findLast(([, job]) => job.base <= accesses[0]!.site);
      if (found === undefined) continue;
      const [i, { base }] = found;
      outcomes[i]!.races.push({ kind, certainty, severity, sites: accesses.map(({ site }) => site - base) });
    }
    process.send!(outcomes);
  };
});
process.send!('ready');
