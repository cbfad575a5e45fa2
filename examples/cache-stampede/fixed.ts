// Single flight: the promise is stored in the turn of the miss, so everybody after it awaits the same query.
import { setTimeout as sleep } from 'node:timers/promises';

interface Report {
  readonly month: string;
  readonly query: number;
}

const cache = new Map<string, Promise<Report>>();
let queries = 0;

async function runQuery(month: string): Promise<Report> {
  const query = ++queries;
  await sleep(query === 1 ? 20 : 5); // the first query finds the database cold
  return { month, query };
}

async function report(month: string): Promise<Report> {
  let answer = cache.get(month);
  if (!answer) {
    answer = runQuery(month);
    cache.set(month, answer);
    answer.catch(() => cache.delete(month)); // a failed query is tried again
  }
  return answer;
}

await Promise.all(Array.from({ length: 100 }, () => report('2026-10')));
console.log(
  `${queries} queries, expected 1; the cache keeps the answer of query ${(await cache.get('2026-10'))?.query}`,
);
