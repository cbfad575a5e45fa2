// expect: none
// why: each asks for its own part of the state, which the other one leaves as it is, and makes the new state of the one there is then
import { setTimeout as sleep } from 'node:timers/promises';

let state = { user: null, posts: [] };
async function loadUser() {
  if (state.user) return;
  const user = await sleep(5, { name: 'ann' });
  state = { ...state, user };
}
async function loadPosts() {
  if (state.posts.length > 0) return;
  const posts = await sleep(2, ['first']);
  state = { ...state, posts };
}
class Cart {
  items = new Map([['pen', { count: 1, price: null, note: null }]]);
  async price(id) {
    if (this.items.get(id).price !== null) return;
    await sleep(2);
    this.items.set(id, { ...this.items.get(id), price: 3 });
  }
  async annotate(id) {
    if (this.items.get(id).note !== null) return;
    await sleep(4);
    this.items.set(id, { ...this.items.get(id), note: 'blue' });
  }
}
const cart = new Cart();
await Promise.all([loadUser(), loadPosts(), cart.price('pen'), cart.annotate('pen')]);
console.log(state, cart.items);
