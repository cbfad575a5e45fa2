// A cache without single flight. A hundred requests miss the same entry before the first load has stored it, so the
// database does the same work a hundred times, and the slowest answer, the oldest one, is what stays in the cache.
import { setTimeout as sleep } from 'node:timers/promises';

interface Report {
  readonly month: string;
  readonly query: number;
}

const cache = new Map<string, Report>();
let queries = 0;

async function runQuery(month: string): Promise<Report> {
  const query = ++queries;
  await sleep(query === 1 ? 20 : 5); // the first query finds the database cold
  return { month, query };
}

async function report(month: string): Promise<Report> {
  const hit = cache.get(month); // race: lost-update first
  if (hit) return hit;
  const fresh = await runQuery(month);
  cache.set(month, fresh); // race: lost-update second, conflicting
  return fresh;
}

await Promise.all(Array.from({ length: 100 }, () => report('2026-10')));
console.log(
  `${queries} queries, expected 1; the cache keeps the answer of query ${cache.get('2026-10')?.query}`,
);
