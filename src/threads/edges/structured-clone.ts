// structuredClone in one thread orders nothing, but its result holds new objects over the same shared memory, and the
// ports it transfers are new objects, too: they are made known as those in a message are.
import { ReflectApply } from '../builtins.ts';
import { adopt } from '../buffers.ts';
import { portsIn, trustPort } from '../envelope.ts';
import type { BufferEntry, PassedPort } from '../hand-over.ts';
import { registerNative } from '../../hooks/natives.ts';
import { sharedMemoryIn } from '../payload.ts';
import { retractRegion } from '../shadow-regions.ts';

type Clone = (this: unknown, ...values: unknown[]) => unknown;

interface Parcel {
  readonly payload: unknown;
  readonly buffers: readonly BufferEntry[];
  readonly ports: readonly PassedPort[];
}

/** Replaces structuredClone of the global object. */
export function patchStructuredClone(): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(globalThis, 'structuredClone');
  const original = descriptor?.value as Clone | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  const patched = {
    structuredClone(this: unknown, ...values: unknown[]): unknown {
      const [value, options] = values;
      if (typeof value !== 'object' || value === null) return ReflectApply(original, this, values);
      const buffers = sharedMemoryIn(value);
      const ports = options === undefined ? [] : portsIn(options);
      if (buffers.length === 0 && ports.length === 0) return ReflectApply(original, this, values);
      const parcel: Parcel = { payload: value, buffers, ports };
      let received: Parcel | undefined;
      try {
        received = ReflectApply(original, this, [parcel, ...values.slice(1)]) as Parcel;
      } finally {
        // Not caught: Node shows the line that an error was thrown from, or thrown again.
        if (received === undefined) for (const { region } of buffers) if (region >= 0) retractRegion(region);
      }
      adopt(received.buffers, true);
      for (const { port, channel } of received.ports) trustPort(port, channel);
      return received.payload;
    },
  }.structuredClone;
  Reflect.defineProperty(globalThis, 'structuredClone', {
    ...descriptor,
    value: registerNative(patched, original),
  });
}
