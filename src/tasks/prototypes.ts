// What objects have from their prototypes, asked once a prototype: whether they are a list of the web (Headers …), and
// which names are accessors there. Walking the prototypes of each object anew costs a server some microseconds a request,
// whose objects are all new. A prototype that gets an accessor after its first object was watched keeps its first answer.
import {
  isProxy,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
  SetPrototypeHas,
} from '../hooks/primordials.ts';

/**
 * Built-in classes with keyed entries that are reached through their own methods only. They are told by the tag of their
 * prototype: to ask the global object for the class would load fetch and all it needs, 50 ms, at start-up.
 */
const LISTS: ReadonlySet<unknown> = new Set(['Headers', 'URLSearchParams', 'FormData']);

/** What a generator's function has made: it hands out what that yields, and no keys of its own. */
export const GENERATOR = 'generator';
const GENERATORS: ReadonlySet<unknown> = new Set(['Generator', 'AsyncGenerator']);

/** Names remembered of one prototype. */
const MAX_NAMES = 256;
const MAX_DEPTH = 16;

/** Tags of the prototypes of what has entries of its own inside. */
const COLLECTIONS: ReadonlySet<unknown> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

interface Facts {
  readonly list: string | undefined;
  /** Its objects may be collections; no: none is. */
  readonly collections: boolean;
  readonly accessors: Map<unknown, boolean>;
}

const facts = new WeakMap<object, Facts>();
const getFacts = facts.get.bind(facts);
const setFacts = facts.set.bind(facts);

function factsOf(prototype: object): Facts {
  let known = getFacts(prototype);
  if (known === undefined) {
    known = {
      list: tagOf(prototype, LISTS) ?? (tagOf(prototype, GENERATORS) === undefined ? undefined : GENERATOR),
      collections: tagOf(prototype, COLLECTIONS) !== undefined,
      accessors: new Map(),
    };
    setFacts(prototype, known);
  }
  return known;
}

function tagOf(prototype: object, tags: ReadonlySet<unknown>): string | undefined {
  for (let at: object | null = prototype; at !== null; at = ReflectGetPrototypeOf(at)) {
    if (isProxy(at)) return undefined;
    const tag: unknown = ReflectGetOwnPropertyDescriptor(at, Symbol.toStringTag)?.value;
    if (SetPrototypeHas(tags, tag)) return tag as string;
  }
  return undefined;
}

/** Whether objects with this prototype may be Maps, Sets or the like: of any realm, known by the tags of their prototypes. */
export function mayBeCollections(prototype: object): boolean {
  return factsOf(prototype).collections;
}

/** The name of the list class that objects with this prototype are of, or that they are generators. */
export function listType(prototype: object): string | undefined {
  return factsOf(prototype).list;
}

/** Whether the prototypes of `target`, no proxy, have an accessor of that name. */
export function isInheritedAccessor(target: object, key: unknown): boolean {
  const prototype = ReflectGetPrototypeOf(target);
  if (prototype === null) return false;
  const { accessors } = factsOf(prototype);
  let known = accessors.get(key);
  if (known === undefined) {
    known = findAccessor(prototype, key);
    if (accessors.size < MAX_NAMES) accessors.set(key, known);
  }
  return known;
}

function findAccessor(prototype: object, key: unknown): boolean {
  let at: object | null = prototype;
  for (let depth = 0; at !== null && depth < MAX_DEPTH; depth++) {
    if (isProxy(at)) return true;
    const descriptor = ReflectGetOwnPropertyDescriptor(at, key as PropertyKey);
    if (descriptor !== undefined) return !('value' in descriptor);
    at = ReflectGetPrototypeOf(at);
  }
  return false;
}
