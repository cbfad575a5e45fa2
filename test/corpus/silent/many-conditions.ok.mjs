// expect: none
// why: behind many other conditions a turn tests, right before it writes, what whoever takes the node down has written as well
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const nodes = Array.from({ length: 40 }, () => ({ dirty: false }));
const node = { mounted: true, props: { n: 0 } };
function render(n) {
  for (const other of nodes) if (other.dirty) other.dirty = false;
  if (node.mounted) node.props = { n };
}
async function update(n) {
  if (node.props) setTimeout(() => render(n), 2);
  await sleep(1);
}
async function unmount() {
  await sleep(9);
  node.mounted = false;
  node.props = null;
}
await Promise.all([update(1), unmount()]);
nodes[0].dirty = true;
console.log(node);
