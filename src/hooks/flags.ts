// What the hooks test first. One object, its fields only ever written by the engines; `tasks` by switchTasks() alone.

/** Shared by all hooks of a thread; a field is 0 while its engine has nothing to see, so that hooks return at once. */
export const flags = {
  /** 1 once memory that another thread may touch exists in this thread. Owned by src/threads. */
  shared: 0,
  /** 1 while accesses are to be told of (tasks/watching.ts says when). Owned by src/tasks. */
  tasks: 0,
};

const listeners: ((on: boolean) => void)[] = [];

/** Tells `listener` when accesses of tasks begin or cease to be of interest: hooks that keep a switch of their own. */
export function onTasksSwitched(listener: (on: boolean) => void): void {
  listeners.push(listener);
}

/** Switches all hooks of the tasks engine. */
export function switchTasks(on: boolean): void {
  flags.tasks = on ? 1 : 0;
  switchNames(on);
}

/** Switches the hooks of properties and variables alone. */
export function switchNames(on: boolean): void {
  for (let i = 0; i < listeners.length; i++) listeners[i]!(on);
}
