import test from 'ava';
import { Cache } from './cache.js';

const soon = (value, ms) => new Promise((done) => setTimeout(() => done(value), ms));

test('serves two callers at once', async (t) => {
  const cache = new Cache();
  const [a, b] = await Promise.all([
    cache.get('x', () => soon('first', 4)),
    cache.get('x', () => soon('second', 2)),
  ]);
  t.truthy(a && b);
});

test('serves one caller after the other', async (t) => {
  const cache = new Cache();
  await cache.get('x', () => soon('first', 1));
  t.is(await cache.get('x', () => soon('second', 1)), 'first');
});
