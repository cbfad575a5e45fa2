// expect: race lost-update on property state
// what the list held before the request is put into a copy of the state as it is then, in the callback of its promise
const delay = (ms, v) => new Promise((r) => setTimeout(r, ms, v));

class Store {
  state = { items: [], loading: 0 };
  load(page) {
    const { items } = this.state; //! A
    return delay(8 - page * 3, [`p${page}`]).then((rows) => {
      this.state = { ...this.state, items: items.concat(rows) }; //! B
      return rows;
    });
  }
}
const store = new Store();
await Promise.all([store.load(1), store.load(2)]);
console.log(store.state);
