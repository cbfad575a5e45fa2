// expect: race lost-update
// why: what writes is started in the branch of the very condition, in one call of several
import { setImmediate as turn } from 'node:timers/promises';

function mount(node) {
  for (const child of node.children) mount(child);
  if (node.parent !== null) { //! A
    node.effects.push('mounted');
    queueMicrotask(() => attach(node, node.parents[node.effects.length]));
  }
}
function attach(node, parent) {
  node.parent = parent; //! B
}
function detach(node) {
  node.parent = null; //! B
}
for (let round = 0; round < 12; round++) {
  const leaf = { parent: {}, children: [], effects: [], parents: [{}, {}, {}] };
  const root = { parent: null, children: [leaf], effects: [], parents: [] };
  setImmediate(() => setImmediate(() => detach(leaf)));
  mount(root);
  for (let i = 0; i < 4; i++) await turn();
}
