// Stacks of the program as the threads engine keeps them: raw, without the innermost frames of the runtime.
import { takeRawStack } from '../facts/raw-stack.ts';

/** Frames of the runtime itself that may lie above the program's. */
const OWN_FRAMES = 12;

let borrowed: string | undefined;

/** Runs `action`, during which the calling stack is `stack`: what is recorded then was begun there. */
export function withStack(stack: string, action: () => void): void {
  borrowed = stack;
  try {
    action();
  } finally {
    borrowed = undefined;
  }
}

/** The calling stack as `error.stack` text in instrumented positions, at most `depth` frames of it. */
export function captureStack(depth = 40): string {
  if (borrowed !== undefined) return borrowed;
  const stack = takeRawStack(depth + OWN_FRAMES);
  let end = 0;
  for (let lines = 0; lines <= depth; lines++) {
    end = stack.indexOf('\n', end) + 1;
    if (end === 0) return stack;
  }
  return stack.slice(0, end - 1);
}
