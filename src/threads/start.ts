// Starts the threads engine in this thread, before any code of the program runs.
import process from 'node:process';
import { isMainThread, threadId } from 'node:worker_threads';
import type { RunOptions } from '../facts/options.ts';
import { emit } from '../facts/spool.ts';
import { onTestBegin, surroundings, testBegins } from '../hooks/current-test.ts';
import { deliver, hasMessageListener } from '../hooks/messages.ts';
import { beginTime } from './thread.ts';
import { adopt, bufferCounts, stopWatching } from './buffers.ts';
import { setShadowLimit } from './shadow-regions.ts';
import { patchAtomics } from './edges/atomics.ts';
import { patchAtomicsWait } from './edges/atomics-wait.ts';
import { patchGrowth } from './edges/growth.ts';
import { followConnections } from './edges/loopback.ts';
import { patchMessages } from './edges/messages.ts';
import { patchMutex } from './edges/mutex.ts';
import { patchPortClose } from './edges/port-close.ts';
import { patchStructuredClone } from './edges/structured-clone.ts';
import { patchWebLocks } from './edges/web-locks.ts';
import { patchWorkerExit } from './edges/worker-exit.ts';
import { patchWorkerStart } from './edges/worker-start.ts';
import { patchDeepReads } from './deep-reads.ts';
import { patchPromisify } from './promisified.ts';
import { patchDetachedMethods, replaceElementMethods } from './detached-methods.ts';
import { patchStepwise } from './stepwise.ts';
import { patchText } from './text.ts';
import { patchWebAssembly } from './web-assembly.ts';
import { trustPort } from './envelope.ts';
import { inherited } from './hand-over.ts';
import { setReporting } from './race-report.ts';
import { noteCreation as noteThreadCreation, noteName, setHistory } from './stack-depot.ts';

let started = false;
let on = false;

/**
 * Starts the engine: once in each thread. Messages and workers are followed even without the threads engine, because
 * the tasks engine sends its orders along with them.
 */
export function startThreads(options: RunOptions): void {
  if (started) return;
  started = true;
  setShadowLimit(options.shadowLimit);
  setHistory(options.history);
  setReporting(options.values, () => undefined);
  patchWorkerStart();
  patchWorkerExit();
  patchMessages();
  patchPortClose();
  patchStructuredClone();
  if (options.engines.includes('threads') && options.off?.includes('data-race') !== true) {
    on = true;
    patchAtomics(Atomics);
    patchAtomicsWait(Atomics);
    patchMutex(Atomics);
    patchWebLocks();
    followConnections();
    patchGrowth();
    patchStepwise(Object.getPrototypeOf(Int8Array.prototype) as object);
    patchText(Object.getPrototypeOf(Int8Array.prototype) as object);
    patchPromisify();
    patchDeepReads();
    patchDetachedMethods(Object.getPrototypeOf(Int8Array.prototype) as object, Buffer.prototype);
    replaceElementMethods();
    patchWebAssembly((globalThis as Realm).WebAssembly);
  } else {
    stopWatching();
  }
  onTestBegin((test) => {
    const now = beginTime();
    if (now !== undefined) emit({ fact: 'test', ...now, test });
  });
  if (inherited?.test !== undefined) surroundings.test = inherited.test;
  if (surroundings.test !== null) testBegins(surroundings.test);
  if (inherited !== undefined && !isMainThread) {
    noteThreadCreation(threadId, inherited.createdAt);
    if (inherited.name !== undefined) noteName(threadId, inherited.name);
    for (const { port, channel } of inherited.ports) trustPort(port, channel);
    adopt(inherited.buffers, true);
    // The preload that was added for this thread is nobody's business.
    const { execArgv, nodeOptions } = inherited.hidden ?? {};
    if (execArgv !== undefined) process.execArgv.splice(0, process.execArgv.length, ...execArgv);
    if (nodeOptions === null) delete process.env['NODE_OPTIONS'];
    else if (nodeOptions !== undefined) process.env['NODE_OPTIONS'] = nodeOptions;
  }
}

// The types of Node 20 do not know the global WebAssembly.
interface Realm {
  readonly Atomics?: typeof Atomics;
  readonly WebAssembly?: object;
}

/** Replaces the functions of Atomics and WebAssembly of another realm of this thread (node:vm). */
export function patchRealm(realm: object): void {
  const { Atomics: atomics, WebAssembly: code } = realm as Realm;
  if (!on || atomics === undefined || atomics === Atomics) return;
  patchAtomics(atomics);
  patchAtomicsWait(atomics);
  patchWebAssembly(code);
}

/** Runs `first` as the continuation of what the creator of this worker sent along. */
export function continueCreator(first: () => void): void {
  if (hasMessageListener() && inherited?.extra !== undefined) deliver(inherited.extra, first);
  else first();
}

/** What this thread contributes to the run's coverage. */
export function threadsCoverage(): {
  readonly threadsSharingMemory: number;
  readonly unknownSharedBuffers: number;
} {
  const { watched, unknown } = bufferCounts();
  return { threadsSharingMemory: watched > 0 ? 1 : 0, unknownSharedBuffers: unknown };
}
