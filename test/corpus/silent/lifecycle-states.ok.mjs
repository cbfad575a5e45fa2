// expect: none
// start and stop of a service: stop waits for the start that is under way
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Service {
  #state = 'stopped';
  #starting;
  log = [];
  async start() {
    if (this.#state !== 'stopped') return this.#starting;
    this.#state = 'starting';
    this.#starting = this.#open();
    await this.#starting;
  }
  async #open() {
    await sleep(2);
    this.#state = 'running';
    this.log.push('running');
  }
  async stop() {
    await this.#starting;
    if (this.#state !== 'running') return;
    this.#state = 'stopping';
    await sleep(1);
    this.#state = 'stopped';
    this.log.push('stopped');
  }
}
const service = new Service();
await Promise.all([service.start(), service.start(), service.stop()]);
console.log(service.log);
