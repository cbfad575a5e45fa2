// [what is done to a web stream or an AbortSignal that was transferred to another thread → what comes of it at the other end] Node
// makes a channel of its own for each such object, and posts and receives at ports that nobody else holds.
// LIMIT: all of them share one clock, with Node's other messages between threads, too: an order too many, in programs that transfer
// such objects.
import { C_TRANSFERS, control, sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin } from '../thread.ts';

/** A message that is sent transfers something that is neither memory nor a port of the program. */
export function transfersChannel(): void {
  control[C_TRANSFERS] = 1;
}

const variableOfAll = (): number => variableOf(0, placeOf(0, 3, NAME));

/** A message is posted at a port that the program does not hold. */
export function ownPortPosts(): void {
  if (control[C_TRANSFERS] === 0) return;
  const variable = variableOfAll();
  lockVariable(variable);
  releaseJoin(sync, clockAt(variable));
  unlockVariable(variable);
}

/** Such a port delivers a message. */
export function ownPortDelivers(): void {
  if (control[C_TRANSFERS] === 0) return;
  const variable = variableOfAll();
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.MESSAGE);
  unlockVariable(variable);
}
