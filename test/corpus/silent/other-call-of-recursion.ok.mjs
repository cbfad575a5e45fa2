// expect: none
// why: what writes was started by another call of the function, which had not come to its condition yet
import { setImmediate as turn } from 'node:timers/promises';

function mount(node) {
  for (const child of node.children) mount(child);
  for (const effect of node.effects) effect();
  if (node.parent !== null && node.slow) {
    node.logged = true;
  }
}
function attach(node, parent) {
  node.parent = parent;
}
function detach(node) {
  node.parent = null;
}
for (let round = 0; round < 12; round++) {
  const leaf = { parent: {}, children: [], effects: [], slow: false };
  const root = { parent: null, children: [leaf], effects: [], slow: false };
  root.effects.push(() => queueMicrotask(() => attach(leaf, { round })));
  setImmediate(() => setImmediate(() => detach(leaf)));
  mount(root);
  for (let i = 0; i < 4; i++) await turn();
}
