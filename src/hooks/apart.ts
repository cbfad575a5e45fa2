// Keeps what a hook calls out of the program's own functions. V8 inlines into a hot function what it calls, and what that calls,
// up to a sum of bytecode (920). While accesses are watched the recorders are the hottest calls of all: inlined, they take the
// place of the program's own functions, and what was compiled then stays after watching has ceased (bench/programs/compute/
// scheduler: 4 to 6.6× for 3×). A call that was seen to reach several functions is never inlined.

/** Calls of a short function after which V8 has noted what it calls, by some multiples (it begins at 940 bytes of bytecode). */
const CALLS = 200;
const nothing: readonly (() => void)[] = [() => undefined, () => undefined];

/**
 * Calls `use` with functions that do nothing, alternately, often enough for V8 to note both.
 * @param use - puts its argument in the place of the recorders, and calls each hook
 */
export function keepApart(use: (recorder: () => void) => void): void {
  for (let i = 0; i < CALLS; i++) use(nothing[i & 1]!);
}
