// CommonJS on every Node: Module.prototype._compile is the last step before V8, after all that other loaders (tsx,
// ts-node, pirates, nyc) did to the text. An ES module that is required passes here, too, with format 'module'.
import Module from 'node:module';
import type { Instrumenter } from './instrumenter.ts';
import type { Selection } from './selection.ts';
import type { SourceKind } from './source-cache.ts';

type Compile = (this: unknown, content: string, filename: string, format?: string) => unknown;

/** Instruments what `require` loads. */
export function hookCommonJs(instrumenter: Instrumenter, selected: Selection): void {
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  const hooked: Compile = function (content, filename, format, ...rest: unknown[]) {
    if (
      typeof content === 'string' &&
      typeof filename === 'string' &&
      isJavaScript(format) &&
      selected(filename)
    ) {
      const code = instrumenter.instrument(content, filename, kindOf(format));
      if (code !== undefined) content = code;
    }
    return Reflect.apply(compile, this, [content, filename, format, ...rest]);
  };
  Object.defineProperty(hooked, 'name', { value: compile.name, configurable: true });
  prototype._compile = hooked;
}

// Node strips types in _compile itself where the format says TypeScript; the load hook has done it before (modules.ts).
function isJavaScript(format: string | undefined): boolean {
  return format === undefined || format === null || format === 'commonjs' || format === 'module';
}

function kindOf(format: string | undefined): SourceKind {
  return format === 'commonjs' ? 'commonjs' : format === 'module' ? 'module' : 'commonjs-or-module';
}
