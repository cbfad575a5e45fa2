// What a program sees of async_hooks and AsyncLocalStorage: the same kinds of resources, triggers, contexts and order as
// natively. Numbers of ids may differ, so they are named by the order in which the program first sees them.
import { describe, expect, it } from 'vitest';
import { NODES, project } from '../cli/project.ts';

const PROGRAM = `
import { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { EventEmitter, once } from 'node:events';
import { writeSync } from 'node:fs';

const names = new Map([[0, 'none'], [executionAsyncId(), 'main']]);
const known = new Set(names.keys());
const kinds = new Map();
const seen = [];
// An id that the program was never told of (of what was there before its hook) is 'earlier'.
const name = (id) => names.get(id) ?? 'earlier';
const resources = new WeakMap();
const hook = createHook({
  init(id, type, trigger, resource) {
    const count = (kinds.get(type) ?? 0) + 1;
    kinds.set(type, count);
    names.set(id, type + ' ' + count);
    resources.set(resource, names.get(id));
    seen.push('init ' + names.get(id) + ' by ' + name(trigger) + ' in ' + name(executionAsyncId()));
  },
  before(id) { seen.push('before ' + name(id) + (resources.get(executionAsyncResource()) === name(id) ? '' : ' with another resource')); },
  after(id) { seen.push('after ' + name(id)); },
  promiseResolve(id) { seen.push('resolve ' + name(id)); },
}).enable();

const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
const cache = new Map();
let shared = 0;
const say = (what) => seen.push(what + ': ' + storage.getStore() + ' ' + other.getStore() + ' in ' + name(executionAsyncId()) + ' by ' + name(triggerAsyncId()));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function task(id) {
  if (!cache.has(id)) {
    say('before await');
    await sleep(1);
    say('after await');
    shared += 1;
    cache.set(id, await Promise.all([id, Promise.resolve(shared)]));
  }
  other.enterWith('entered ' + id);
  for await (const part of (async function* () { yield 1; say('in generator'); yield 2; })()) shared += part;
  say('after loop');
  return cache.get(id);
}
await storage.run('a', () => task('a'));
await storage.run('b', async () => {
  await Promise.allSettled([task('b'), Promise.reject(new Error('x')).catch(() => say('caught'))]);
  process.nextTick(() => say('tick'));
  queueMicrotask(() => say('microtask'));
  new AsyncResource('OWN').runInAsyncScope(() => say('own resource'));
  const bound = AsyncResource.bind(() => say('bound'));
  storage.exit(() => bound());
  await new Promise((resolve) => setImmediate(() => resolve(say('immediate'))));
  const emitter = new EventEmitter();
  setTimeout(() => emitter.emit('go'), 1);
  await once(emitter, 'go');
  say('once');
});
const interval = setInterval(() => { say('interval'); clearInterval(interval); }, 1);
await sleep(5);
const snapshot = storage.run('c', () => AsyncLocalStorage.snapshot());
snapshot(() => say('snapshot'));
hook.disable();
await readFile(new URL(import.meta.url));
seen.push('file: ' + storage.getStore() + ' ' + other.getStore());
// Natively, promises that Node's module loader made before the first hook tell nothing.
writeSync(1, JSON.stringify(seen.filter((line) => !/^(before|after|resolve) earlier/.test(line)), null, 1));
`;

describe.each(NODES)('on %s', (node) => {
  it(
    'async_hooks and AsyncLocalStorage are as natively, also under --inspect',
    { timeout: 60_000 },
    async () => {
      const at = project({ 'a.mjs': PROGRAM });
      for (const flags of [[], ['--inspect=127.0.0.1:0']]) {
        const command = ['node', ...flags, 'a.mjs'];
        const native = await at.plain(command, { node });
        const wrapped = await at.racewire(['--level', 'strict'], command, { node });
        const expected = JSON.parse(native.stdout) as string[];
        expect(expected.length).toBeGreaterThan(100);
        expect(JSON.parse(wrapped.stdout)).toEqual(expected);
      }
    },
  );
});
