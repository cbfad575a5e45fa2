// A message between processes that comes back: what was done before `send` happens before the handler of each message that
// the other process sent once it had heard that one. How many it had heard when it sent its n-th message it tells in a file
// of the run (facts/tally.ts). Where the other end is not part of the run, it is taken to have heard all that was sent on the
// channel: an edge too many, never one too few.
//
// The messages of one channel come in their order, and which of two processes' messages comes first nobody decides: the
// sender is the handler's origin (rules/order-race.ts), the end of the process that of a thread (thread-ends.ts).
import process from 'node:process';
import { EMPTY_CLOCK, join, type TaskClock } from '../../clock/task-clock.ts';
import { Tally } from '../../facts/tally.ts';
import { patchChildProcess } from '../../hooks/child-process.ts';
import { registerNative } from '../../hooks/natives.ts';
import { ReflectApply, ReflectGetOwnPropertyDescriptor } from '../../hooks/primordials.ts';
import { here } from '../current.ts';
import { acquire, clockwork, release, TICK } from '../task.ts';
import { watching } from '../watching.ts';
import { nameThread, ThreadEnd } from './thread-ends.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

/** Clocks of messages kept a channel; of older ones the oldest that is kept stands in. */
const MAX_SENT = 512;

/** What Node keeps to itself: those messages are nobody's 'message'. */
function isInternal(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const cmd: unknown = ReflectGetOwnPropertyDescriptor(message, 'cmd')?.value;
  return typeof cmd === 'string' && cmd.startsWith('NODE_');
}

/** This process's end of a channel. */
class Channel {
  /** The thread at the other end, as reports name it. */
  private readonly origin: string;
  private readonly directory: string;
  private readonly names: readonly [out: string, in_: string];
  private readonly end = new ThreadEnd();
  private sent = 0;
  private heard = 0;
  /** What this process had done before its n-th message, and before those ahead of it, by n. */
  private readonly clocks = new Map<number, TaskClock>();
  private all: TaskClock = EMPTY_CLOCK;
  /** What the handlers of the messages had done, each in its turn. */
  private handled: TaskClock = EMPTY_CLOCK;
  private out: Tally | undefined;
  private in_: Tally | undefined;

  /** @param child - the process that was forked: the one at the other end, or this one */
  constructor(directory: string, child: number, isChild: boolean) {
    this.directory = directory;
    this.origin = `${isChild ? process.ppid : child}.0`;
    this.names = isChild ? [`${child}.up`, `${child}.down`] : [`${child}.down`, `${child}.up`];
  }

  /** A message is about to be sent. */
  sends(): void {
    this.out ??= new Tally(this.directory, this.names[0], 'w');
    this.out.tell(this.sent, this.heard);
    this.sent++;
    if (watching.begun) {
      this.all = join(this.all, release(here()));
      clockwork.time++;
    }
    this.clocks.set(this.sent, this.all);
    this.clocks.delete(this.sent - MAX_SENT);
  }

  /** It could not be sent. */
  fails(): void {
    this.clocks.delete(this.sent--);
  }

  /** A message is heard by what `run` calls. */
  hears(run: () => unknown): unknown {
    this.in_ ??= new Tally(this.directory, this.names[1], 'r');
    const told = this.in_.read(this.heard++);
    if (!watching.begun) return run();
    const task = here();
    if (task.what !== TICK) return run(); // Emitted by the program.
    if (told !== 0) acquire(task, this.clockOf(told));
    acquire(task, this.handled);
    task.origin = this.origin;
    nameThread(this.origin, this.end);
    try {
      return run();
    } finally {
      this.handled = join(this.handled, release(task));
    }
  }

  private clockOf(told: number): TaskClock {
    if (told < 0) return this.all;
    const clock = this.clocks.get(told);
    if (clock !== undefined) return clock;
    for (const oldest of this.clocks.values()) return oldest;
    return this.all;
  }

  /** The other process has ended, or the channel. */
  ends(event: unknown): void {
    if (watching.begun && this.end.moments.length < 2) this.end.comes(here());
    if (event !== 'disconnect') return;
    this.out?.close();
    this.in_?.close();
  }
}

const channels = new WeakMap<object, Channel>();
const channelOf = channels.get.bind(channels);

function replace(host: object, name: string, make: (original: Method) => Method): void {
  const own = ReflectGetOwnPropertyDescriptor(host, name);
  const original = (host as Record<string, unknown>)[name] as Method;
  if (typeof original !== 'function' || own?.configurable === false) return;
  Reflect.defineProperty(host, name, {
    value: registerNative(make(original), original),
    writable: true,
    configurable: true,
    enumerable: own?.enumerable ?? false,
  });
}

/** `target` has a channel: follows what is sent on it. */
function open(target: object, channel: Channel): void {
  channels.set(target, channel);
  replace(
    target,
    'send',
    (original) =>
      ({
        send(this: object, ...args: unknown[]): unknown {
          const [message] = args;
          const open = ReflectGetOwnPropertyDescriptor(target, 'connected')?.value !== false;
          if (this !== target || !open || message === undefined || isInternal(message))
            return ReflectApply(original, this, args);
          channel.sends();
          let sent = false;
          try {
            const result = ReflectApply(original, this, args);
            sent = true;
            return result;
          } finally {
            // Not caught: Node shows the line that an error was thrown from, or thrown again.
            if (!sent) channel.fails();
          }
        },
      }).send,
  );
}

function followEvents(host: object): void {
  replace(
    host,
    'emit',
    (original) =>
      ({
        emit(this: object, ...args: unknown[]): unknown {
          const [event] = args;
          if (event === 'message' || event === 'exit' || event === 'disconnect') {
            const channel = channelOf(this);
            if (channel !== undefined) {
              if (event === 'message') return channel.hears(() => ReflectApply(original, this, args));
              channel.ends(event);
            }
          }
          return ReflectApply(original, this, args);
        },
      }).emit,
  );
}

/**
 * Starts to follow messages between processes.
 * @param directory - of the run's facts
 */
export function trackProcesses(directory: string): void {
  patchChildProcess(({ ChildProcess }) => {
    const prototype = ChildProcess.prototype as unknown as Record<string, Method>;
    replace(
      prototype,
      'spawn',
      (original) =>
        ({
          spawn(this: object, ...args: unknown[]): unknown {
            const result = ReflectApply(original, this, args);
            const pid: unknown = ReflectGetOwnPropertyDescriptor(this, 'pid')?.value;
            if (typeof pid === 'number' && ReflectGetOwnPropertyDescriptor(this, 'send') !== undefined)
              open(this, new Channel(directory, pid, false));
            return result;
          },
        }).spawn,
    );
    followEvents(prototype);
  });
  if (typeof process.send !== 'function') return;
  open(process, new Channel(directory, process.pid, true));
  followEvents(process);
}
