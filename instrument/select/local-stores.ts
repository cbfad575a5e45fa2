// Arrays, objects, Maps and Sets that never leave the function that makes them: nobody else can touch them, so their
// accesses get no hook. The analysis asks the two questions here and drops the store at the first use that is neither.
import type { Binding } from '../analyze/scope.ts';
import type { Expression } from 'acorn';
import { METHODS } from '../protocol.ts';
import { isNewList } from './own-values.ts';

const FRESH_CLASSES = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array']);
/** What stands behind them are functions of Node's modules. */
const OWN_METHODS: ReadonlySet<string> = new Set(METHODS.slice(0, METHODS.indexOf('deflate')));
/** Methods whose result is the store itself: harmless only where the result is not used. */
const RETURN_THEMSELVES = new Set(['set', 'add', 'sort', 'reverse', 'fill', 'copyWithin']);
/** `Object.keys(x)` and the like look at x and forget it. */
const READERS = new Set([
  'keys',
  'values',
  'entries',
  'stringify',
  'all',
  'allSettled',
  'race',
  'any',
  'from',
  'isArray',
]);
const READER_OBJECTS = new Set(['Object', 'JSON', 'Promise', 'Array']);

/** Whether the expression makes a new store that nobody else knows. Globals' names are taken as the built-ins here. */
export function isFreshStore(init: Expression): boolean {
  switch (init.type) {
    case 'ArrayExpression':
      return true;
    case 'ObjectExpression':
      // A method would see the object as `this`.
      return init.properties.every(
        (property) =>
          property.type === 'SpreadElement' ||
          (property.kind === 'init' && !property.method && property.value.type !== 'FunctionExpression'),
      );
    case 'NewExpression':
      return init.callee.type === 'Identifier' && FRESH_CLASSES.has(init.callee.name);
    default:
      return false;
  }
}

/** Whether calling `store.name(…)` keeps a fresh store contained. */
export function keepsContained(name: string, resultUsed: boolean): boolean {
  return OWN_METHODS.has(name) && !(resultUsed && RETURN_THEMSELVES.has(name));
}

/** Whether `object.name(store)` only looks at its argument. */
export function onlyLooksAt(object: string, name: string): boolean {
  return READER_OBJECTS.has(object) && READERS.has(name);
}

/** Whether the variable's store is provably its function's own. */
export function isLocalStore(binding: Binding | undefined): boolean {
  return (
    binding !== undefined &&
    !binding.escapes &&
    !binding.captured &&
    !binding.reassigned &&
    !binding.redeclared &&
    !binding.scope.dynamic &&
    !binding.unhookable &&
    binding.scope.fn.parent !== null &&
    (binding.fresh || (binding.value !== null && isNewList(binding.value)))
  );
}
