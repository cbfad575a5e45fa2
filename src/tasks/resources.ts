// The orders that Node's own callbacks make: registration → callback, and events of one resource in their order. Source
// of the events: async_hooks, for every resource that is not a promise (those are in promises.ts).
import { createHook, executionAsyncId, executionAsyncResource } from 'node:async_hooks';
import process from 'node:process';
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import { takeFrames } from '../facts/raw-stack.ts';
import { tasksFailed } from '../hooks/failure.ts';
import { operationBegins, operationEnds } from '../hooks/node-operations.ts';
import { isPromise } from '../hooks/primordials.ts';
import { noteFork } from './conditions.ts';
import { endMain, enterTurn, here, leaveTurn } from './current.ts';
import { trackClearing, trackTimerMethods } from './edges/cleared-intervals.ts';
import { enterNodeTest, NODE_TEST } from './edges/node-test.ts';
import { emitsFor } from './edges/handle-events.ts';
import { acquireBytes, trackBytes, trackLoopback } from './edges/loopback.ts';
import { nameThread, ThreadEnd } from './edges/thread-ends.ts';
import { dropForeignPromiseHooks } from './promises.ts';
import { tellStacks } from './stacks.ts';
import { noteStop } from './stops.ts';
import { makeStampField, type StampField } from './stamp-field.ts';
import { acquire, clockwork, find, followsThisTurn, ForkKind, release, Task, TICK } from './task.ts';
import { beginWatching, watching } from './watching.ts';

/** Resource types whose callbacks may run many times: each call is a task of its own. The others run once. */
const LISTENERS: Readonly<Record<string, string>> = {
  TCPSERVERWRAP: 'connection',
  PIPESERVERWRAP: 'connection',
  TCPWRAP: 'socket event',
  PIPEWRAP: 'pipe event',
  TLSWRAP: 'TLS event',
  TTYWRAP: 'terminal event',
  UDPWRAP: 'datagram',
  HTTPINCOMINGMESSAGE: 'request',
  HTTPPARSER: 'request',
  ZLIB: 'zlib event',
  HTTP2SESSION: 'HTTP/2 event',
  HTTP2STREAM: 'HTTP/2 stream event',
  MESSAGEPORT: 'message',
  WORKER: 'worker event',
  SIGNALWRAP: 'signal',
  FSEVENTWRAP: 'file change',
  STATWATCHER: 'file change',
  PROCESSWRAP: 'child process event',
  JSSTREAM: 'stream event',
  STREAMPIPE: 'stream event',
  ELDHISTOGRAM: 'timer',
};

/** Resources that Node itself makes around any output: no sign that the program is asynchronous. */
const QUIET = new Set([
  'TickObject',
  'WRITEWRAP',
  'SHUTDOWNWRAP',
  'TTYWRAP',
  'PIPEWRAP',
  'SIGNALWRAP',
  'ELDHISTOGRAM',
  'Microtask',
]);

/** Among those, what a program may ask for itself: by process.nextTick and queueMicrotask. */
const ASKED = new Set(['TickObject', 'Microtask']);
/** So many of them are looked at, each by its stack. */
let looks = 8;

// Node's own code asks for a tick around any output.
function asksProgram(): boolean {
  if (looks === 0) return false;
  looks--;
  const frames = takeFrames(12);
  const asked = frames.findIndex(({ name }) => name.startsWith('node:internal/process/task_queues\n'));
  const caller = frames[asked + 1];
  return asked >= 0 && caller !== undefined && !caller.name.startsWith('node:');
}

const WORDS: Readonly<Record<string, string>> = {
  Timeout: 'timer',
  Immediate: 'immediate',
  TickObject: TICK,
  Microtask: 'microtask',
};

class ResourceStamp {
  readonly task: Task;
  clock: TaskClock;
  readonly time: number;
  readonly turn: number;
  readonly kind: ForkKind;
  readonly what: string;
  /** What the resource's earlier events had done in their first turns. */
  earlier: TaskClock = EMPTY_CLOCK;
  /** For a Worker, and for the port that came with it: the worker's end. */
  end: ThreadEnd | null = null;
  /** The task of the last event. */
  line: Task | null = null;
  /** For a port: what its event knew by itself, null once its sender is known; the last sender, and the work for each of several. */
  bare: TaskClock | null = null;
  sender = '';
  senders: Map<string, TaskClock> | null = null;

  constructor(task: Task, kind: ForkKind, what: string) {
    this.task = task;
    this.clock = release(task);
    this.time = ++clockwork.time;
    this.turn = clockwork.turn;
    this.kind = kind;
    this.what = what;
    task.forked = this.time;
    if (clockwork.conditionTurn === this.turn) noteFork(this.time, what);
    followsThisTurn(this);
  }
}

const resourceStamps: StampField<ResourceStamp> = makeStampField();

/** The worker that was made last: the ports made after it in the same turn are its own. */
let newestWorker: ResourceStamp | null = null;

function onInit(id: number, type: string, trigger: number, resource: object): void {
  if (type === 'PROMISE' || !watching.started) return;
  if (!watching.begun) {
    if (QUIET.has(type) && !(ASKED.has(type) && asksProgram())) return;
    beginWatching();
  }
  const listener = LISTENERS[type];
  if (type === 'TCPCONNECTWRAP') trackLoopback(ends);
  else if (type === 'TCPSERVERWRAP') trackBytes();
  const repeats = type === 'Timeout' && (resource as { _repeat?: unknown })._repeat != null;
  if (repeats && !closing) {
    closing = true;
    trackTimerMethods(Object.getPrototypeOf(resource) as object, ends);
  }
  const kind = listener !== undefined || repeats ? ForkKind.LISTENER : ForkKind.ONE_SHOT;
  const stamp = new ResourceStamp(here(), kind, listener ?? (repeats ? 'interval' : (WORDS[type] ?? type)));
  if (type === 'TCPSERVERWRAP' || type === 'PIPESERVERWRAP') noteServer(id, stamp);
  else if ((type === 'TCPWRAP' || type === 'PIPEWRAP') && executionAsyncId() === 0) accept(stamp, trigger);
  if (type === 'WORKER') {
    newestWorker = stamp;
    stamp.end = new ThreadEnd();
  } else if (type === 'MESSAGEPORT' && newestWorker !== null && newestWorker.turn === stamp.turn)
    stamp.end = newestWorker.end;
  resourceStamps.set(resource, stamp);
}

/** Whether `close()` of timers is followed. */
let closing = false;

/** No event of `resource` comes any more. */
function ends(resource: object): void {
  const stamp = resourceStamps.get(resource);
  if (stamp !== undefined && stamp.earlier !== EMPTY_CLOCK) noteStop(here(), stamp.earlier);
}

/** Servers by their async ids, the latest. */
const servers = new Map<number, ResourceStamp>();
const MAX_SERVERS = 1024;

function noteServer(id: number, server: ResourceStamp): void {
  servers.set(id, server);
  if (servers.size <= MAX_SERVERS) return;
  for (const oldest of servers.keys()) {
    servers.delete(oldest);
    break;
  }
}

/** Node makes the socket of a connection outside of all callbacks: it follows from what its server followed from. */
function accept(socket: ResourceStamp, trigger: number): void {
  const server = servers.get(trigger);
  if (server !== undefined) socket.clock = join(socket.clock, join(server.clock, server.earlier));
}

/** Tasks of the resources whose callbacks run now, innermost last; null for a promise's turn. */
const running: (ResourceStamp | null)[] = [];

function onBefore(): void {
  const resource = executionAsyncResource();
  // A promise's turn is announced by V8's own hook (promises.ts).
  if (isPromise(resource)) return;
  const stamp = resourceStamps.get(resource) ?? null;
  running[running.length] = stamp;
  if (stamp === null) {
    enterTurn(null);
    return;
  }
  if (stamp.what === WORDS['Timeout'] || stamp.what === WORDS['Immediate']) endMain();
  if (stamp.what !== TICK && stamp.what !== WORDS['Microtask']) tellStacks();
  const task = new Task(find(stamp.task), stamp.kind, 0, stamp.what, stamp);
  if (stamp.kind === ForkKind.LISTENER) stamp.line = task;
  enterTurn(task);
  if (stamp.what === NODE_TEST) enterNodeTest(task, resource);
  if (stamp.kind === ForkKind.LISTENER) {
    stamp.bare = task.clock;
    acquire(task, stamp.earlier);
  }
  acquireBytes(resource, task);
  emitsFor(resource, stamp.what);
  // A Worker's own event is its end.
  if (stamp.end !== null && stamp.what === LISTENERS['WORKER']) stamp.end.comes(task);
}

/** Senders of one channel that are kept apart. */
const MAX_SENDERS = 64;

/**
 * The event that runs is a message of that thread. To a broadcast channel several threads post: it orders the messages of each,
 * not one thread's with another's.
 */
export function comesFrom(sender: string): void {
  const stamp = running[running.length - 1] ?? null;
  if (stamp === null || stamp.bare === null || stamp.what !== LISTENERS['MESSAGEPORT']) return;
  const { bare, sender: last, senders } = stamp;
  stamp.bare = null;
  stamp.sender = sender;
  if (senders === null) {
    if (last === '' || last === sender) return;
    stamp.senders = new Map([[last, stamp.earlier]]);
  }
  const task = here();
  task.clock = join(bare, stamp.senders?.get(sender) ?? EMPTY_CLOCK);
}

function endEvent(stamp: ResourceStamp, clock: TaskClock): void {
  const { senders, sender } = stamp;
  if (senders === null) {
    stamp.earlier = clock;
    return;
  }
  stamp.earlier = join(stamp.earlier, clock);
  senders.set(sender, clock);
  if (senders.size > MAX_SENDERS) senders.delete(senders.keys().next().value!);
}

function onAfter(): void {
  const resource = executionAsyncResource();
  if (isPromise(resource)) return;
  const stamp = running.pop() ?? null;
  if (stamp !== null && stamp.kind === ForkKind.LISTENER) {
    const task = here();
    endEvent(stamp, release(task));
    if (stamp.end !== null && task.origin !== null) nameThread(task.origin, stamp.end);
  }
  leaveTurn();
}

/** Starts to follow callbacks. */
export function trackResources(): void {
  const hooks = {
    init(id: number, type: string, trigger: number, resource: object): void {
      try {
        operationBegins(id, type);
        onInit(id, type, trigger, resource);
      } catch (error) {
        tasksFailed(error);
      }
    },
    before(id: number): void {
      try {
        operationEnds(id);
        onBefore();
      } catch (error) {
        tasksFailed(error);
      }
    },
    after(): void {
      try {
        onAfter();
      } catch (error) {
        tasksFailed(error);
      }
    },
    trackPromises: false,
  };
  createHook(hooks).enable();
  trackClearing(ends);
  if (Number(process.versions.node.split('.', 1)[0]) < 24) dropForeignPromiseHooks();
}
