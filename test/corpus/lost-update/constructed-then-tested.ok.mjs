// expect: none
const pause = (ms) => new Promise((r) => setTimeout(r, ms));

class Loader {
  constructor() {
    this.data = null;
  }
  load(ms) {
    this.data ??= pause(ms).then(() => ({ ms }));
    return this.data;
  }
}

const loader = new Loader();
const [a, b] = await Promise.all([loader.load(10), loader.load(5)]);
console.log(a === b ? 'one' : 'two', (await loader.data).ms);
