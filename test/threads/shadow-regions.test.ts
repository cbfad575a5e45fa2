import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { adopt, describe as describeBuffer, infoOf, watch } from '../../src/threads/buffers.ts';
import { arena } from '../../src/threads/memory.ts';
import { isTaken, takeRegion } from '../../src/threads/shadow-regions.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function collected(until: () => boolean): Promise<void> {
  for (let n = 0; n < 50 && !until(); n++) {
    collect();
    await new Promise((done) => setTimeout(done, 5));
  }
}

describe('shadow of a buffer', () => {
  it('is given back when the last object over the memory is gone, and clean when it is used again', async () => {
    let region = -1;
    (() => {
      const info = watch(new SharedArrayBuffer(1008))!;
      region = info.region;
      arena.fill(7, info.base, info.base + 1008);
    })();
    expect(isTaken(region)).toBe(true);
    await collected(() => !isTaken(region));
    expect(isTaken(region)).toBe(false);
    const again = watch(new SharedArrayBuffer(1008))!;
    expect(again.region).toBe(region);
    expect(arena.subarray(again.base, again.base + 1008).every((word) => word === 0)).toBe(true);
  });

  it('stays while a message carries the memory, and goes when its receiver has dropped it', async () => {
    let region = -1;
    let entry: unknown;
    (() => {
      const { object, ...rest } = describeBuffer(new SharedArrayBuffer(2000))!;
      region = rest.region;
      entry = rest;
      void object;
    })();
    for (let n = 0; n < 5; n++) await collected(() => true);
    collect();
    await new Promise((done) => setTimeout(done, 20));
    expect(isTaken(region)).toBe(true);
    (() => adopt([{ ...(entry as object), object: new SharedArrayBuffer(2000) } as never], true))();
    await collected(() => !isTaken(region));
    expect(isTaken(region)).toBe(false);
  });

  it('is the same for all objects over one memory', () => {
    const memory = new SharedArrayBuffer(64);
    const entry = describeBuffer(memory)!;
    const other = new SharedArrayBuffer(64);
    adopt([{ ...entry, object: other }], true);
    expect(infoOf(other)).toBe(infoOf(memory));
  });

  it('is not there beyond the limit', () => {
    expect(takeRegion(8 * 1024 ** 3)).toBe(-1);
  });
});
