import { Cache } from './cache.ts';

const soon = (value: string, ms: number): Promise<string> =>
  new Promise((done) => setTimeout(() => done(value), ms));

const cache = new Cache();
await Promise.all([cache.get('x', () => soon('first', 4)), cache.get('x', () => soon('second', 2))]);
