// expect: none
// a property that is made to agree with another object's is decided by no test elsewhere of what it was (seen in react-dom)
import { setTimeout as sleep } from 'node:timers/promises';
const visited = [];

function visit(node) {
  if (node.child === null) return;
  visited.push(node.child.name);
}

function copy(work, current) {
  work.child = current.child;
  return work;
}

function drop(node) {
  node.child = null;
}

const work = { child: { name: 'first', due: true } };

async function paint(ms) {
  await sleep(ms);
}

async function render(name, ms) {
  visit(work);
  await paint(ms);
  copy(work, { child: { name, due: true } });
}

async function detach(ms) {
  await sleep(ms);
  drop(work);
}

await Promise.all([render('a', 2), detach(5)]);
console.log(visited.length);
