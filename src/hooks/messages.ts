// One registry for what travels with a message between threads besides the clock of the threads engine, so that both
// engines put their edges into the same envelope.

/** An engine's part in messages. All of its functions must be quick and must not throw. */
export interface MessageListener {
  /**
   * Called in the sending thread, at postMessage: a cloneable value, or undefined for nothing. It may refer to objects of
   * `payload`: the receiver finds the clones of those in what it gets.
   */
  send(payload: unknown): unknown;
  /** Called in the receiving thread with what send() returned (undefined: nothing); must call `run` exactly once. */
  deliver(extra: unknown, run: () => void): void;
}

let listener: MessageListener | undefined;

/** Registers the tasks engine's part; at most one. */
export function onMessage(part: MessageListener): void {
  listener = part;
}

/** What goes along with the message `payload` that is being sent now. */
export function extraToSend(payload: unknown): unknown {
  return listener === undefined ? undefined : listener.send(payload);
}

/** Whether somebody wants to run deliveries. */
export function hasMessageListener(): boolean {
  return listener !== undefined;
}

/** Runs the delivery of a message that brought `extra`. */
export function deliver(extra: unknown, run: () => void): void {
  if (listener === undefined) run();
  else listener.deliver(extra, run);
}
