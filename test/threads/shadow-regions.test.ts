import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { adopt, describe as describeBuffer, infoOf, watch } from '../../src/threads/buffers.ts';
import { PLANE, addressOfCell, arena, clearCells } from '../../src/threads/memory.ts';
import { PLAIN, WRITE } from '../../src/threads/shadow-cell.ts';
import { accessRange } from '../../src/threads/shadow.ts';
import { baseOf, isTaken, takeRegion } from '../../src/threads/shadow-regions.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

// All words of the cells of `bytes` addresses from `base` on.
function cellsOf(base: number, bytes: number): number[] {
  return [0, 1, 2, 3].flatMap((plane) =>
    Array.from({ length: bytes / 4 }, (_, word) => arena[(base / 4 + word) ^ (plane * PLANE)]!),
  );
}

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
      accessRange(info.base, 0, 1008, PLAIN | WRITE, 7);
    })();
    expect(isTaken(region)).toBe(true);
    expect(cellsOf(baseOf(region), 1008).filter((word) => word !== 0)).toHaveLength(2 * 126);
    await collected(() => !isTaken(region));
    expect(isTaken(region)).toBe(false);
    const again = watch(new SharedArrayBuffer(1008))!;
    expect(again.region).toBe(region);
    expect(cellsOf(again.base, 1008).every((word) => word === 0)).toBe(true);
  });

  it('is its own: clearing it leaves the cells of its neighbours, in each plane', () => {
    const base = baseOf(takeRegion(3 * 24));
    const cells = Array.from({ length: 9 * 4 }, (_, n) => (base / 4 + 2 * (n >> 2)) ^ ((n & 3) * PLANE));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.map(addressOfCell)).toEqual(cells.map((_, n) => base + 8 * (n >> 2)));
    for (const cell of cells) arena[cell] = 1;
    clearCells(base + 24, base + 48);
    expect(cells.filter((cell) => arena[cell] === 0)).toEqual(cells.slice(12, 24));
    clearCells(base, base + 72);
    expect(cells.every((cell) => arena[cell] === 0)).toBe(true);
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
