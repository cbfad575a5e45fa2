// Where the engine keeps silent because conditions speak against a race, in naive form: such places may be reported, and
// need not be. One question for each of its rules (src/tasks/rules/lost-update.ts, exclusion.ts).
import type { Group } from './order.ts';
import type { Reach } from './tasks.ts';

/** Whether the engine may take another read than `read` for the first one of the operation. */
export function isDoubtful(read: Group, write: Group, here: readonly Group[], reach: Reach): boolean {
  return testsOwnValue(read, write, here) || isFarFromCondition(read, write, here, reach);
}

/** @param isPredicted - V did not fall between in this run */
export function speaksAgainst(
  read: Group,
  write: Group,
  other: Group,
  all: readonly Group[],
  reach: Reach,
  isPredicted: boolean,
): boolean {
  return (
    testsOwnValue(read, write, all) ||
    isFarFromCondition(read, write, all, reach) ||
    (isPredicted && speaksAgainstPrediction(read, write, other, all))
  );
}

/** The same of any operation, from R to W, into which V did not fall in this run. */
export function speaksAgainstPrediction(
  first: Group,
  second: Group,
  other: Group,
  all: readonly Group[],
): boolean {
  return isBehindFlag(first, other, all) || looksAgain(second, other, all);
}

/** The condition tests what its own task had put there in that turn. */
function testsOwnValue(read: Group, write: Group, all: readonly Group[]): boolean {
  return (
    read.what === 'guard' &&
    all.some(
      (g) =>
        g.what === 'write' &&
        g.key === write.key &&
        g.root === read.root &&
        g.turn === read.turn &&
        g.time < read.last,
    )
  );
}

/** A condition of another function decides no write that was made from the value there is, that undoes, or that is far. */
function isFarFromCondition(read: Group, write: Group, all: readonly Group[], reach: Reach): boolean {
  const near = read.sites.every((a) => write.sites.every((b) => reach.reaches(a, b)));
  if (read.what !== 'guard' || near) return false;
  if (read.root !== write.root || (!read.value && !write.value)) return true;
  return all.some(
    (g) =>
      g.what !== 'write' &&
      g.key === write.key &&
      g.turn === write.turn &&
      g.root === write.root &&
      g.time <= write.last,
  );
}

/** Somebody tested a key and wrote it in one turn, at or before R, and V's task tested that key before V. */
function isBehindFlag(first: Group, other: Group, all: readonly Group[]): boolean {
  return all.some(
    (test) =>
      test.what === 'guard' &&
      test.turn <= first.turn &&
      all.some(
        (g) => g.what === 'write' && g.key === test.key && g.turn === test.turn && g.root === test.root,
      ) &&
      all.some((g) => g.what === 'guard' && g.key === test.key && g !== test && g.turn <= other.turn),
  );
}

/** W's turn tested another key before W, which V's turn changed, and which W's turn had not stored itself before. */
function looksAgain(second: Group, other: Group, all: readonly Group[]): boolean {
  return all.some(
    (test) =>
      test.what === 'guard' &&
      test.turn === second.turn &&
      test.time < second.last &&
      test.key !== second.key &&
      !all.some(
        (g) => g.what === 'write' && g.key === test.key && g.turn === test.turn && g.time < test.time,
      ) &&
      all.some(
        (g) =>
          g.what === 'write' &&
          g.key === test.key &&
          g.turn === other.turn &&
          (g.value !== g.before || !g.isKnown),
      ),
  );
}
