// An open-addressing hash table in an Int32Array: word 0 is for a lock, then pairs of key and count. Key 0 is a free slot.
const SLOTS = 256;
export const tableBytes = 4 * (1 + 2 * SLOTS);

/** Adds 1 to the count of `key`, which is not 0. The caller makes sure that nobody else uses the table meanwhile. */
export function count(table, key) {
  let slot = (key * 31) % SLOTS;
  while (table[1 + 2 * slot] !== key) {
    // race: data-race
    if (table[1 + 2 * slot] === 0) {
      // race: data-race
      table[1 + 2 * slot] = key; // race: data-race
      break;
    }
    slot = (slot + 1) % SLOTS;
  }
  table[2 + 2 * slot]++; // race: data-race
}

/** The pairs [key, count] of the table. */
export function* entries(table) {
  for (let slot = 0; slot < SLOTS; slot++) {
    if (table[1 + 2 * slot] !== 0) yield [table[1 + 2 * slot], table[2 + 2 * slot]];
  }
}
