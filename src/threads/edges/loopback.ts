// [bytes written to a TCP connection, and its end → the data and end that the other end receives] where both are threads of
// this process: a server in a worker that answers when it has filled shared memory. A connection is known by its two ports.
// What was sent and has not been read yet counts as read: an order too many.
// LIMIT: not of pipes (Unix domain sockets) and datagrams, and not without the tasks engine.
import { onBytes } from '../../hooks/loopback-bytes.ts';
import { C_SHARED, PORTS, control, sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin } from '../thread.ts';

const { load, or } = Atomics;

/** Directions of connections whose hashes are equal modulo this share a clock, which adds order at most. */
const CLOCKS = 1024;

function variableOfDirection(from: number, to: number): number {
  const hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b);
  return variableOf((hash >>> 8) % CLOCKS, placeOf(0, 2, NAME));
}

/** Starts to follow connections, once the program makes or accepts one. */
export function followConnections(): void {
  onBytes({
    isWanted: () => control[C_SHARED] !== 0,
    sent(from, to) {
      or(control, PORTS + (from >> 5), 1 << (from & 31));
      const variable = variableOfDirection(from, to);
      lockVariable(variable);
      releaseJoin(sync, clockAt(variable));
      unlockVariable(variable);
    },
    received(from, to) {
      if ((load(control, PORTS + (from >> 5)) & (1 << (from & 31))) === 0) return; // Of another process.
      const variable = variableOfDirection(from, to);
      lockVariable(variable);
      acquireFrom(sync, clockAt(variable), Means.MESSAGE);
      unlockVariable(variable);
    },
  });
}
