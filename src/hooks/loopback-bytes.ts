// Bytes between two threads of the process, for the threads engine. Source: the sockets and async_hooks, as the tasks engine
// follows them (tasks/edges/loopback.ts).

/** The threads engine's part in connections whose ends are on this machine. Each end is known by its port. */
export interface BytesPart {
  /** Whether there is anything to order: this thread shares memory with others. */
  isWanted(): boolean;
  /** This thread writes to the connection, or ends it. */
  sent(from: number, to: number): void;
  /** This thread is about to hear of what came from the other end, if it is one of this process. */
  received(from: number, to: number): void;
}

/** Nobody's part, until an engine registers its own. */
export let bytesPart: BytesPart = {
  isWanted: () => false,
  sent: () => undefined,
  received: () => undefined,
};

/** Registers an engine's part. */
export function onBytes(part: BytesPart): void {
  bytesPart = part;
}
