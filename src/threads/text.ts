// Text that the language makes of a view: `${view}`, String(view), view + ''. All of it comes down to the view's own join,
// which is replaced: a call that instrumented code did not announce reads the whole view.
import { ReflectApply, byteLengthOf, isTypedArray } from './builtins.ts';
import { viewInfo } from './buffers.ts';
import { flags } from '../hooks/flags.ts';
import { registerNative } from '../hooks/natives.ts';
import { record } from './record.ts';
import { PLAIN } from './shadow-cell.ts';
import { dynamicSite } from './sites.ts';

type Method = (this: object, ...values: unknown[]) => unknown;

let announced: object | undefined;

/** Says that instrumented code, which has recorded it, makes text of `view` next. */
export function announceText(view: object): void {
  if (isTypedArray(view) && viewInfo(view) !== undefined) announced = view;
}

/** Replaces %TypedArray%.prototype.join. */
export function patchText(prototype: object): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(prototype, 'join');
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  const patched = {
    join(this: object, ...values: unknown[]): unknown {
      const known = announced === this;
      announced = undefined;
      if (flags.shared !== 0 && !known && isTypedArray(this)) {
        const info = viewInfo(this);
        if (info !== undefined)
          record(info.buffer, info.byteOffset, byteLengthOf(this), PLAIN, dynamicSite('join'), undefined);
      }
      return ReflectApply(original, this, values);
    },
  }.join;
  Reflect.defineProperty(prototype, 'join', { ...descriptor, value: registerNative(patched, original) });
}
