// The object that instrumented code calls (instrument/protocol.ts), put together from the files that hold the hooks, and
// the start of the engines. Each hook returns the value that stands in its place and never throws.
import vm from 'node:vm';
import type { RunOptions } from '../facts/options.ts';
import { emit } from '../facts/spool.ts';
import type { CoverageFact } from '../facts/types.ts';
import { noteCreation } from '../tasks/classify.ts';
import {
  awaitInLoop,
  endByStep,
  endFinally,
  enter,
  leave,
  resumeInLoop,
  returns,
  suspend,
} from '../tasks/functions.ts';
import { noteFunctions } from '../tasks/lexical.ts';
import { noteTime } from '../tasks/times.ts';
import { programStarts, startTasks, tasksCoverage } from '../tasks/index.ts';
import type { Task } from '../tasks/task.ts';
import {
  allocateSites,
  continueCreator,
  replaceAssert,
  startThreads,
  threadName,
  threadsCoverage,
} from '../threads/index.ts';
import { created } from '../threads/methods.ts';
import { generation, seen } from '../threads/seen.ts';
import { at } from '../threads/sites.ts';
import { api } from './annotations.ts';
import { dm, m0, m1, m2, m3, madd, mc, md, mdel, mget, mhas, mn, ms, mset } from './collections.ts';
import { ev, fb } from './dynamic-code.ts';
import { ce, ck } from './element-ranges.ts';
import { cr, cu, cw, de, ge, gi, hk, keyedSink, rd, rh, rk, se, ue, vr, vu, vw, we } from './elements.ts';
import { countHooks } from './counting.ts';
import { declareHooks } from './declare-hooks.ts';
import { failure, tasksFailed } from './failure.ts';
import { ib, is, it, st, wk } from './iterations.ts';
import { c0, ca, cf, ci, cn, co, cv, id } from './native-errors.ts';
import { dp, ep, fp, gd, gp, pk, sd, sp, up, wp } from './properties.ts';
import { qb, qe } from './questions.ts';
import { gv, sc, sv, uv } from './variables.ts';
import { hasKey, readKey, removeKey, updateKey, writeKey } from '../tasks/keyed.ts';
import { UNKNOWN } from '../tasks/store.ts';

let files = 0;
let tasksOn = false;

/** A module begins to run: gives it the numbers of its sites. */
function module(key: string, count: number, file: string, functions?: string): number {
  const base = allocateSites(count);
  if (functions !== undefined) noteFunctions(base, count, functions);
  files++;
  programStarts();
  replaceAssert();
  emit({ fact: 'module', key, file, base, count });
  return base;
}

/** First sites of code that can declare no variable, under `k` and the key: its sites read them here. */
const bases: Record<string, number> = Object.create(null) as Record<string, number>;

/** As `module`, for such code: notes the number under `bases`. A text that runs again keeps its sites. */
function base(key: string, count: number, file: string, functions?: string): number {
  return (bases['k' + key] ??= module(key, count, file, functions));
}

function ent(site: number): Task | 0 {
  if (!tasksOn || failure.tasks) return 0;
  try {
    return enter(site);
  } catch (error) {
    tasksFailed(error);
    return 0;
  }
}

function aw(token: Task | 0, operand: unknown, site: number): unknown {
  if (tasksOn && !failure.tasks) {
    try {
      suspend(token, operand, site);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return operand;
}

function fa(token: Task | 0, operand: unknown): unknown {
  if (token !== 0) {
    try {
      awaitInLoop(token);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return operand;
}

function fr(token: Task | 0): void {
  if (token !== 0) {
    try {
      resumeInLoop(token);
    } catch (error) {
      tasksFailed(error);
    }
  }
}

function ret(token: Task | 0, value: unknown): unknown {
  if (token !== 0) {
    try {
      returns(token, value);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return value;
}

function lv(token: Task | 0): void {
  if (token !== 0) {
    try {
      leave(token);
    } catch (error) {
      tasksFailed(error);
    }
  }
}

function me(token: Task | 0, value: unknown, later: boolean): unknown {
  if (token !== 0) {
    try {
      endByStep(token, value, later);
    } catch (error) {
      tasksFailed(error);
    }
  }
  return value;
}

function mf(token: Task | 0): void {
  if (token !== 0) {
    try {
      endFinally(token);
    } catch (error) {
      tasksFailed(error);
    }
  }
}

/** A store was made here. */
function nw(store: unknown, site: number): unknown {
  // Memory is no store of the tasks engine, unless it is given properties: a hundred bytes less for each buffer.
  if (!created(store, site) && tasksOn) noteCreation(store, site);
  return store;
}

/** The time was taken here. */
function nt(date: unknown): unknown {
  if (tasksOn && !failure.tasks) noteTime(date);
  return date;
}

const hooks = {
  module,
  base,
  bases,
  nw,
  nt,
  ge,
  se,
  vr,
  vw,
  vu,
  sn: seen,
  gn: generation,
  ue,
  we,
  cr,
  cw,
  cu,
  ce,
  ck,
  de,
  hk,
  gi,
  rk,
  sd,
  rh,
  rd,
  gp,
  sp,
  up,
  wp,
  dp,
  gd,
  ep,
  fp,
  pk,
  it,
  st,
  ib,
  is,
  wk,
  mget,
  mhas,
  mset,
  madd,
  mdel,
  mc,
  md,
  dm,
  m0,
  m1,
  m2,
  m3,
  mn,
  ms,
  qb,
  qe,
  sc,
  gv,
  sv,
  uv,
  ent,
  aw,
  fa,
  fr,
  ret,
  lv,
  me,
  mf,
  at,
  ev,
  fb,
  api,
  cf,
  cn,
  cv,
  c0,
  ci,
  ca,
  co,
  id,
};

/**
 * Makes the hooks known and starts the engines that `options` name. Once per thread, before any code of
 * the program. Whatever fails leaves the program without that engine and a `lost` fact.
 */
export function installRuntime(options: RunOptions): void {
  try {
    startThreads(options);
    tasksOn = options.engines.includes('tasks');
    if (tasksOn) {
      startTasks(options, threadName());
      keyedSink.read = (target, key, site, guard) => readKey(target, key, site, guard === 1);
      keyedSink.write = writeKey;
      keyedSink.update = updateKey;
      keyedSink.writeUnknown = (target, key, site) => writeKey(target, key, UNKNOWN, site);
      keyedSink.remove = removeKey;
      keyedSink.has = (target, key, site, guard) => hasKey(target, key, site, guard === 1);
      keyedSink.first = (target, _count, site) => void it(target, site);
      continueCreator(() => undefined);
    }
  } catch (error) {
    emit({ fact: 'lost', what: 'an engine did not start', why: String(error) });
  }
  declareHooks(globalThis, countHooks(hooks, options), (code) => vm.runInThisContext(code));
}

/** Hooks without engines: for a thread that has none and yet runs instrumented code (loader-hooks.ts). */
export function idleHooks(): object {
  return { ...hooks, module: () => 0, base: (key: string) => (bases['k' + key] ??= 0) };
}

/** Totals of this thread so far. */
export function coverage(): CoverageFact {
  const tasks = tasksCoverage();
  const threads = threadsCoverage();
  return {
    fact: 'coverage',
    files,
    storesWatched: tasks.stores,
    keysWatched: tasks.keys,
    accesses: tasks.accesses,
    tasks: tasks.tasks,
    overlappingTaskPairs: tasks.overlaps,
    threadsSharingMemory: threads.threadsSharingMemory,
    unknownSharedBuffers: threads.unknownSharedBuffers,
    benign: tasks.benign,
  };
}
