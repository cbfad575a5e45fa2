// expect: none
// What is put into a list behind an await is made of what was in it, but is no number of it: answers, times, what is asked for again.
import { setTimeout as sleep } from 'node:timers/promises';
const messages = [{ from: 'ann', text: 'hello' }];
const rows = ['a'];
const log = [];

async function answerTo({ text }, ms) {
  await sleep(ms);
  return { from: 'bot', text: text.length };
}
async function reply(ms) {
  const answer = await answerTo(messages.at(-1), ms);
  messages.push(answer);
}
async function step(name, ms) {
  const before = log.length;
  await sleep(ms);
  log.push(`${name}: ${log.length - before} lines meanwhile`);
}
async function insert(text, ms) {
  let id = rows.length;
  await sleep(ms);
  while (id !== rows.length) {
    id = rows.length;
    await sleep(1);
  }
  rows.push(`${text}${id}`);
}
await Promise.all([reply(6), reply(2), step('x', 6), step('y', 2), insert('x', 9), insert('y', 9)]);
console.log(messages.length, rows.length, log);
