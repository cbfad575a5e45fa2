// The off-thread hooks of module.register; bundled as dist/loader-hooks.mjs. Runs in Node's hooks thread, where the
// program is not: it only turns text into text, and spools what it had to skip. Other loaders that the program registers
// are loaded through it into that thread, too: they run instrumented, with hooks that do nothing.
import process from 'node:process';
import { join } from 'node:path';
import { HOOKS } from '../../instrument/protocol.ts';
import { openSpool } from '../facts/spool.ts';
import type { RunOptions } from '../facts/options.ts';
import { loadBuilt } from './compiled-code.ts';
import { fileOfUrl, makeInstrumenter, type Instrumenter } from './instrumenter.ts';
import { decode, isSelected } from './modules.ts';
import { makeSelection, type Selection } from './selection.ts';

interface Loaded {
  format?: string | null;
  source?: string | ArrayBuffer | NodeJS.TypedArray | null;
}

let instrumenter: Instrumenter | undefined;
let selected: Selection = () => false;

// The chain holds `load` once for each registration: only the outermost, which is called first, does the work.
const under = new Set<string>();

export function initialize(data: { options: RunOptions; home: string }): void {
  if (instrumenter !== undefined) return;
  openSpool(data.options.spool, `${process.pid}-loader-${Date.now().toString(36)}`);
  instrumenter = makeInstrumenter(data.options, data.home);
  selected = makeSelection(data.options, data.home);
  declareIdleHooks(join(data.home, 'runtime.cjs'));
}

// The runtime is loaded when the first instrumented module asks for the hooks: most programs register no loader.
function declareIdleHooks(runtime: string): void {
  let hooks: object | undefined;
  Object.defineProperty(globalThis, HOOKS, {
    configurable: true,
    get: () => (hooks ??= (loadBuilt(runtime, '', '').exports as { idleHooks(): object }).idleHooks()),
  });
}

export async function load(
  url: string,
  context: object,
  nextLoad: (url: string, context: object) => Promise<Loaded>,
): Promise<Loaded> {
  if (under.has(url)) return nextLoad(url, context);
  under.add(url);
  let loaded: Loaded;
  try {
    loaded = await nextLoad(url, context);
  } finally {
    under.delete(url);
  }
  // CommonJS comes with a text only where another loader made one (tsx); without, it passes Module.prototype._compile.
  const { format } = loaded;
  if (
    (format !== 'module' && format !== 'commonjs') ||
    loaded.source === undefined ||
    loaded.source === null
  ) {
    return loaded;
  }
  const file = fileOfUrl(url.replace(/[?#].*$/s, url.startsWith('data:') ? '$&' : ''));
  if (!isSelected(file, selected)) return loaded;
  const code = instrumenter?.instrument(decode(loaded.source), file, format);
  return code === undefined ? loaded : { ...loaded, source: code };
}
