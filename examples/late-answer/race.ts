// A search box asks the server at every key. The answer to the first letters is slower than the answer to the whole
// word, comes last, and is shown: results for "ra" below a box that says "race".
import { setTimeout as sleep } from 'node:timers/promises';

const page = { box: '', results: '' };

async function ask(query: string): Promise<string> {
  await sleep(query.length < 4 ? 40 : 5); // short queries match more and take longer
  return `results for "${query}"`;
}

async function onInput(query: string): Promise<void> {
  page.box = query;
  const results = await ask(query);
  page.results = results; // race: order-race
}

await Promise.all([onInput('ra'), onInput('race')]);
console.log(`the box says "${page.box}", the page shows ${page.results}`);
