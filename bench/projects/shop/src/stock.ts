import { Mutex } from './mutex.ts';

/** Items on shelves; reservations of one item are taken one after the other. */
export class Stock {
  private readonly counts = new Map<string, number>();
  private readonly locks = new Map<string, Mutex>();

  put(item: string, count: number): void {
    this.counts.set(item, this.count(item) + count);
  }

  count(item: string): number {
    return this.counts.get(item) ?? 0;
  }

  async reserve(item: string, count: number): Promise<boolean> {
    let lock = this.locks.get(item);
    if (lock === undefined) {
      lock = new Mutex();
      this.locks.set(item, lock);
    }
    return lock.run(async () => {
      const left = this.count(item);
      if (left < count) return false;
      await new Promise((resolve) => setImmediate(resolve));
      this.counts.set(item, left - count);
      return true;
    });
  }
}
