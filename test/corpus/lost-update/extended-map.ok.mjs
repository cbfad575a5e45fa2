// expect: none
// a class asks the Map that it extends, past its own methods, and again behind the await
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Recent extends Map {
  get(key) {
    const value = super.get(key);
    if (value !== undefined) {
      super.delete(key);
      super.set(key, value);
    }
    return value;
  }
  put(key, value) {
    super.set(key, value);
    if (this.size > 2) super.delete(this.keys().next().value);
  }
}

const recent = new Recent();
async function load(key, ms) {
  let page = recent.get(key);
  if (page) return page;
  await sleep(ms);
  page = recent.get(key);
  if (page) return page;
  page = { key };
  recent.put(key, page);
  return page;
}
const [one, two] = await Promise.all([load('a', 4), load('a', 2)]);
console.log(one === two);
