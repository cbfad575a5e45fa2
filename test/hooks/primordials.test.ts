import { expect, it } from 'vitest';
import { ArrayIsArray } from '../../src/hooks/primordials.ts';

it('asks whether something is an array, and of a revoked proxy, too', () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  expect([ArrayIsArray([]), ArrayIsArray({}), ArrayIsArray(proxy)]).toEqual([true, false, true]);
  revoke();
  expect(ArrayIsArray(proxy)).toBe(false);
});
