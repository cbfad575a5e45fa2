// A cache that loads a missing entry, and may load it twice.
class Cache {
  entries = new Map();

  async get(key, load) {
    if (!this.entries.has(key)) {
      const value = await load(key);
      this.entries.set(key, value);
    }
    return this.entries.get(key);
  }
}

module.exports = { Cache };
