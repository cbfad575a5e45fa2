// CommonJS on every Node: Module.prototype._compile is the last step before V8, after all that other loaders (tsx,
// ts-node, pirates, nyc) did to the text. An ES module that is required passes here, too, with format 'module'.
import Module from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Instrumenter } from './instrumenter.ts';
import { typesOf } from './modules.ts';
import type { Selection } from './selection.ts';
import type { SourceKind } from './source-cache.ts';

// By the format Node tells, which is none where it has to find out itself.
const KINDS: Readonly<Record<string, SourceKind>> = {
  '': 'commonjs-or-module',
  commonjs: 'commonjs',
  'commonjs-typescript': 'commonjs',
  module: 'module',
};

type Compile = (this: unknown, content: string, filename: string, format?: string) => unknown;

/** Instruments what `require` loads. */
export function hookCommonJs(instrumenter: Instrumenter, selected: Selection): void {
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  const hooked: Compile = function (content, filename, format, ...rest: unknown[]) {
    if (typeof content === 'string' && typeof filename === 'string' && selected(filename)) {
      const kind = KINDS[format ?? ''];
      const types =
        format === 'commonjs-typescript' ? typesOf(content, pathToFileURL(filename).href) : undefined;
      const code = kind === undefined ? undefined : instrumenter.instrument(content, filename, kind, types);
      if (code !== undefined) {
        content = code;
        // Types are stripped already; Node would do it again.
        if (format === 'commonjs-typescript') format = 'commonjs';
      }
    }
    return Reflect.apply(compile, this, [content, filename, format, ...rest]);
  };
  Object.defineProperty(hooked, 'name', { value: compile.name, configurable: true });
  prototype._compile = hooked;
}
