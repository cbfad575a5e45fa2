// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const label = { text: 'Copy' };

async function flash(text, ms) {
  await sleep(ms);
  const before = label.text; //! A
  label.text = text;
  setTimeout(() => {
    label.text = before; //! B
  }, 10);
}
await Promise.all([flash('Copied', 1), flash('Copied again', 4)]);
await sleep(20);
console.log(label.text);
