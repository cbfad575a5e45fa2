// Bytes are an edge: where both ends of a TCP connection lie in this thread (a test's HTTP client and its server), what
// was done before a write happens before what the receiving end does with the data. Per connection and direction.
//
// The threads engine hears of them, too: between two threads they order what it watches.
//
// A connection is known by its two ports; the receiving side of an event is found through the async resource whose
// callback runs: the TCP handle itself, or the HTTP parser that took the handle over. What a server does with a request it
// does for the test that sent it, whoever has started the server.
import type * as Net from 'node:net';
import { EMPTY_CLOCK, join, type TaskClock } from '../../clock/task-clock.ts';
import { getBuiltinModule } from '../../facts/built-in-modules.ts';
import type { TestFact } from '../../facts/types.ts';
import { testBegins } from '../../hooks/current-test.ts';
import { bytesPart } from '../../hooks/loopback-bytes.ts';
import { registerNative } from '../../hooks/natives.ts';
import { ReflectApply } from '../../hooks/primordials.ts';
import { here } from '../current.ts';
import { acquire, clockwork, release, type Task } from '../task.ts';
import { watching } from '../watching.ts';
import { trackServerClose } from './server-close.ts';

/** Directions remembered; the oldest is forgotten first. */
const MAX_CHANNELS = 4096;

/** An end of a connection. */
interface End {
  readonly _handle?: Handle | null;
  /** Of the end that accepted the connection. */
  readonly server?: object | null;
}

/** What Node keeps of a connection. Its own getters (`remotePort`) would remember their answer, and go on giving it. */
interface Handle {
  getsockname?(name: Partial<Name>): number;
  getpeername?(name: Partial<Name>): number;
}

interface Name {
  readonly address: string;
  readonly port: number;
}

/** The names of a connection's two ends. */
interface Ends {
  readonly handle: Handle;
  readonly local: Name;
  readonly remote: Name;
}

const ends = new WeakMap<object, Ends>();

/** The ends of a connection; also once it is closed, where anybody asked before. */
function endsOf(socket: End): Ends | undefined {
  const handle = socket._handle;
  const known = ends.get(socket);
  if (handle == null || known?.handle === handle) return known;
  if (typeof handle.getsockname !== 'function' || typeof handle.getpeername !== 'function') return undefined;
  const local: Partial<Name> = {};
  const remote: Partial<Name> = {};
  if (handle.getsockname(local) !== 0 || handle.getpeername(remote) !== 0) return undefined;
  const named: Ends = { handle, local: local as Name, remote: remote as Name };
  ends.set(socket, named);
  return named;
}

/** One direction of a connection: what its sender has done, and for which test. */
interface Channel {
  clock: TaskClock;
  test: TestFact | null;
}

const channels = new Map<string, Channel>();

/** Whether this thread makes connections itself: a server whose clients are all elsewhere orders no tasks of it. */
let connects = false;

/** The bytes that this end of a connection sends happen after what the running task, and this thread, did so far. */
function releaseBytes(socket: End): void {
  const isToldOthers = bytesPart.isWanted();
  if (!connects && !isToldOthers) return;
  const named = endsOf(socket);
  if (named === undefined) return;
  const { local, remote } = named;
  // The other end is on another machine.
  if (local.address !== remote.address) return;
  if (isToldOthers) bytesPart.sent(local.port, remote.port);
  if (!connects) return;
  const name = `${local.port}>${remote.port}`;
  const known = channels.get(name);
  if (known === undefined && channels.size >= MAX_CHANNELS) {
    for (const oldest of channels.keys()) {
      channels.delete(oldest);
      break;
    }
  }
  const sender = here();
  const clock = join(known?.clock ?? EMPTY_CLOCK, release(sender));
  if (known === undefined) channels.set(name, { clock, test: sender.test });
  else {
    known.clock = clock;
    known.test = sender.test;
  }
  clockwork.time++;
}

/** An event of `resource` runs as `task`: if it delivers bytes of a connection, their sender's work happens before it. */
export function acquireBytes(resource: object, task: Task): void {
  const isToldOthers = bytesPart.isWanted();
  if (channels.size === 0 && !isToldOthers) return;
  const socket = socketOf(resource);
  if (socket === undefined) return;
  const named = endsOf(socket);
  if (named === undefined) return;
  if (isToldOthers) bytesPart.received(named.remote.port, named.local.port);
  const channel = channels.get(`${named.remote.port}>${named.local.port}`);
  if (channel === undefined) return;
  acquire(task, channel.clock);
  if (channel.test === null || socket.server == null) return;
  task.test = channel.test;
  testBegins(channel.test);
}

/** Node's private name for the JavaScript object of a handle. */
let ownerSymbol: symbol | undefined;
/** net.Socket, once the program makes connections: loading it at start-up would cost every program some ms. */
let Socket: typeof Net.Socket | undefined;

function socketOf(resource: object): End | undefined {
  const { socket, req } = resource as { socket?: End; req?: { socket?: End } };
  if (socket != null) return socket;
  if (req?.socket != null) return req.socket;
  ownerSymbol ??= Object.getOwnPropertySymbols(resource).find(
    (symbol) => symbol.description === 'owner_symbol',
  );
  if (ownerSymbol === undefined) return undefined;
  const owner = (resource as Record<symbol, unknown>)[ownerSymbol];
  return Socket !== undefined && owner instanceof Socket ? (owner as unknown as End) : undefined;
}

/** Starts to follow what is written to connections; called when this thread makes, or accepts, its first one. */
export function trackBytes(): void {
  if (Socket !== undefined) return;
  ({ Socket } = getBuiltinModule('node:net') as typeof Net);
  // What the other end is told: bytes, and that there will be no more.
  for (const name of ['_writeGeneric', '_final', '_destroy'])
    before(Socket.prototype as never, name, releaseBytes);
}

/**
 * Starts to follow connections between two tasks; called when this thread makes its first one: a server whose clients are all
 * elsewhere has nothing to follow (10 of 53 µs that the engine spent on a request of an express server).
 * @param ends - told of the handle of each socket that is destroyed
 */
export function trackLoopback(ends: (handle: object) => void): void {
  if (connects) return;
  connects = true;
  const net = getBuiltinModule('node:net') as typeof Net;
  trackBytes();
  trackServerClose(net.Server.prototype);
  before(net.Socket.prototype as never, '_destroy', (socket) => {
    if (socket._handle != null) ends(socket._handle);
  });
}

function before(
  prototype: Record<string, (...args: unknown[]) => unknown>,
  name: string,
  note: (socket: End) => void,
): void {
  const original = prototype[name];
  if (typeof original !== 'function') return;
  const { [name]: wrapper } = {
    [name](this: End, ...args: unknown[]): unknown {
      if (watching.begun) note(this);
      return ReflectApply(original, this, args);
    },
  };
  prototype[name] = registerNative(wrapper!, original);
}
