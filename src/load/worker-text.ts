// `new Worker(code, { eval: true })`: the text reaches V8 in the worker without passing any hook, so it is instrumented
// before it is sent. Reports call it `[worker eval]`, as Node's own stacks do.
import workerThreads from 'node:worker_threads';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import { registerNative } from '../hooks/natives.ts';
import type { Instrumenter } from './instrumenter.ts';
import { hasSynchronousHooks } from './modules.ts';
import { tellWorker } from './register-hooks.ts';

const NAME = '[worker eval]';

/** Instruments the text of eval workers; after installRuntime, which replaces the constructor, too. */
export function hookWorkerText(instrumenter: Instrumenter): void {
  const { Worker } = workerThreads;
  const hooked = new Proxy(Worker, {
    construct(target, values: unknown[], newTarget): object {
      const [code, options] = values;
      const isText =
        typeof code === 'string' && Boolean((options as { eval?: unknown } | undefined | null)?.eval);
      if (isText) {
        values = [instrumenter.instrument(code, NAME, 'once-or-module') ?? code, ...values.slice(1)];
      }
      const make = (): object =>
        Reflect.construct(target, values, newTarget === hooked ? target : newTarget) as object;
      return hasSynchronousHooks() ? make() : tellWorker(code, isText, make);
    },
  });
  registerNative(hooked, Worker);
  const { value: _, ...attributes } = Object.getOwnPropertyDescriptor(workerThreads, 'Worker')!;
  Object.defineProperty(workerThreads, 'Worker', { ...attributes, value: hooked });
  const own = Object.getOwnPropertyDescriptor(Worker.prototype, 'constructor');
  if (own !== undefined) Object.defineProperty(Worker.prototype, 'constructor', { ...own, value: hooked });
  builtinsReplaced();
}
