// expect: race lost-update
// why: what was read before the wait comes back in a patch, which `Object.assign` puts into the state
import { setTimeout as sleep } from 'node:timers/promises';

class View {
  state = { likes: 0, name: 'x' };

  setState(patch) {
    Object.assign(this.state, patch); //! B
  }

  async like(ms) {
    const { likes } = this.state; //! A
    await sleep(ms);
    this.setState({ likes: likes + 1 });
  }
}

const view = new View();
await Promise.all([view.like(4), view.like(2)]);
console.log(view.state.likes > 0);
