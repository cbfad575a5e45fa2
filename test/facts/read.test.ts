import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseSpool, readSpools } from '../../src/facts/read.ts';

it('reads the facts before a torn last line, and counts the torn one', () => {
  const spool = parseSpool(
    '1-0-a.jsonl',
    '{"fact":"thread","pid":1}\n{"fact":"lost","what":"x","why":"y"}\n{"fact":"ra',
  );
  expect(spool.facts).toHaveLength(2);
  expect(spool.thread).toMatchObject({ pid: 1 });
  expect(spool.torn).toBe(1);
});

it('counts lines that are JSON but no facts', () => {
  expect(parseSpool('x', '1\n{}\nnull\n[]\n')).toMatchObject({ facts: [], torn: 4 });
});

it('reads spools only, in the order of their names, and none from a directory that is gone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'racewire-spools-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, '2-0.jsonl'), '');
  writeFileSync(join(directory, '1-0.jsonl'), '');
  writeFileSync(join(directory, 'key.js'), 'code');
  expect(readSpools(directory).map((spool) => spool.name)).toEqual(['1-0.jsonl', '2-0.jsonl']);
  expect(readSpools(join(directory, 'no'))).toEqual([]);
});
