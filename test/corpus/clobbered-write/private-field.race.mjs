// expect: race clobbered-write on property #request
// one handler object serves all requests and keeps the one it works on
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Controller {
  #request;
  async show(request) {
    this.#request = request; //! A
    await this.#load(request.ms);
    return `${request.id}: body of ${this.#request.id}`; //! B
  }
  async #load(ms) {
    await sleep(ms);
  }
}
const controller = new Controller();
console.log(await Promise.all([controller.show({ id: 1, ms: 3 }), controller.show({ id: 2, ms: 1 })]));
