// As rounds.mjs, for synchronous programs, and without a turn or a task of its own: lines are read as they come, so that all
// rounds are one turn of a program that has no other, as a plain script is. An `await` of ours would be a task.
import { readSync, writeSync } from 'node:fs';

const byte = new Uint8Array(1);

function readLine() {
  let text = '';
  for (;;) {
    if (readSync(0, byte) === 0) return undefined;
    if (byte[0] === 10) return text;
    text += String.fromCharCode(byte[0]);
  }
}

/** Answers lines with rounds of `run` until standard input ends. */
export function serve(run) {
  for (let text = readLine(); text !== undefined; text = readLine()) {
    const { argument, repeat } = JSON.parse(text);
    const before = process.cpuUsage();
    const start = performance.now();
    let check;
    for (let i = 0; i < repeat; i++) check = run(argument);
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    const { rss } = process.memoryUsage();
    writeSync(1, `${JSON.stringify({ wall, cpu: (user + system) / 1000, check, rss })}\n`);
  }
}
