// Operations of Node's own that go on behind the call that began them: a file is read into a view by another thread. Who wants to
// know of their end says so right before the call. Source: async_hooks, as the tasks engine hears it.
// LIMIT: where the call throws, the next one of that name by the same function may be taken for it.
import { takeFrames, type Frame } from '../facts/raw-stack.ts';

/** What reads and writes views that the program gave. */
const TYPES: ReadonlySet<string> = new Set(['FSREQCALLBACK', 'FSREQPROMISE', 'RANDOMBYTESREQUEST', 'ZLIB']);
/** The name that all functions of node:zlib with a callback have in stacks. */
const OF_ZLIB = 'asyncBufferWrapper';
const FRAMES = 16;

interface Expected {
  readonly method: string;
  readonly caller: Frame | undefined;
  readonly ends: () => void;
}

let expected: Expected | undefined;
const underWay = new Map<number, () => void>();

/** The built-in `method` is called next; `ends` runs before the program hears of the end of what that begins. */
export function expectOperation(method: string, ends: () => void): void {
  expected = { method, caller: takeFrames(FRAMES)[0], ends };
}

/** The call that was expected, if any, was made or will not be. */
export function expectNothing(): void {
  expected = undefined;
}

// The call may have thrown: another one's operation is not what was expected.
function isExpected({ method, caller }: Expected): boolean {
  const frames = takeFrames(FRAMES);
  return (
    frames.some(
      ({ name }) =>
        name.startsWith('node:') && (name.endsWith(`\n${method}`) || name === `node:zlib\n${OF_ZLIB}`),
    ) && frames.some(({ name }) => name === caller?.name)
  );
}

/** An operation of this async id and type begins. */
export function operationBegins(id: number, type: string): void {
  if (expected === undefined || !TYPES.has(type)) return;
  const { ends } = expected;
  if (isExpected(expected)) underWay.set(id, ends);
  expected = undefined;
}

/** The callback of an operation is about to run. */
export function operationEnds(id: number): void {
  if (underWay.size === 0) return;
  const ends = underWay.get(id);
  underWay.delete(id);
  ends?.();
}
