// What the hooks test first. One object, its fields only ever written by the engines.

/** Shared by all hooks of a thread; a field is 0 while its engine has nothing to see, so that hooks return at once. */
export const flags = {
  /** 1 once memory that another thread may touch exists in this thread. Owned by src/threads. */
  shared: 0,
  /** 1 from the first fork of a task on: before it, all accesses are ordered before everything else. Owned by src/tasks. */
  tasks: 0,
};
