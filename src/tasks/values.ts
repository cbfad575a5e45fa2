// What is known of the values that accesses keep: something, nothing, or not known.
import { ABSENT, UNKNOWN } from './store.ts';

/** Whether one of two known values is truthy and the other one is not. */
export function turns(before: unknown, value: unknown): boolean {
  return before !== UNKNOWN && value !== UNKNOWN && isTruthy(before) !== isTruthy(value);
}

/** Whether a known value is something. */
export function isTruthy(value: unknown): boolean {
  return value !== ABSENT && Boolean(value);
}
