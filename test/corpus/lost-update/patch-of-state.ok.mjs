// expect: none
// the patch is made of what there is when it is put into the state; others bring what nobody had read
import { setTimeout as sleep } from 'node:timers/promises';

class View {
  state = { likes: 0, name: 'x', phase: 'idle' };

  setState(patch) {
    Object.assign(this.state, patch);
  }

  async like(ms) {
    await sleep(ms);
    const { likes } = this.state;
    this.setState({ likes: likes + 1 });
  }

  async rename(load) {
    const before = this.state.name;
    this.setState(await load());
    return before;
  }

  async run(ms) {
    if (this.state.phase !== 'idle') return;
    this.setState({ phase: 'running' });
    await sleep(ms);
    this.setState({ phase: 'idle' });
  }
}

const view = new View();
await Promise.all([view.like(4), view.like(2), view.rename(async () => ({ name: 'y' })), view.run(3), view.run(1)]);
console.log(view.state.likes, view.state.name);
