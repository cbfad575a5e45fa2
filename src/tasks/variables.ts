// Captured variables as stores: one token a scope and invocation, an entry a name.
import { alreadySeen, recordRead, recordWrite } from './accesses.ts';
import { noteFound, notePut } from './callbacks.ts';
import { noteReplaced } from './parts.ts';
import { replaceStore } from './replaced.ts';
import { isChange, shapeOf, storedShapeOf } from './shapes.ts';
import { coverage, type Entry, Seen, StoreShadow, UNKNOWN } from './store.ts';
import { clockwork } from './task.ts';
import { VALUE } from './write-traits.ts';

/** What the hook `sc` returns: stands for the variables of one scope, in one invocation. */
export class VariableScope {
  readonly site: number;
  /** The turn in which the scope was entered: its variables got their first values then, or later. */
  readonly turn: number = clockwork.turn;
  shadow: StoreShadow | null = null;

  constructor(site: number) {
    this.site = site;
  }
}

function entryOf(scope: VariableScope, name: string): Entry {
  let { shadow } = scope;
  if (shadow === null) {
    shadow = scope.shadow = new StoreShadow('variable');
    shadow.createdSite = scope.site;
    coverage.stores++;
  }
  const entry = shadow.entry(name);
  entry.madeAt = scope.site;
  entry.madeIn = scope.turn;
  return entry;
}

export function readVariable(
  scope: VariableScope,
  name: string,
  value: unknown,
  site: number,
  guard: boolean,
): void {
  const entry = entryOf(scope, name);
  if (alreadySeen(entry, guard ? Seen.GUARD : Seen.READ)) return;
  entry.current = value;
  noteFound(value);
  recordRead(scope.shadow!, entry, site, guard, shapeOf(value));
}

/** After the write: `value` is what the variable holds now. */
export function writeVariable(scope: VariableScope, name: string, value: unknown, site: number): void {
  const entry = entryOf(scope, name);
  const before = entry.current;
  entry.current = value;
  notePut(value);
  replaceStore(before, value, site);
  const changed = isChange(before, value);
  recordWrite(
    scope.shadow!,
    entry,
    site,
    'write',
    shapeOf(before),
    storedShapeOf(value, before),
    changed,
    VALUE,
  );
  noteReplaced(entry, before, value);
}

export function updateVariable(scope: VariableScope, name: string, site: number): void {
  const entry = entryOf(scope, name);
  const before = entry.current;
  entry.current = UNKNOWN;
  recordWrite(scope.shadow!, entry, site, 'update', shapeOf(before), UNKNOWN, true, VALUE);
}
