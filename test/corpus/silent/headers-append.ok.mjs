// expect: none
// level: strict
// what is appended is added to what there is: the order decides nothing that anybody has read
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const headers = new Headers({ 'x-scopes': 'read' });

async function grant(scope, ms) {
  await sleep(ms);
  headers.append('x-scopes', scope);
}
await Promise.all([grant('write', 5), grant('admin', 2)]);
console.log(headers.get('x-scopes').length);
