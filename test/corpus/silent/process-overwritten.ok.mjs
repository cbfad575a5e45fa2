// expect: none
// why: the runtime goes on although the program puts something of its own in the place of the global process
import { readFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const node = process.execPath;
globalThis.process = { exit: () => undefined };
const state = { text: '', runs: 0 };
state.text = await readFile(new URL(import.meta.url), 'utf8');
state.runs++;
await sleep(150);
console.log(execFileSync(node, ['-e', 'console.log(1)'], { encoding: 'utf8' }), state.runs, process.pid);
