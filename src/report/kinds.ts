// What each kind of race is, in a paragraph: `racewire explain`, and the rules' help in SARIF.
import type { RaceKind } from '../facts/types.ts';

export interface KindText {
  readonly title: string;
  readonly what: string;
  readonly typical: string;
  readonly fixes: readonly string[];
}

export const KIND_TEXTS: { readonly [K in RaceKind]: KindText } = {
  'data-race': {
    title: 'Two threads touch the same bytes without order',
    what: 'Two threads accessed overlapping bytes of shared memory, at least one wrote, at least one was not an Atomics operation, and no message, lock or Atomics operation orders them. The values that a program reads then depend on timing; ECMAScript even allows torn values.',
    typical: 'An Int32Array over a SharedArrayBuffer that two workers count in with `counter[0]++`.',
    fixes: [
      'Use Atomics (`Atomics.add(counter, 0, 1)`) in all threads.',
      'Let one thread write, and send a message before another one reads.',
      'Guard both with a lock made of Atomics.compareExchange and Atomics.wait.',
    ],
  },
  'lost-update': {
    title: 'A write based on a read that is stale by then',
    what: 'A task read a value, suspended (an await), and wrote the same place in a later turn without looking again, while another task wrote it in between, or could have. One of the two updates is lost, or work is done twice.',
    typical: '`if (!cache.has(key)) cache.set(key, await load(key))`: two calls both miss, and both load.',
    fixes: [
      'Store the promise in the same turn as the test, before the first await.',
      'Read again after the await, in the turn of the write.',
      'Run the whole step under a lock or in a queue.',
    ],
  },
  'clobbered-write': {
    title: 'A shared variable that each call believes its own',
    what: 'A task wrote a place, suspended, and read it again; another task, running the same code, stored another value in between.',
    typical: 'A module-level `currentUser` that is set at the start of a request and read after an await.',
    fixes: [
      'Keep the value in a local variable or pass it on.',
      'Use AsyncLocalStorage for what belongs to a request.',
    ],
  },
  'stale-iteration': {
    title: 'A collection changed while it is walked across an await',
    what: 'A task iterates over a Map, Set or object with a suspension inside the loop; another task inserts or deletes meanwhile. The walk misses entries or visits new ones.',
    typical: '`for (const [id, session] of sessions) { await session.close() }` while requests add sessions.',
    fixes: ['Iterate over a copy: `for (const e of [...map])`.', 'Do not suspend inside the loop.'],
  },
  'order-race': {
    title: 'The last write wins, and nothing says which is last',
    what: 'Two writes of different values to one place, from handlers or tasks that nothing orders.',
    typical: 'Two searches in flight; the answer of the older one arrives last and is shown.',
    fixes: [
      'Number the requests and drop answers that are not the newest.',
      'Abort the older request before starting a new one.',
    ],
  },
  'diverged-copy': {
    title: 'Two copies that were believed to be one',
    what: 'A Map or object was sent to another thread, which makes a copy, and both copies were then changed.',
    typical: 'A Map in workerData that the worker fills and the main thread reads.',
    fixes: [
      'Let one thread own it and send changes as messages.',
      'Put the data into a SharedArrayBuffer, with Atomics.',
    ],
  },
};
