// expect: race lost-update on Map recent key "a"
// a class asks the Map that it extends, past its own methods
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
    super.set(key, value); //! B
    if (this.size > 2) super.delete(this.keys().next().value);
  }
}

const recent = new Recent();
async function load(key, ms) {
  let page = recent.get(key); //! A
  if (page) return page;
  await sleep(ms);
  page = { key };
  recent.put(key, page);
  return page;
}
const [one, two] = await Promise.all([load('a', 4), load('a', 2)]);
console.log(one === two);
