import { describe, expect, it } from 'vitest';
import { clockwork, type Holding } from '../../src/tasks/task.ts';
import { noteWrite } from '../../src/tasks/turn-record.ts';
import { call, root, turn } from './scene.ts';

const FLAG = 7;
const spans = (held: readonly Holding[]): number[][] => held.map(({ from, until }) => [from, until]);

describe('a flag', () => {
  it('is held from a tested turn of it until the turn back', () => {
    const task = call(root());
    const from = clockwork.turn;
    turn(() => noteWrite(FLAG, task, true, true, true));
    turn(() => noteWrite(FLAG, task, false, true, false));
    expect(spans(task.held)).toEqual([[from, from + 1]]);
  });

  it('is held anew by who turns it the same way again, as somebody else had turned it back', () => {
    const task = call(root());
    const other = call(root());
    const from = clockwork.turn;
    turn(() => noteWrite(FLAG, task, true, true, true));
    const [first] = task.held;
    turn(() => noteWrite(FLAG, other, false, true, false));
    turn(() => noteWrite(FLAG, task, true, true, true));
    expect(first!.until).toBe(from + 1);
    expect(spans(task.held)).toEqual([[from + 2, 0]]);
  });

  it('is held by who sets it after a test, whatever it had cleared after another one', () => {
    const task = call(root());
    const from = clockwork.turn;
    turn(() => noteWrite(FLAG, task, true, true, false));
    const [first] = task.held;
    turn(() => noteWrite(FLAG, task, true, true, true));
    expect(first!.until).toBe(from + 1);
    expect(spans(task.held)).toEqual([[from + 1, 0]]);
  });

  it('is given back by who clears it after a test', () => {
    const task = call(root());
    const from = clockwork.turn;
    turn(() => noteWrite(FLAG, task, true, true, true));
    turn(() => noteWrite(FLAG, task, true, true, false));
    expect(spans(task.held)).toEqual([[from, from + 1]]);
  });
});
