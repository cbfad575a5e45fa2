// Promise.all and Promise.allSettled: every input happens before the result. V8 tells only of the input that settled
// last, so the two functions are replaced on Promise by ones that note which reactions are their inputs. Promise.race and
// Promise.any need nothing: the winner's reaction settles the result.
import { registerNative } from '../hooks/natives.ts';
import { ObjectDefineProperty, ReflectApply } from '../hooks/primordials.ts';
import { collectInputs } from './promises.ts';
import { watching } from './watching.ts';

export function trackCombinators(): void {
  for (const name of ['all', 'allSettled'] as const) {
    const original = Promise[name] as (this: unknown, inputs: unknown) => object;
    // A method of an object literal is no constructor and has no prototype, as the built-in.
    const { [name]: wrapper } = {
      [name](this: unknown, inputs: unknown): object {
        if (!watching.begun) return ReflectApply(original, this, [inputs]) as object;
        return collectInputs(() => ReflectApply(original, this, [inputs]) as object);
      },
    };
    registerNative(wrapper!, original);
    ObjectDefineProperty(Promise, name, {
      value: wrapper,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}
