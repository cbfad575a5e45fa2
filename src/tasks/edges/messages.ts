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
import { acquire, clockwork, release } from '../task.ts';
import type { TestFact } from '../../facts/types.ts';
import { watching } from '../watching.ts';

/** Numbers a thread passes on, the latest it heard. */
const MAX_HEARD = 16;
/** Clocks a thread keeps under their numbers. */
const MAX_SENT = 512;

const self = `${process.pid}.${threadId}`;
const sent = new Map<number, TaskClock>();
let lastSent = 0;
/** Pairs of thread and number, newest last. */
let heard: Heard[] = [];
type Heard = readonly [thread: string, number: number, test?: TestFact];

/** What goes along with a message. */
interface Extra {
  readonly heard: typeof heard;
  /** The stores in the payload, which the other thread gets clones of (copies.ts). */
  readonly copies: ReturnType<typeof sendCopies>;
}

function send(payload: unknown): Extra {
  const copies = sendCopies(payload);
  const test = currentTest();
  const from = (number: number): Heard => (test === null ? [self, number] : [self, number, test]);
  if (!watching.begun) return { heard: [...heard, from(0)], copies };
  const number = ++lastSent;
  sent.set(number, release(here()));
  clockwork.time++;
  sent.delete(number - MAX_SENT);
  return { heard: [...heard, from(number)], copies };
}

/** Runs the delivery of a message that brought `extra`. */
function deliver(extra: unknown, run: () => void): void {
  const given = extra as Extra | undefined;
  if (given !== undefined) {
    const [sender, , test] = given.heard.at(-1) ?? [];
    if (test !== undefined) {
      const task = here();
      if (task !== mainTask) task.test = test;
      testBegins(test);
    }
    if (sender !== undefined && sender !== self && watching.begun) here().origin = sender;
    for (const [thread, number] of given.heard) {
      if (thread !== self) {
        if (number !== 0) heard.push([thread, number]);
      } else if (watching.begun) {
        const clock = sent.get(number);
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
