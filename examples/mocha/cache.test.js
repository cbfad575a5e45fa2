const assert = require('node:assert');
const { Cache } = require('./cache.js');

const soon = (value, ms) => new Promise((done) => setTimeout(() => done(value), ms));

describe('cache', () => {
  it('serves two callers at once', async () => {
    const cache = new Cache();
    const [a, b] = await Promise.all([
      cache.get('x', () => soon('first', 4)),
      cache.get('x', () => soon('second', 2)),
    ]);
    assert.ok(a && b);
  });

  it('serves one caller after the other', async () => {
    const cache = new Cache();
    await cache.get('x', () => soon('first', 1));
    assert.equal(await cache.get('x', () => soon('second', 1)), 'first');
  });
});
