// Timelines from end to end: what the engines knew of a run's races, in the report.
import { describe, expect, it } from 'vitest';
import { LOST_UPDATE, project } from '../cli/project.ts';
import type { Race } from '../../src/report/model.ts';

const edgesOf = ({ timeline }: Race): string[] =>
  timeline!.edges.map(({ from, to, why }) => {
    const [a, b] = [timeline!.events[from]!, timeline!.events[to]!];
    return `${a.lane} ${a.what} -${why}-> ${b.lane} ${b.what}`;
  });

describe('the timeline of a report', () => {
  it('shows at which await a task was suspended, and who called it', async () => {
    const { racewire } = project({ 'main.mjs': LOST_UPDATE });
    const { report } = await racewire([], ['node', 'main.mjs']);
    const [race] = report.races;
    const suspended = race!.timeline!.events.find(({ what }) => what === 'suspended');
    expect(suspended).toMatchObject({
      lane: 0,
      code: 'await sleep(ms)',
      place: { file: 'main.mjs', line: 6 },
    });
    expect(edgesOf(race!)).toContain('0 suspended -await-> 0 access');
  });

  it('shows what a thread had learnt of the other one, and by what', async () => {
    // The worker announces the frame by Atomics, and goes on writing.
    const worker = `const { parentPort, workerData } = require('node:worker_threads');
parentPort.once('message', () => undefined); // It must not have ended before the other side has read.
Atomics.store(workerData, 0, 1);
workerData[1] = 1;
Atomics.store(workerData, 2, 1);`;
    const { racewire } = project({
      'main.mjs': `import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const view = new Int32Array(new SharedArrayBuffer(16));
new Worker('', { eval: true, workerData: view });
view[3] = 1;
const worker = new Worker(${JSON.stringify(worker)}, { eval: true, workerData: view });
const ended = once(worker, 'exit');
while (Atomics.load(view, 0) === 0) await new Promise((done) => setTimeout(done, 1));
console.log(view[1]);
worker.postMessage('end');
await ended;`,
    });
    const { report } = await racewire(['--engine', 'threads'], ['node', 'main.mjs']);
    const race = report.races.find(({ kind }) => kind === 'data-race')!;
    expect(race.store.key).toBe('bytes 4..8');
    const edges = edgesOf(race);
    expect(edges).toHaveLength(1);
    // Whichever side was later found it: main by the Atomics load, or the worker, which knows main from its start.
    expect(edges[0]).toMatch(/^1 released -(atomics|start)-> 0 (acquired|created)$/);
  });

  it('names the threads whose messages two handlers handle', async () => {
    const { racewire } = project({
      'main.mjs': `import { Worker } from 'node:worker_threads';
let last = '';
for (const name of ['a', 'b']) {
  const text = \`require('node:worker_threads').parentPort.postMessage('\${name}')\`;
  new Worker(text, { eval: true }).on('message', (me) => { last = me; });
}
process.on('exit', () => console.log(last));`,
    });
    const { report } = await racewire([], ['node', 'main.mjs']);
    const origins = report.races[0]!.timeline!.events.flatMap(({ origin }) => origin ?? []);
    expect(origins.every((origin) => /^worker \d+$/.test(origin))).toBe(true);
    expect(new Set(origins).size).toBe(2);
  });
});
