// Which test the running code works for. Known to the tasks engine, which follows who acts on behalf of whom; asked by the
// threads engine, too, and by whoever starts a worker, a child process or sends a message.
import type { TestFact } from '../facts/types.ts';

/** What belongs to no task: the test that started this process or worker. */
export const surroundings: { test: TestFact | null } = { test: null };

let ask: () => TestFact | null = () => surroundings.test;
const begun: ((test: TestFact | null) => void)[] = [];

/** The test on whose behalf code runs now, or null. */
export function currentTest(): TestFact | null {
  return ask();
}

/** Sets who knows it. */
export function answerCurrentTest(answer: () => TestFact | null): void {
  ask = answer;
}

/** Calls `listener` whenever the code that begins to run is another test's. */
export function onTestBegin(listener: (test: TestFact | null) => void): void {
  begun.push(listener);
}

let last: string | undefined;

/** The code that begins to run works for `test`. */
export function testBegins(test: TestFact | null): void {
  if (last === test?.id) return;
  last = test?.id;
  for (const listener of begun) listener(test);
}
