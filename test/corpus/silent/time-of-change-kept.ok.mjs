// expect: none
// what the clock told after the read is made of nothing that was read, as a number or a Date, written at once or kept over a wait
import { setTimeout as sleep } from 'node:timers/promises';

const order = { seen: 0, text: '', at: new Date(0), count: 0 };
const customer = { at: new Date(0) };
const visits = new Map();

async function see(ms) {
  const before = order.seen;
  await sleep(ms);
  order.seen = Date.now();
  return before;
}

async function sign(ms) {
  const { text } = order;
  await sleep(ms);
  order.text = new Date().toISOString();
  return text;
}

async function visit(name, ms) {
  const last = visits.get(name);
  await sleep(ms);
  visits.set(name, Math.floor(Date.now() / 1000));
  return last;
}

// Who comes first stores last: not by the clock.
async function change(ms) {
  const were = [order.at, customer.at];
  await sleep(ms);
  const now = new Date();
  await sleep(1);
  order.at = now;
  customer.at = now;
  return were;
}

await Promise.all([see(4), see(2), sign(3), sign(1), visit('a', 2), visit('a', 4), change(2), change(8)]);
console.log(order.seen > 0, order.text > '', order.at === customer.at);
