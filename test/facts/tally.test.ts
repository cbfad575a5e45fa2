import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Tally } from '../../src/facts/tally.ts';

const directory = mkdtempSync(join(tmpdir(), 'racewire-tally-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('tells the other end what belongs to a message, and nothing of messages that were not told', () => {
  const out = new Tally(directory, 'one', 'w');
  out.tell(0, 0);
  const in_ = new Tally(directory, 'one', 'r');
  out.tell(1, 7);
  expect([in_.read(0), in_.read(1), in_.read(2)]).toEqual([0, 7, -1]);
});

it('forgets a round ago', () => {
  const out = new Tally(directory, 'round', 'w');
  const in_ = new Tally(directory, 'round', 'r');
  out.tell(3, 1);
  out.tell(3 + 65_536, 2);
  expect([in_.read(3), in_.read(3 + 65_536)]).toEqual([-1, 2]);
});

it('knows nothing where there is no file, or no longer', () => {
  expect(new Tally(directory, 'nobody', 'r').read(0)).toBe(-1);
  const elsewhere = new Tally(join(directory, 'missing'), 'x', 'w');
  elsewhere.tell(0, 1);
  expect(elsewhere.read(0)).toBe(-1);
  const out = new Tally(directory, 'closed', 'w');
  out.close();
  out.tell(0, 1);
  expect(new Tally(directory, 'closed', 'r').read(0)).toBe(-1);
});

it('writes nothing in the working directory of a process whose run has no directory', () => {
  const out = new Tally('', 'racewire-nowhere', 'w');
  out.tell(0, 1);
  expect(existsSync('racewire-nowhere.tally')).toBe(false);
});
