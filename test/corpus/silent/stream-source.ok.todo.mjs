// expect: none
// A web stream pulls once the pull before it has ended, whoever reads.
import { setTimeout as sleep } from 'node:timers/promises';

let page = 0;
const source = new ReadableStream(
  {
    async pull(controller) {
      const next = page;
      await sleep(3);
      page = next + 1;
      controller.enqueue(next);
    },
  },
  { highWaterMark: 0 },
);

const reader = source.getReader();
for (const ms of [2, 400]) setTimeout(async () => console.log((await reader.read()).value), ms);
