// expect: none
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

interface User { readonly id: number; readonly query: number }

class Users {
  readonly #cache = new Map<number, Promise<User>>();
  #queries = 0;

  async #load(id: number, ms: number): Promise<User> {
    const query = ++this.#queries;
    await sleep(ms);
    return { id, query };
  }
  find(id: number, ms: number): Promise<User> {
    let user = this.#cache.get(id);
    if (user === undefined) {
      user = this.#load(id, ms);
      this.#cache.set(id, user);
    }
    return user;
  }
}
const users = new Users();
console.log(await Promise.all([users.find(7, 3), users.find(7, 1)]));
