import { Lru } from './lru.ts';

export interface Rule {
  readonly name: string;
  applies(cart: Cart): boolean;
  discount(cart: Cart): number;
}

export interface Cart {
  readonly lines: readonly { readonly item: string; readonly count: number; readonly price: number }[];
}

export const subtotal = (cart: Cart): number =>
  cart.lines.reduce((sum, { count, price }) => sum + count * price, 0);

export const RULES: readonly Rule[] = [
  {
    name: 'ten of one',
    applies: (cart) => cart.lines.some(({ count }) => count >= 10),
    discount: (cart) => Math.floor(subtotal(cart) * 0.05),
  },
  {
    name: 'great order',
    applies: (cart) => subtotal(cart) >= 10_000,
    discount: () => 500,
  },
];

/** Total of a cart in cents. Totals of equal carts are kept. */
export class Till {
  private readonly known = new Lru<string, number>(200);

  total(cart: Cart): number {
    const key = JSON.stringify(cart.lines);
    const hit = this.known.get(key);
    if (hit !== undefined) return hit;
    let total = subtotal(cart);
    for (const rule of RULES) if (rule.applies(cart)) total -= rule.discount(cart);
    this.known.set(key, total);
    return total;
  }

  get rate(): number {
    return this.known.hits / Math.max(1, this.known.hits + this.known.misses);
  }
}
