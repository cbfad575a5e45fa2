// A cache that loads a missing entry, and may load it twice.
export interface Entry {
  readonly value: string;
}

export class Cache {
  private readonly entries: Map<string, Entry> = new Map();

  async get(key: string, load: (key: string) => Promise<string>): Promise<string> {
    if (!this.entries.has(key)) {
      const value: string = await load(key);
      this.entries.set(key, { value });
    }
    return this.entries.get(key)!.value;
  }
}
