// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const view = { query: '', results: '' };
let controller = new AbortController();

async function search(query, ms) {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  view.query = query;
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    return;
  }
  view.results = `results for ${query}`;
}
await Promise.all([search('ra', 4), search('race', 2)]);
console.log(view);
