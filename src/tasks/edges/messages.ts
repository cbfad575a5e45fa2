// A message that comes back: what a task did before it posted a message happens before the handler of the answer.
//
// Clocks of tasks mean nothing in another thread, so a message carries a number instead, under which the sender keeps
// its clock; whoever handles it sends the numbers it heard lately along with its own messages, and the number's owner
// acquires that clock when it hears it again. Numbers heard by unrelated handlers of the other thread are sent, too: an
// edge too many, never one too few. The last pair names the sender, which tells handlers of two threads' messages apart.
import { threadId } from 'node:worker_threads';
import process from 'node:process';
import type { TaskClock } from '../../clock/task-clock.ts';
import { onMessage } from '../../hooks/messages.ts';
import { receiveCopies, sendCopies } from '../copies.ts';
import { here, mainTask } from '../current.ts';
import { currentTest, testBegins } from '../../hooks/current-test.ts';
import { comesFrom } from '../resources.ts';
import { acquire, clockwork, release } from '../task.ts';
import type { TestFact } from '../../facts/types.ts';
import { watching } from '../watching.ts';

/** Numbers a thread passes on, the latest it heard. */
const MAX_HEARD = 16;
/** Clocks a thread keeps under their numbers. */
const MAX_SENT = 512;

const self = `${process.pid}.${threadId}`;
/** What stands between a thread and its number. */
const OF = '#';
const own = `${self}${OF}`;
const sent = new Map<number, TaskClock>();
let lastSent = 0;
/** Pairs of thread and number, newest last: texts, because one text is cloned much faster than a list of lists. */
let heard: string[] = [];

/** What goes along with a message. */
interface Extra {
  /** Pairs with spaces in between, the sender's last. */
  readonly heard: string;
  /** The test that the sender belongs to. */
  readonly test?: TestFact;
  /** The stores in the payload, which the other thread gets clones of (copies.ts). */
  readonly copies: ReturnType<typeof sendCopies>;
}

function send(payload: unknown): Extra {
  const copies = sendCopies(payload);
  const test = currentTest();
  let number = 0;
  if (watching.begun) {
    number = ++lastSent;
    sent.set(number, release(here()));
    clockwork.time++;
    sent.delete(number - MAX_SENT);
  }
  const pairs = heard.length === 0 ? `${own}${number}` : `${heard.join(' ')} ${own}${number}`;
  return test === null ? { heard: pairs, copies } : { heard: pairs, test, copies };
}

/** Runs the delivery of a message that brought `extra`. */
function deliver(extra: unknown, run: () => void): void {
  const given = extra as Extra | undefined;
  if (given !== undefined) {
    const { test } = given;
    if (test !== undefined) {
      const task = here();
      if (task !== mainTask) task.test = test;
      testBegins(test);
    }
    const pairs = given.heard.split(' ');
    const sender = pairs[pairs.length - 1]!;
    if (watching.begun) {
      const thread = sender.slice(0, sender.indexOf(OF));
      comesFrom(thread);
      if (thread !== self) here().origin = thread;
    }
    for (const pair of pairs) {
      if (!pair.startsWith(own)) {
        if (!pair.endsWith(`${OF}0`)) heard.push(pair);
      } else if (watching.begun) {
        const clock = sent.get(+pair.slice(own.length));
        if (clock !== undefined) acquire(here(), clock);
      }
    }
    if (heard.length > MAX_HEARD) heard = heard.slice(-MAX_HEARD);
    if (given.copies !== undefined) receiveCopies(given.copies);
  }
  run();
}

/** Starts to follow messages between threads. */
export function trackMessages(): void {
  onMessage({ send, deliver });
}
