// expect: none
// a controller for each request
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Controller {
  #request;
  async show(request) {
    this.#request = request;
    await this.#load(request.ms);
    return `${request.id}: body of ${this.#request.id}`;
  }
  async #load(ms) {
    await sleep(ms);
  }
}
const show = (request) => new Controller().show(request);
console.log(await Promise.all([show({ id: 1, ms: 3 }), show({ id: 2, ms: 1 })]));
