// expect: none
// a variable that two methods use for whatever they look at: each sets it before it looks
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

function Jar() {
  let list;
  const all = Object.create(null);
  this.put = (name, value) => {
    list = all[name] ?? (all[name] = []);
    list.push(value);
  };
  this.first = (name) => {
    list = all[name];
    if (!list) return undefined;
    return list[0];
  };
}
const jar = new Jar();

async function request(name, ms) {
  const known = jar.first(name);
  await sleep(ms);
  jar.put(name, known === undefined ? 1 : 2);
}
await Promise.all([request('a', 3), request('b', 1), request('c', 2)]);
console.log(jar.first('a'));
