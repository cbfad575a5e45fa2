// expect: race lost-update on key "/news"
// set() looks by itself whether the key is there, which is no second look of the caller, nor is its await of something else
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Cache {
  #items = new Map();
  has(key) {
    return this.#items.has(key);
  }
  get(key) {
    return this.#items.get(key);
  }
  set(key, value) {
    if (this.#items.has(key)) this.#items.delete(key);
    this.#items.set(key, value);
  }
}
const cache = new Cache();
let renders = 0;

async function page(url, ms) {
  if (!cache.has(url)) {  //! A
    await sleep(ms);
    cache.set(url, `<h1>${++renders}</h1>`); //! B
  }
  return cache.get(url);
}
await Promise.all([page('/news', 6), page('/news', 2)]);
console.log(renders);
