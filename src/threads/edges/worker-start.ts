// [new Worker(…) → first instruction of the worker] with workerData, environment data and transferred ports.
// The patched constructor sees to it that the worker loads the preload (worker-options.ts), and adds the hand-over to
// Node's own first message to the worker.
import process from 'node:process';
import workerThreads from 'node:worker_threads';
import { builtinsReplaced } from '../../hooks/builtin-exports.ts';
import { NO_SLOT, SLOTS, type SlotId } from '../../clock/epoch.ts';
import { RUN_VARIABLE } from '../../facts/options.ts';
import { currentTest } from '../../hooks/current-test.ts';
import { extraToSend } from '../../hooks/messages.ts';
import { registerNative } from '../../hooks/natives.ts';
import { isMap, isProxy } from '../builtins.ts';
import { passChannel } from './port-close.ts';
import { withPreload } from './worker-options.ts';
import { noteStreamPort, streamChannelFor } from './worker-streams.ts';
import type { BufferEntry } from '../hand-over.ts';
import { portsIn } from '../envelope.ts';
import { HAND_OVER_KEY, inheritedRun, rootThread, type HandOver } from '../hand-over.ts';
import { C_WORKERS, control, memory } from '../memory.ts';
import { lost } from '../lost.ts';
import { sharedMemoryIn } from '../payload.ts';
import { abandonSlot, allocateSlot } from '../slots.ts';
import { retractRegion } from '../shadow-regions.ts';
import { captureStack } from '../stack.ts';
import { fork, releaseInto, thread } from '../thread.ts';

interface Launch {
  slot: SlotId;
  clock: Int32Array | undefined;
  createdAt: string;
  ports: HandOver['ports'];
  streams: number;
  name: string | undefined;
  hidden: HandOver['hidden'];
  buffers: readonly BufferEntry[];
  done: boolean;
}

interface LaunchMessage {
  readonly workerData: unknown;
  readonly environmentData: unknown;
}

/** What joins a worker: its slot, or its own clock where it has none. */
export interface Started {
  readonly slot: SlotId;
  readonly clock: Int32Array | undefined;
}

const started = new WeakMap<object, Started>();
const getStarted = started.get.bind(started);

/** How a worker of this thread was started; undefined when it has no runtime. */
export function startOf(worker: object): Started | undefined {
  return getStarted(worker);
}

let runText: string | undefined;

/** The launch that is under way in this thread, as seen by the patched MessagePort.prototype.postMessage. */
export const launching: {
  now: Launch | undefined;
  isLaunch(message: unknown): message is LaunchMessage;
  addHandOver(port: object, message: LaunchMessage): unknown;
  hasRuntime(worker: object): boolean;
} = {
  now: undefined,
  isLaunch(message): message is LaunchMessage {
    return (
      typeof message === 'object' &&
      message !== null &&
      Object.hasOwn(message, 'workerData') &&
      Object.hasOwn(message, 'environmentData') &&
      Object.hasOwn(message, 'publicPort')
    );
  },
  addHandOver(port, message) {
    const launch = this.now!;
    noteStreamPort(port, launch.streams);
    const given = message.environmentData;
    const environmentData = new Map<unknown, unknown>();
    if (isMap(given)) Map.prototype.forEach.call(given, (value, key) => environmentData.set(key, value));
    const buffers = sharedMemoryIn([message.workerData, environmentData]);
    launch.buffers = buffers;
    // The past of the worker: all this thread did up to here.
    if (launch.slot !== NO_SLOT) fork(launch.slot);
    else releaseInto(launch.clock!, 0);
    for (const { port } of launch.ports) passChannel(port);
    const test = currentTest();
    const handOver: HandOver = {
      memory,
      root: rootThread,
      slot: launch.slot,
      ...(launch.clock !== undefined ? { clock: launch.clock } : {}),
      buffers,
      ports: launch.ports,
      streams: launch.streams,
      run: runText,
      createdAt: launch.createdAt,
      ...(launch.hidden === undefined ? {} : { hidden: launch.hidden }),
      ...(launch.name === undefined ? {} : { name: launch.name }),
      ...(test === null ? {} : { test }),
      extra: extraToSend(message.workerData),
    };
    environmentData.set(HAND_OVER_KEY, handOver);
    launch.done = true;
    return { ...message, environmentData };
  },
  hasRuntime: (worker) => getStarted(worker) !== undefined,
};

// The name that the program gives a worker, read without running code of it.
function nameIn(options: unknown): string | undefined {
  if (typeof options !== 'object' || options === null || isProxy(options)) return undefined;
  const name: unknown = Reflect.getOwnPropertyDescriptor(options, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Replaces worker_threads.Worker. */
export function patchWorkerStart(): void {
  runText = process.env[RUN_VARIABLE] ?? inheritedRun();
  const Original = workerThreads.Worker;
  const Patched = new Proxy(Original, {
    construct(target, values: unknown[], newTarget): object {
      const { options, hidden } = withPreload(values[1]);
      const slot = allocateSlot(thread.words, thread.at, thread.owner, thread.slot);
      if (slot === NO_SLOT) {
        lost(
          'a thread',
          `more than ${SLOTS - 1} threads are alive: the accesses of further ones are not seen`,
        );
      }
      const launch: Launch = {
        slot,
        clock: slot === NO_SLOT ? new Int32Array(new SharedArrayBuffer(SLOTS * 4)) : undefined,
        createdAt: captureStack(),
        ports: portsIn((values[1] as { transferList?: unknown } | undefined)?.transferList),
        streams: streamChannelFor(values[1]),
        hidden,
        name: nameIn(values[1]),
        buffers: [],
        done: false,
      };
      const outer = launching.now;
      launching.now = launch;
      let worker: object | undefined;
      try {
        worker = Reflect.construct(
          target,
          options === values[1] ? values : [values[0], options],
          newTarget,
        ) as object;
        if (launch.done) started.set(worker, { slot, clock: launch.clock });
        else abandonSlot(slot, thread.owner);
        control[C_WORKERS] = 1;
        return worker;
      } finally {
        launching.now = outer;
        // Not caught: Node shows the line that an error was thrown from, or thrown again.
        if (worker === undefined) {
          abandonSlot(slot, thread.owner);
          for (const { region } of launch.buffers) if (region >= 0) retractRegion(region);
        }
      }
    },
  });
  registerNative(Patched, Original);
  Reflect.defineProperty(workerThreads, 'Worker', {
    value: Patched,
    writable: true,
    configurable: true,
    enumerable: true,
  });
  const own = Reflect.getOwnPropertyDescriptor(Original.prototype, 'constructor');
  if (own !== undefined)
    Reflect.defineProperty(Original.prototype, 'constructor', { ...own, value: Patched });
  builtinsReplaced();
}
