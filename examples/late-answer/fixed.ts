// A new query aborts the one before it: an answer that nobody waits for any more is not shown.
import { setTimeout as sleep } from 'node:timers/promises';

const page = { box: '', results: '' };
let running: AbortController | undefined;

async function ask(query: string, signal: AbortSignal): Promise<string> {
  await sleep(query.length < 4 ? 40 : 5, undefined, { signal }); // short queries match more and take longer
  return `results for "${query}"`;
}

async function onInput(query: string): Promise<void> {
  running?.abort();
  const { signal } = (running = new AbortController());
  page.box = query;
  const results = await ask(query, signal).catch(() => undefined);
  if (signal.aborted || results === undefined) return;
  page.results = results;
}

await Promise.all([onInput('ra'), onInput('race')]);
console.log(`the box says "${page.box}", the page shows ${page.results}`);
