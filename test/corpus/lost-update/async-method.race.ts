// expect: race lost-update on Map #cache key 7
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

interface User { readonly id: number; readonly query: number }

class Users {
  readonly #cache = new Map<number, User>();
  #queries = 0;

  async find(id: number, ms: number): Promise<User> {
    let user = this.#cache.get(id); //! A
    if (user === undefined) {
      user = { id, query: ++this.#queries };
      await sleep(ms);
      this.#cache.set(id, user); //! B
    }
    return user;
  }
}
const users = new Users();
console.log(await Promise.all([users.find(7, 3), users.find(7, 1)]));
