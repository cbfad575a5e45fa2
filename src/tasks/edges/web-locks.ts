// [end of a Web Locks callback → next grant of that lock] within one thread. The callback goes on with the line of whoever asked for the
// lock: Node calls it from where the holder before has ended.
import { EMPTY_CLOCK, join, type TaskClock } from '../../clock/task-clock.ts';
import { tasksFailed } from '../../hooks/failure.ts';
import { hashOfName, onLock } from '../../hooks/web-locks.ts';
import { enterTurn, here, leaveTurn } from '../current.ts';
import { acquire, ForkKind, release, Task } from '../task.ts';
import { watching } from '../watching.ts';

const SLOTS = 256;
/** What holders released, by the hash of the lock's name. */
const exclusive: TaskClock[] = new Array<TaskClock>(SLOTS).fill(EMPTY_CLOCK);
const shared: TaskClock[] = new Array<TaskClock>(SLOTS).fill(EMPTY_CLOCK);

/** Starts to follow locks. */
export function trackWebLocks(): void {
  onLock({
    requested: () => (watching.begun ? new Task(here(), ForkKind.ONE_SHOT, 0, 'lock') : undefined),
    granted(task, name, isShared, run) {
      if (!(task instanceof Task)) return run();
      const slot = hashOfName(name, 0) % SLOTS;
      acquire(task, isShared ? exclusive[slot]! : join(exclusive[slot]!, shared[slot]!));
      enterTurn(task);
      try {
        return run();
      } finally {
        leaveTurn();
      }
    },
    ended(name, isShared) {
      if (!watching.begun) return;
      try {
        const slot = hashOfName(name, 0) % SLOTS;
        const clocks = isShared ? shared : exclusive;
        clocks[slot] = join(clocks[slot]!, release(here()));
      } catch (error) {
        tasksFailed(error);
      }
    },
  });
}
