// expect: race lost-update on this.data
// what a constructor stores in the turn of the first calls is no check of theirs
const pause = (ms) => new Promise((r) => setTimeout(r, ms));

class Loader {
  constructor() {
    this.data = null;
  }
  load(ms) {
    if (this.data !== null) return Promise.resolve(this.data); //! A
    return pause(ms).then(() => {
      this.data = { ms }; //! B
      return this.data;
    });
  }
}

const loader = new Loader();
const [a, b] = await Promise.all([loader.load(10), loader.load(5)]);
console.log(a === b ? 'one' : 'two', loader.data.ms);
