// expect: none
// Two entries that follow the same one.
import { setTimeout as sleep } from 'node:timers/promises';
class Entry {
  constructor(text, before) {
    Object.assign(this, { text, seq: before + 1 });
  }
}
const ledger = [new Entry('opened', 0)];
const last = () => ledger.at(-1);

async function write(text, ms) {
  await sleep(ms);
  const { seq } = last();
  ledger.push(new Entry(text, seq));
}
await Promise.all([write('in', 6), write('out', 2)]);
console.log(ledger.map(({ seq }) => seq));
