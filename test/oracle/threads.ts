// The definitions of the threads engine, written plainly: every event has a full vector clock, every pair of accesses is
// compared. No cells, no epochs, no slots: threads are numbered and never end.

/** What happens, in the order in which it happens. */
export type Event =
  | {
      readonly kind: 'access';
      readonly thread: number;
      readonly from: number;
      readonly width: number;
      readonly write: boolean;
    }
  | {
      readonly kind: 'load' | 'store' | 'update';
      readonly thread: number;
      readonly from: number;
      readonly width: number;
    }
  | { readonly kind: 'fork' | 'join'; readonly thread: number; readonly other: number }
  | { readonly kind: 'send' | 'receive'; readonly thread: number; readonly message: number };

interface Touch {
  readonly event: number;
  readonly thread: number;
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly write: boolean;
  readonly atomic: boolean;
}

/** Two accesses, by the numbers of their events, and the bytes they share. */
export interface RacyPair {
  readonly first: number;
  readonly second: number;
  readonly from: number;
  readonly to: number;
}

type Clock = Map<number, number>;

const join = (into: Clock, other: Clock | undefined): void => {
  for (const [thread, time] of other ?? []) into.set(thread, Math.max(time, into.get(thread) ?? 0));
};

/** All pairs of accesses that are a data race of the ECMAScript memory model, given the order of the atomics. */
export function racyPairs(events: readonly Event[]): RacyPair[] {
  const clocks = new Map<number, Clock>();
  const locations = new Map<string, Clock>();
  const messages = new Map<number, Clock>();
  const touches: Touch[] = [];
  const pairs: RacyPair[] = [];
  const clockOf = (thread: number): Clock => {
    let clock = clocks.get(thread);
    if (clock === undefined) clocks.set(thread, (clock = new Map()));
    return clock;
  };

  events.forEach((event, number) => {
    const clock = clockOf(event.thread);
    // Acquire comes before the access of the same operation, release after it.
    if (event.kind === 'receive') join(clock, messages.get(event.message));
    if (event.kind === 'join') join(clock, clockOf(event.other));
    if (event.kind === 'load' || event.kind === 'update')
      join(clock, locations.get(`${event.from}+${event.width}`));
    const time = (clock.get(event.thread) ?? 0) + 1;
    clock.set(event.thread, time);

    if ('from' in event) {
      const touch: Touch = {
        event: number,
        thread: event.thread,
        time,
        from: event.from,
        to: event.from + event.width,
        write: event.kind === 'access' ? event.write : event.kind !== 'load',
        atomic: event.kind !== 'access',
      };
      for (const earlier of touches) {
        const from = Math.max(earlier.from, touch.from);
        const to = Math.min(earlier.to, touch.to);
        const overlap = from < to;
        const conflict = earlier.write || touch.write;
        const synchronised =
          earlier.atomic && touch.atomic && earlier.from === touch.from && earlier.to === touch.to;
        const ordered = (clock.get(earlier.thread) ?? 0) >= earlier.time;
        if (overlap && conflict && !synchronised && !ordered) {
          pairs.push({ first: earlier.event, second: number, from, to });
        }
      }
      touches.push(touch);
    }

    if (event.kind === 'send') messages.set(event.message, new Map(clock));
    if (event.kind === 'fork') join(clockOf(event.other), clock);
    if (event.kind === 'store') locations.set(`${event.from}+${event.width}`, new Map(clock));
    if (event.kind === 'update') {
      const merged = new Map(locations.get(`${event.from}+${event.width}`));
      join(merged, clock);
      locations.set(`${event.from}+${event.width}`, merged);
    }
  });
  return pairs;
}
