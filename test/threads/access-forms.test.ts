// Each form of access in the fixture is reported for the bytes that are written behind it, and for no others.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { project } from '../cli/project.ts';

const root = resolve(import.meta.dirname, '../..');
const fixture = join(root, 'test/fixtures/threads/access-forms.mjs');
const lines = readFileSync(fixture, 'utf8').split('\n');

/** Probes of the main thread that must meet the form: the first byte, its last one if that is another, a read. */
function expected(note: string): string[] {
  const [first, second] = [...note.matchAll(/(read|write) (\d+)\.\.(\d+)/g)];
  const probes: string[] = [];
  if (first !== undefined) {
    if (first[1] === 'write') probes.push('read');
    probes.push('first');
    if (Number(first[3]) - Number(first[2]) > 1) probes.push('last');
  }
  if (second !== undefined) probes.push('first2', 'last2');
  return probes;
}

it('reports every form of access for the bytes that it touches', async () => {
  const run = await project({}).racewire(['--engine', 'threads'], ['node', fixture], { cwd: root });
  expect(run.code, run.stderr).toBe(66);
  const probeAt = (line: number): string | undefined => /\/\/! (\w+)$/.exec(lines[line - 1]!)?.[1];
  const seen = new Map<number, Set<string>>();
  for (const { accesses } of run.report.races) {
    const probe = accesses.map(({ line }) => probeAt(line)).find((name) => name !== undefined);
    const form = accesses.find(({ line }) => probeAt(line) === undefined);
    expect([probe, form?.line], 'one access of a form and one of a probe').not.toContain(undefined);
    seen.set(form!.line, (seen.get(form!.line) ?? new Set()).add(probe!));
  }
  const wrong: string[] = [];
  let forms = 0;
  lines.forEach((text, index) => {
    const note = /^ {2}\(\{.*\/\/ (none|(?:read|write) .*)$/.exec(text)?.[1];
    if (note === undefined) return;
    forms++;
    const got = [...(seen.get(index + 1) ?? [])].sort().join(' ');
    const wanted = expected(note).sort().join(' ');
    if (got !== wanted) wrong.push(`${text.trim()}: met at "${got}"`);
  });
  expect(forms).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
