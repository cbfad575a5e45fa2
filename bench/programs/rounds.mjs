// Runs a program's round each time a line comes on standard input, and prints what it took: bench/processes.ts asks it,
// natively and under racewire in turn, so that neither start-up nor what else the machine does falls on one side.
//
//   node rounds.mjs <program.mjs>        the program exports `run(argument)`, which returns what the round came to, and perhaps `end()`
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { run, end } = await import(pathToFileURL(process.argv[2]).href);

for await (const text of createInterface({ input: process.stdin })) {
  const { argument, repeat } = JSON.parse(text);
  const before = process.cpuUsage();
  const start = performance.now();
  let check;
  for (let i = 0; i < repeat; i++) check = await run(argument);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const { rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ wall, cpu: (user + system) / 1000, check, rss })}\n`);
}
await end?.();
