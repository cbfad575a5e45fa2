// The tasks engine: its start, and what the hooks may call.
import process from 'node:process';
import type { RunOptions } from '../facts/options.ts';
import { switchTasks } from '../hooks/flags.ts';
import { registerNative } from '../hooks/natives.ts';
import { ReflectApply } from '../hooks/primordials.ts';
import { aroundBeforeExit, beforeExitListeners } from '../hooks/process-exit.ts';
import { trackAsyncHooks } from './async-hooks.ts';
import { trackPassing } from './passing.ts';
import { judgeTurn, settings, trackTurnEnds } from './judging.ts';
import { finishCopies } from './copies.ts';
import { currentTask, enterTurn, leaveTurn, mainTask } from './current.ts';
import { answerCurrentTest, surroundings } from '../hooks/current-test.ts';
import { duckStores } from './duck-stores.ts';
import { trackCombinators } from './combinators.ts';
import { trackMessages } from './edges/messages.ts';
import { trackProcesses } from './edges/processes.ts';
import { trackWebLocks } from './edges/web-locks.ts';
import { trackPromises } from './promises.ts';
import { printing } from './report.ts';
import { trackResources } from './resources.ts';
import { coverage } from './store.ts';
import { clockwork, ForkKind, Task } from './task.ts';
import { startWatching, watching } from './watching.ts';

/** Tells that the program's own code begins. */
export { startWatching as programStarts };

/** Starts to follow tasks in this thread; to be called once, before code of the program. */
export function startTasks(options: RunOptions, thread: string): void {
  watching.on = true;
  settings.strict = options.level === 'strict';
  settings.observedOnly = options.level === 'observed';
  duckStores.on = options.stores;
  printing.values = options.values;
  printing.redactKeys = options.redactKeys;
  printing.thread = thread;
  mainTask.test = surroundings.test;
  answerCurrentTest(() => (currentTask() ?? surroundings).test);
  trackTurnEnds();
  trackPassing();
  trackPromises();
  trackResources();
  trackAsyncHooks();
  trackCombinators();
  trackMessages();
  trackWebLocks();
  trackProcesses(options.spool);
  // No part of the main program's work: Node emits it when there is no more of that.
  aroundBeforeExit((emit) => {
    enterTurn(new Task(mainTask, ForkKind.LISTENER, 0, 'beforeExit'));
    try {
      return emit();
    } finally {
      leaveTurn();
    }
  });
  // What 'exit' listeners do comes after everything.
  beforeExitListeners(() => {
    judgeTurn();
    finishCopies();
    watching.begun = false;
    switchTasks(false);
  });
  judgeBefore('kill');
  judgeBefore('abort');
}

/** The process may end within the turn in which it signals or aborts itself: what the turn did is judged first. */
function judgeBefore(name: 'kill' | 'abort'): void {
  const original = process[name] as (...args: unknown[]) => unknown;
  const { [name]: wrapper } = {
    [name](this: unknown, ...args: unknown[]): unknown {
      judgeTurn();
      return ReflectApply(original, this, args);
    },
  };
  Object.defineProperty(wrapper, 'length', { value: original.length, configurable: true });
  registerNative(wrapper!, original);
  (process as unknown as Record<string, unknown>)[name] = wrapper;
}

/** This thread's part of the report's coverage. */
export function tasksCoverage(): {
  stores: number;
  keys: number;
  accesses: number;
  tasks: number;
  overlaps: number;
  benign: number;
} {
  return { ...coverage, tasks: clockwork.tasks };
}
