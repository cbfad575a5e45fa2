// expect: none
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

class Client {
  #connecting: Promise<number> | undefined;
  #connects = 0;
  async #connect(): Promise<number> {
    const id = ++this.#connects;
    await sleep(2);
    return id;
  }
  async query(): Promise<number> {
    this.#connecting ??= this.#connect();
    return await this.#connecting;
  }
}
const client = new Client();
console.log(await Promise.all([client.query(), client.query(), client.query()]));
