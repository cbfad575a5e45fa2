import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lru } from '../src/lru.ts';

describe('Lru', () => {
  for (const capacity of [1, 2, 10, 100]) {
    it(`keeps ${capacity}`, () => {
      const lru = new Lru<number, string>(capacity);
      for (let i = 0; i < 5000; i++) {
        lru.set(i, `value ${i}`);
        assert.equal(lru.get(i), `value ${i}`);
        assert.ok(lru.size <= capacity);
      }
      assert.equal(lru.get(0), undefined);
      assert.equal(lru.hits, 5000);
    });
  }

  it('forgets what was used longest ago', () => {
    const lru = new Lru<string, number>(2);
    lru.set('a', 1);
    lru.set('b', 2);
    lru.get('a');
    lru.set('c', 3);
    assert.equal(lru.get('b'), undefined);
    assert.equal(lru.get('a'), 1);
  });
});
