const t = require('tap');
const { Cache } = require('./cache.js');

const soon = (value, ms) => new Promise((done) => setTimeout(() => done(value), ms));

t.test('serves two callers at once', async (t) => {
  const cache = new Cache();
  const [a, b] = await Promise.all([
    cache.get('x', () => soon('first', 4)),
    cache.get('x', () => soon('second', 2)),
  ]);
  t.ok(a && b);
});

t.test('serves one caller after the other', async (t) => {
  const cache = new Cache();
  await cache.get('x', () => soon('first', 1));
  t.equal(await cache.get('x', () => soon('second', 1)), 'first');
});
