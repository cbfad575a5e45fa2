// Numbers in texts for people.

/** `2,000`: thousands apart, as `toLocaleString('en-US')` has them, which loads the tables of ICU first (15 ms in a fresh process). */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 race`, `2,000 races`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : many}`;
}
