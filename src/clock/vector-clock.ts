// Vector clocks as plain rows of Int32, so that they can lie in shared memory: component i is the last time of slot i
// that happens before the owner. All operations take the number of components in use; those above it are 0 everywhere.
// Invariant: components never decrease, except where a row is copied over.

/** `target[at + i] = max(target[at + i], source[from + i])` for each i < count: component-wise maximum. */
export function join(target: Int32Array, at: number, source: Int32Array, from: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const time = source[from + i]!;
    if (time > target[at + i]!) target[at + i] = time;
  }
}

/** `target[at + i] = source[from + i]` for each i < count. */
export function copy(target: Int32Array, at: number, source: Int32Array, from: number, count: number): void {
  for (let i = 0; i < count; i++) target[at + i] = source[from + i]!;
}

/** Whether each component of `a` is at most that of `b`. */
export function happensBefore(a: Int32Array, b: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (a[i]! > b[i]!) return false;
  return true;
}
