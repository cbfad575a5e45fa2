import { describe, expect, it } from 'vitest';
import { hintFor } from '../../src/report/hints.ts';

const access = (op: 'read' | 'write' | 'delete', value: string, code: string) => ({ op, value, code });
const insertion = access('write', '2', 'queue.push(2)');

describe('the hint of a lost update', () => {
  it('says to empty a store in the turn of its copy', () => {
    const hint = hintFor(
      'lost-update',
      [access('read', '1', 'queue'), access('delete', '', 'queue = []'), insertion],
      true,
    );
    expect(hint).toMatch(/^empty it in the turn of the copy/);
  });

  it('says to look again where a count was looked at, or one key', () => {
    const emptying = access('delete', '', 'queue.clear()');
    expect(hintFor('lost-update', [access('read', '1', 'queue.size'), emptying, insertion], true)).toMatch(
      /^compute in one turn/,
    );
    expect(hintFor('lost-update', [access('read', '1', 'm.get(k)'), emptying, insertion], false)).toMatch(
      /^compute in one turn/,
    );
  });

  it('says to keep the promise where nothing was found', () => {
    const write = access('write', 'Object', 'm.set(k, v)');
    expect(hintFor('lost-update', [access('read', 'absent', 'm.get(k)'), write, write], false)).toMatch(
      /^store the promise/,
    );
  });
});
