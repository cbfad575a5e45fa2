import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBuilt } from '../../src/load/compiled-code.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'racewire-code-'));
  file = join(directory, 'runtime.cjs');
  // Two functions that are compiled when they are called.
  writeFileSync(
    file,
    '(function (exports) { exports.twice = function twice(n) { return 2 * n; };' +
      ' exports.thrice = function thrice(n) { return 3 * n; }; })',
  );
});
afterEach(() => rmSync(directory, { recursive: true }));

const load = (sparing = false) => loadBuilt(file, 'build', directory, sparing);
const nameOf = (ran: boolean) =>
  readdirSync(directory).find((entry) => entry.endsWith('.code') && entry.endsWith('.ran.code') === ran);
/** What is kept after the start, or after a program. */
const kept = (ran = false): Buffer | undefined => {
  const name = nameOf(ran);
  return name === undefined ? undefined : readFileSync(join(directory, name));
};

describe('the code that V8 made', () => {
  it('is kept after the start, and again with what a program needed', () => {
    const first = load();
    first.keep(false);
    const afterStart = kept()!;
    const { twice } = first.exports as { twice: (n: number) => number };
    expect(twice(4)).toBe(8);
    first.keep(true);
    const afterProgram = kept(true)!;
    expect(afterProgram.length).toBeGreaterThan(afterStart.length);

    const second = load();
    expect((second.exports as { twice: (n: number) => number }).twice(5)).toBe(10);
    second.keep(false);
    second.keep(true);
    expect(kept(true)).toEqual(afterProgram);
    expect(kept()).toEqual(afterStart);
  });

  it('is kept again by a program that began with that of a start', () => {
    load().keep(false);
    const afterStart = kept()!;
    const second = load();
    second.keep(false);
    expect(kept()).toEqual(afterStart);
    (second.exports as { thrice: (n: number) => number }).thrice(4);
    second.keep(true);
    expect(kept(true)).not.toEqual(afterStart);
  });

  it('is that of the start for who spares the heap, and stays it', () => {
    load().keep(true);
    const spared = load(true);
    spared.keep(false);
    expect(kept()).toBeDefined();
    rmSync(join(directory, nameOf(true)!));
    (spared.exports as { thrice: (n: number) => number }).thrice(4);
    spared.keep(true);
    expect(kept(true)).toBeUndefined();
  });

  it('is kept once of what is loaded once, also of a module that is no function yet', () => {
    writeFileSync(file, "'use strict'; module.exports = { twice: (n) => 2 * n, at: __filename };");
    const first = load();
    expect((first.exports as { at: string }).at).toBe(file);
    first.keep(false);
    rmSync(join(directory, nameOf(false)!));
    first.keep(false);
    expect(kept()).toBeUndefined();
    first.keep(true);
    expect((load().exports as { twice: (n: number) => number }).twice(2)).toBe(4);
    expect(kept(true)).toBeDefined();
  });

  it('is not used where it is not whole', () => {
    load().keep(false);
    const whole = kept()!;
    const name = nameOf(false)!;
    writeFileSync(join(directory, name), whole.subarray(0, whole.length - 8));
    const again = load();
    expect((again.exports as { thrice: (n: number) => number }).thrice(2)).toBe(6);
    again.keep(false);
    expect(kept()!.length).toBeGreaterThan(0);
    expect(kept()).not.toEqual(whole.subarray(0, whole.length - 8));
  });
});
