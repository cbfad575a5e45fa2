// What keeps a predicted write out of an operation although no happens-before order does: conditions that would have been
// decided otherwise. A prediction moves write V between first access R and second access W; it cannot be where
//
//   construction   V gave the object, in its constructor, what R found: nobody had the object before
//   exclusion      R and W lie in one holding of a flag, and V's turn tested that flag, or lies in another holding of it. R may come
//                  before the flag in the turn that takes it up: nothing falls between the two.
//                  So do two flags, each of which is taken up in a turn that looks at the other one, too
//                  (`if (stale[k] || loading[k]) return; loading[k] = …` and `stale[k] = …`)
//                  A value that V must use in a callback of its own, too, to be clobbered by (clobbered-write): a test behind V
//                  decides whether there is one (`latest = v; timer ??= setTimeout(…)`).
//                  So may it where the flag is the timer by which W is made (`if (!timer) timer = setTimeout(…)`): whose turn
//                  tests that, before V or behind it, may clear it, and W with it
//   the end        V is an event's, and who made R had stopped that: `clearInterval`, a socket that is destroyed, a
//                  listener that is taken off (stops.ts)
//
// An observed interleaving happened whatever the flags said; it is told all the same.
import { constructs } from '../lexical.ts';
import type { Access, Interval } from '../store.ts';
import { wasStopped } from '../stops.ts';
import { find, type Holding } from '../task.ts';

/** Whether `write` is kept out of the operation by something other than an order. */
export function isExcluded(interval: Interval, write: Access): boolean {
  const { first } = interval;
  return (
    (write.time < first.time && constructs(write.site)) ||
    wasStopped(interval, write) ||
    holdsFlag(interval, write)
  );
}

function holdsFlag({ kind, first, second }: Interval, write: Access): boolean {
  const handedOn = find(first.task) !== find(second.task);
  for (const holding of second.held) {
    if (holding.until !== 0 && holding.until < second.turn) continue;
    // V made on behalf of the holder is not kept out by it.
    if (write.held.includes(holding)) continue;
    const inCallback = handedOn && (kind === 'clobbered-write' || isTimerOf(holding, second));
    if (!first.held.includes(holding) && holding.from !== first.turn) continue;
    const at = write.record.tested.indexOf(holding.flag);
    if (at >= 0 && (at < write.tested || inCallback)) return true;
    for (const other of write.held)
      if ((other.until === 0 || other.until >= write.turn) && excludes(holding, other)) return true;
  }
  return false;
}

/** Whether no two tasks hold the two flags at a time. */
function excludes(one: Holding, other: Holding): boolean {
  return (
    one.flag === other.flag ||
    (one.record.tested.includes(other.flag) && other.record.tested.includes(one.flag))
  );
}

/** Whether the flag was turned, in the turn that set the timer of the task of `access`, behind that: it can hold that timer. */
function isTimerOf({ from, since }: Holding, access: Access): boolean {
  const { what, forkTurn, forkTime } = find(access.task);
  return (what === 'timer' || what === 'immediate') && forkTurn === from && forkTime < since;
}
