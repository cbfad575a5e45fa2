// What a stack keeps alive: everything on it until it is text, nothing afterwards.
import { setImmediate as nextCallback } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { knownStack, noteSite, tellStacks } from '../../src/tasks/stacks.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

class Receiver {
  visits(site: number): WeakRef<this> {
    noteSite(site);
    return new WeakRef(this);
  }
}

test('the stack of a site is that of its first visit', () => {
  function second(): void {
    noteSite(1001);
  }
  new Receiver().visits(1001);
  second();
  expect(knownStack(1001)).toContain('Receiver.visits');
  expect(knownStack(1001)).not.toContain('second');
  expect(knownStack(1002)).toBeUndefined();
});

test('nothing that was on a stack is kept once it is text', async () => {
  const receiver = new Receiver().visits(1003);
  tellStacks();
  await nextCallback();
  collect();
  expect(receiver.deref()).toBeUndefined();
  expect(knownStack(1003)).toContain('Receiver.visits');
});

test('few stacks wait to be text', async () => {
  const first = new Receiver().visits(2000);
  for (let site = 2001; site < 2100; site++) noteSite(site);
  await nextCallback();
  collect();
  expect(first.deref()).toBeUndefined();
});
