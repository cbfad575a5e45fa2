import { describe, expect, it } from 'vitest';
import { lock, unlock } from '../../src/threads/spin-lock.ts';

describe('a lock in shared memory', () => {
  it('is free after unlock by its owner only', () => {
    const words = new Int32Array(new SharedArrayBuffer(4));
    lock(words, 0, 3);
    unlock(words, 0, 4);
    expect(words[0]).toBe(3);
    unlock(words, 0, 3);
    expect(words[0]).toBe(0);
  });

  it('is taken over from an owner that does not move, so that the program goes on', () => {
    const words = new Int32Array(new SharedArrayBuffer(4));
    words[0] = 200; // A live slot's number: only time can free it.
    const start = performance.now();
    lock(words, 0, 3);
    expect(words[0]).toBe(3);
    expect(performance.now() - start).toBeGreaterThan(900);
    unlock(words, 0, 200);
    expect(words[0]).toBe(3);
  });
});
