// Which objects are one side of a structured clone between threads (copies.ts), until they become watched stores.
// A stamp costs less than a shadow, and most of what is sent is never touched again.
import { makeStampField, type StampField } from './stamp-field.ts';
import type { CopyWatch } from './store.ts';

const field: StampField<CopyWatch> = makeStampField();
let any = false;

/** Says that `store` was cloned, or is a clone. */
export function stampCopy(store: object, copy: CopyWatch): void {
  any = true;
  field.set(store, copy);
}

/** What `store` is a side of, or null. */
export function copyOf(store: object): CopyWatch | null {
  return any ? (field.get(store) ?? null) : null;
}
