// Closing a server comes before its 'close' event, which the end of its last connection brings about: whoever calls
// `server.close(done)` has ordered what it did before ahead of `done`.
import type { Server } from 'node:net';
import { EMPTY_CLOCK, join, type TaskClock } from '../../clock/task-clock.ts';
import { registerNative } from '../../hooks/natives.ts';
import { ReflectApply } from '../../hooks/primordials.ts';
import { here } from '../current.ts';
import { acquire, release } from '../task.ts';
import { watching } from '../watching.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

const closed = new WeakMap<object, TaskClock>();

/** Starts to follow servers; called when the first one is made. */
export function trackServerClose(prototype: Server): void {
  before(prototype as never, 'close', (server) => {
    closed.set(server, join(closed.get(server) ?? EMPTY_CLOCK, release(here())));
  });
  // Node calls it when a connection or the server itself has ended; it emits 'close' if that was the last.
  before(prototype as never, '_emitCloseIfDrained', (server) => {
    const clock = closed.get(server);
    if (clock !== undefined) acquire(here(), clock);
  });
}

function before(prototype: Record<string, Method>, name: string, note: (server: object) => void): void {
  const original = prototype[name];
  if (typeof original !== 'function') return;
  const { [name]: wrapper } = {
    [name](this: object, ...args: unknown[]): unknown {
      if (watching.begun) note(this);
      return ReflectApply(original, this, args);
    },
  };
  prototype[name] = registerNative(wrapper!, original);
}
