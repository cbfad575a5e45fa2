// The threads engine as the rest of the runtime sees it.
import { threadId } from 'node:worker_threads';
import { threadName as nameOf } from './race-report.ts';

export { acquireMemory, releaseMemory, withoutRecording } from './annotations.ts';
export { replaceAssert } from './deep-reads.ts';
export { allocateSites } from './memory.ts';
export { createdAt, inheritedRun, rootThread } from './hand-over.ts';
export { setPreloadPath } from './edges/worker-options.ts';
export { continueCreator, patchRealm, startThreads, threadsCoverage } from './start.ts';

/** The name of this thread as it is printed: `main`, `worker 3`. */
export function threadName(): string {
  return nameOf(threadId);
}
