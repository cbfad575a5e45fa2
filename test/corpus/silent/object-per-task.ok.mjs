// expect: none
// the same code on objects of which each task has its own
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Job {
  state = 'new';
  steps = 0;
  #notes = new Map();
  async run(ms) {
    const before = this.steps;
    this.state = 'running';
    this.#notes.set('start', ms);
    await sleep(ms);
    for (const [note] of this.#notes) {
      await sleep(1);
      this.#notes.delete(note);
    }
    this.steps = before + 1;
    if (this.state !== 'running') throw new Error('stopped');
    this.state = 'done';
    return this.state;
  }
}
console.log(await Promise.all([3, 1, 2].map((ms) => new Job().run(ms))));
