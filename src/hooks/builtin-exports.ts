// What an ES module imports from Node's built-in modules are copies, which Node makes anew when told that something was
// replaced. It goes through all of its modules for that: 12 KB of garbage each time. The start of a thread replaces in ten
// places, and tells it once.
import { syncBuiltinESMExports } from 'node:module';

let starting = false;
let replaced = false;

/** Something in a built-in module was replaced. */
export function builtinsReplaced(): void {
  replaced = true;
  if (!starting) tell();
}

/** Runs `start`, then tells Node of all that was replaced in it. */
export function withBuiltinsReplaced(start: () => void): void {
  starting = true;
  try {
    start();
  } finally {
    starting = false;
    if (replaced) tell();
  }
}

function tell(): void {
  replaced = false;
  syncBuiltinESMExports();
}
