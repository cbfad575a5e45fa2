// Function.prototype.toString gives the text that was written, not the instrumented one: libraries send functions to
// workers as text, parse them, or show them. The transformer marks each function and class whose text it changed, right
// behind its first token (instrument/rewrite/marks.ts): /*@rw:<key>:<start>:<end>*/ with offsets in the original text.
// Invariant: what a program can tell from the patched method is what it could tell from the built-in one: name, length,
// no prototype, a native-looking text, the same TypeError for receivers that are no functions.
import { nativeOf } from './natives.ts';
import { ObjectDefineProperty, ReflectApply, uncurry } from './primordials.ts';

const MARK = '/*@rw:';
const NATIVE_TEXT = 'function toString() { [native code] }';

const StringIndexOf = uncurry(String.prototype.indexOf);
const StringSlice = uncurry(String.prototype.slice);
const StringReplace = uncurry(String.prototype.replace) as unknown as (
  text: string,
  pattern: RegExp,
  by: string,
) => string;
const RegExpExec = uncurry(RegExp.prototype.exec);
const MapGet = uncurry(Map.prototype.get);
const MapSet = uncurry(Map.prototype.set);

const sources = new Map<string, string | (() => string | undefined)>();

/**
 * Remembers the original text of an instrumented file.
 * @param key - the key the file was transformed with
 * @param code - the text, or a function that reads it when a function of the file is asked for its text
 */
export function registerSource(key: string, code: string | (() => string | undefined)): void {
  MapSet(sources, key, code);
}

function sourceOf(key: string): string | undefined {
  const known = MapGet(sources, key) as string | (() => string | undefined) | undefined;
  if (typeof known !== 'function') return known;
  let read: string | undefined;
  try {
    read = known();
  } catch {
    // The file is gone: the marked text has to do.
  }
  if (read !== undefined) MapSet(sources, key, read);
  return read;
}

/** The text as it was written: the original where its file is known, else the instrumented text without marks. */
export function originalText(text: string): string {
  const at = StringIndexOf(text, MARK);
  if (at < 0) return text;
  const end = StringIndexOf(text, '*/', at);
  const match = RegExpExec(/^([0-9a-f]+):(\d+):(\d+)$/, StringSlice(text, at + MARK.length, end));
  if (match === null) return text;
  const source = sourceOf(match[1]!);
  if (source !== undefined) return StringSlice(source, Number(match[2]), Number(match[3]));
  return StringReplace(text, /\/\*@rw:[0-9a-f]+:\d+:\d+\*\//g, '');
}

/** Patches Function.prototype.toString of a realm; `realm` is its global object. Once per realm. */
export function installFunctionText(realm: { Function: FunctionConstructor } = globalThis): void {
  const prototype = realm.Function.prototype as { toString(): string };
  const original = prototype.toString;
  const patched = {
    toString(this: unknown): string {
      if (this === patched) return NATIVE_TEXT;
      // A built-in that the runtime replaced prints like the one it stands for.
      const native = typeof this === 'function' ? nativeOf(this) : undefined;
      const text = ReflectApply(original, native ?? this, []) as string;
      try {
        return originalText(text);
      } catch {
        return text;
      }
    },
  }.toString;
  ObjectDefineProperty(prototype, 'toString', {
    value: patched,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
