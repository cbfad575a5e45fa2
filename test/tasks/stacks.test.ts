// What a stack keeps alive: everything on it until it is text, nothing afterwards.
import { setImmediate as nextCallback } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { noteSite, stackAt, tellStacks } from '../../src/tasks/stacks.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

class Receiver {
  visits(site: number): WeakRef<this> {
    noteSite(site, 1);
    return new WeakRef(this);
  }
}

function first(site: number, moment: number): void {
  noteSite(site, moment);
}
function second(site: number, moment: number): void {
  noteSite(site, moment);
}

test('each of the first visits of a site has its own stack', () => {
  first(1001, 7);
  second(1001, 9);
  expect(stackAt(1001, 7)).toMatchObject({ exact: true, text: expect.stringContaining('at first') });
  expect(stackAt(1001, 9)).toMatchObject({ exact: true, text: expect.stringContaining('at second') });
  expect(stackAt(1002, 7)).toBeUndefined();
});

test('another visit is shown with the stack of the last one before it, and said to be', () => {
  first(1004, 7);
  second(1004, 9);
  expect(stackAt(1004, 8)).toMatchObject({ exact: false, text: expect.stringContaining('at first') });
  expect(stackAt(1004, 11)).toMatchObject({ exact: false, text: expect.stringContaining('at second') });
  expect(stackAt(1004, 3)).toMatchObject({ exact: false, text: expect.stringContaining('at first') });
});

test('five visits of many have a stack: two of the first turn, then those whose number is a power of two', () => {
  const visit = (from: number, to: number): void => {
    for (let moment = from; moment <= to; moment++) noteSite(1005, moment);
  };
  const exact = (to: number): number[] =>
    Array.from({ length: to }, (_, i) => i + 1).filter((moment) => stackAt(1005, moment)!.exact);
  visit(1, 3);
  expect(exact(3)).toEqual([1, 2]);
  visit(4, 100);
  expect(exact(100)).toEqual([1, 2, 8, 16, 64]);
});

test('nothing that was on a stack is kept once it is text', async () => {
  const receiver = new Receiver().visits(1003);
  tellStacks();
  await nextCallback();
  collect();
  expect(receiver.deref()).toBeUndefined();
  expect(stackAt(1003, 1)?.text).toContain('Receiver.visits');
});

test('few stacks wait to be text', async () => {
  const first = new Receiver().visits(2000);
  for (let site = 2001; site < 2100; site++) noteSite(site, 1);
  await nextCallback();
  collect();
  expect(first.deref()).toBeUndefined();
});
