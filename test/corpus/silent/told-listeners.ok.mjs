// expect: none
// who listens is told what there is; the next one is made by a function that the class was given
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const makeObserver = (initial) =>
  class {
    listeners = new Set();
    current = initial();

    update() {
      const state = initial();
      this.current = { ...state };
    }
    notify() {
      this.listeners.forEach((listener) => {
        listener(this.current);
      });
    }
    async run(ms) {
      this.notify();
      await sleep(ms);
      this.update();
    }
  };

let made = 0;
const Observer = makeObserver(() => ({ number: ++made }));
const observer = new Observer();
observer.listeners.add(({ number }) => number);
await Promise.all([observer.run(4), observer.run(2)]);
console.log(observer.current);
