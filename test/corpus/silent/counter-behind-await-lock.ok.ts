// expect: none
// a lock as a class with a queue, in TypeScript
class Lock {
  #held = false;
  readonly #queue: (() => void)[] = [];
  async acquire(): Promise<() => void> {
    if (this.#held) await new Promise<void>((wake) => this.#queue.push(wake));
    this.#held = true;
    return () => {
      const next = this.#queue.shift();
      if (next) next();
      else this.#held = false;
    };
  }
}
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
const lock = new Lock();
const totals: Record<string, number> = { a: 0 };

async function add(key: string, n: number, ms: number): Promise<void> {
  const release = await lock.acquire();
  const before = totals[key] ?? 0;
  await sleep(ms);
  totals[key] = before + n;
  release();
}
await Promise.all([add('a', 1, 3), add('a', 2, 1), add('a', 3, 2)]);
console.log(totals);
