import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { subtotal, Till, type Cart } from '../src/prices.ts';

const cart = (n: number): Cart => ({
  lines: Array.from({ length: (n % 6) + 1 }, (_, i) => ({
    item: `i${i}`,
    count: (n % 12) + 1,
    price: 100 * (i + 1),
  })),
});

describe('Till', () => {
  it('never asks for more than the goods cost', () => {
    const till = new Till();
    for (let n = 0; n < 3000; n++) assert.ok(till.total(cart(n)) <= subtotal(cart(n)));
    assert.ok(till.rate > 0.9);
  });

  it('gives both discounts to a great order of many', () => {
    const many: Cart = { lines: [{ item: 'cup', count: 20, price: 1000 }] };
    assert.equal(new Till().total(many), 20_000 - 1000 - 500);
  });

  it('is the same from several tills', async () => {
    const totals = await Promise.all(Array.from({ length: 100 }, async () => new Till().total(cart(7))));
    assert.equal(new Set(totals).size, 1);
  });
});
