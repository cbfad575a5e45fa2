// expect: none
class Deferred {
  #callbacks = [];
  #settled = false;
  #value;
  then(callback) {
    const next = new Deferred();
    const run = (value) => {
      const result = callback(value);
      if (result instanceof Deferred) result.then((inner) => next.resolve(inner));
      else next.resolve(result);
    };
    if (this.#settled) setImmediate(run, this.#value);
    else this.#callbacks.push(run);
    return next;
  }
  resolve(value) {
    this.#settled = true;
    this.#value = value;
    for (const callback of this.#callbacks) setImmediate(callback, value);
  }
}
const cache = new Map();
let loads = 0;
function load(ms) {
  const deferred = new Deferred();
  const n = ++loads;
  setTimeout(() => deferred.resolve({ n }), ms);
  return deferred;
}
function get(key, ms) {
  return load(ms).then((value) => {
    if (!cache.has(key)) cache.set(key, value);
  });
}
setTimeout(get, 1, 'k', 4);
setTimeout(get, 1, 'k', 2);
setTimeout(() => console.log(cache.get('k'), loads), 12);
