// Which order-races are told of beside another race.
import { describe, expect, it } from 'vitest';
import type { Race } from '../../src/report/model.ts';
import { withoutConsequences } from '../../src/report/consequences.ts';

function race(kind: Race['kind'], lines: number[], label = 'user'): Race {
  return {
    kind,
    severity: 'error',
    store: { type: 'variable', label },
    accesses: lines.map((line) => ({ file: 'a.js', line, column: 1 })),
  } as unknown as Race;
}

describe('an order-race', () => {
  it('is left out where its writes are part of another race on the store', () => {
    const cause = race('clobbered-write', [3, 5, 3]);
    expect(withoutConsequences([race('order-race', [3, 3]), cause])).toEqual([cause]);
  });

  it('stays where one of its writes is not, or the store is another one', () => {
    const races = [
      race('order-race', [3, 9]),
      race('order-race', [3, 3], 'page'),
      race('lost-update', [3, 5, 3]),
    ];
    expect(withoutConsequences(races)).toEqual(races);
  });

  it('explains no other', () => {
    const races = [race('order-race', [3, 3]), race('order-race', [3, 3])];
    expect(withoutConsequences(races)).toEqual(races);
  });
});
