import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stock } from '../src/stock.ts';

describe('Stock', () => {
  for (const buyers of [5, 50, 200]) {
    it(`sells to ${buyers} at once no more than there is`, async () => {
      const stock = new Stock();
      for (const item of ['cup', 'plate', 'spoon']) stock.put(item, buyers);
      const sold = await Promise.all(
        Array.from({ length: buyers }, (_, i) => stock.reserve(['cup', 'plate', 'spoon'][i % 3]!, 4)),
      );
      const left = stock.count('cup') + stock.count('plate') + stock.count('spoon');
      assert.equal(left + 4 * sold.filter(Boolean).length, 3 * buyers);
    });
  }

  it('refuses what is not there', async () => {
    assert.equal(await new Stock().reserve('fork', 1), false);
  });
});
