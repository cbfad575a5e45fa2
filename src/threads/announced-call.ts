// Between a hook and the built-in method it stands before: what the hook has recorded, the method must not record again.
let receiver: object | undefined;

/** Says that instrumented code, which has recorded what it touches, calls a method of the view `target` next. */
export function announceCall(target: object): void {
  receiver = target;
}

/** Whether a call on `target` was announced; forgets it. */
export function takeCall(target: object): boolean {
  const known = receiver === target;
  receiver = undefined;
  return known;
}

let view: unknown;

/** As announceCall, of a method that touches one element (element-methods.ts). */
export function announceElement(target: unknown): void {
  view = target;
}

/** As takeCall, of such a method. */
export function takeElement(target: unknown): boolean {
  const known = view === target;
  view = undefined;
  return known;
}
