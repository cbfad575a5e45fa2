// What Node itself emits when one of its handles has an event: a datagram is the `message` of its socket, a connection that of its server. No listener
// of that is called before it was added (emissions.ts). Other handles' events come to listeners through streams and parsers, and not
// each to one that is known here.
import { ReflectGetOwnPropertyDescriptor } from '../../hooks/primordials.ts';
import { noteEmission } from '../emissions.ts';

const EVENTS: ReadonlyMap<string, string> = new Map([
  ['datagram', 'message'],
  ['connection', 'connection'],
]);

/** The property of a handle that holds whom it belongs to; undefined: no handle was seen. */
let owner: symbol | undefined;

/** The turn that begins is an event of `resource`. */
export function emitsFor(resource: object, what: string): void {
  const event = EVENTS.get(what);
  if (event === undefined) return;
  owner ??= Object.getOwnPropertySymbols(resource).find(({ description }) => description === 'owner_symbol');
  if (owner === undefined) return;
  const emitter: unknown = ReflectGetOwnPropertyDescriptor(resource, owner)?.value;
  if (typeof emitter === 'object' && emitter !== null) noteEmission(emitter, event);
}
