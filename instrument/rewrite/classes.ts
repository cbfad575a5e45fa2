// Classes: methods are functions whose text begins at their name; field initialisers have no body, so nothing in them
// can use a temporary.
import type { Class, MethodDefinition, ObjectExpression, Property, SpreadElement } from 'acorn';
import { skipTrivia } from '../parse/tokens.ts';
import { visitObjectSpread } from './iterated.ts';
import { openMark, visitStaticBlock, walkFunction } from './functions.ts';
import { Frame } from './frame.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';
import { variableRead } from './variables.ts';

/** What a class extends whose instances are stores. */
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

export function visitClass(node: Class, r: Rewriter): void {
  const mark = openMark(node.start, r);
  walkClass(node, r);
  mark(node.end);
}

function walkClass(node: Class, r: Rewriter): void {
  const { superClass, body } = node;
  if (superClass != null) r.walk(superClass);
  r.privateNames.push(privateNames(node));
  const outside = r.inCollection;
  const isCollection = superClass?.type === 'Identifier' && COLLECTIONS.has(superClass.name);
  for (const member of body.body) {
    r.inCollection = isCollection && member.type !== 'StaticBlock' && !member.static;
    if (member.type === 'StaticBlock') visitStaticBlock(member, r);
    else if (member.type === 'MethodDefinition') walkMethod(member, r);
    else {
      if (member.computed) r.walk(member.key);
      if (member.value == null) continue;
      const outer = r.frame;
      r.frame = new Frame(outer.name, false, true, outer);
      r.hint(member.value, keyName(member.key));
      const guard = r.guard;
      r.guard = 0;
      r.walk(member.value);
      r.guard = guard;
      r.nameHint = '';
      r.frame = outer;
    }
  }
  r.inCollection = outside;
  r.privateNames.pop();
}

/** The private names that a class declares, each with whether no code runs when it is read: it is no accessor. */
function privateNames({ body }: Class): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  for (const member of body.body) {
    if (member.type !== 'StaticBlock' && member.key.type === 'PrivateIdentifier')
      names.set(member.key.name, member.type === 'PropertyDefinition' || member.kind === 'method');
  }
  return names;
}

function keyName(key: { type: string; name?: string }): string {
  return key.type === 'PrivateIdentifier' ? '#' + key.name : (key.name ?? '');
}

/** A method's own text begins behind `static`. */
function methodStart(node: MethodDefinition, r: Rewriter): number {
  return node.static ? skipTrivia(r.code, node.start + 'static'.length) : node.start;
}

function walkMethod(node: MethodDefinition, r: Rewriter): void {
  const start = methodStart(node, r);
  const mark = openMethodMark(start, node.key, node.computed, r);
  if (node.computed) r.walk(node.key);
  r.constructs = node.kind === 'constructor';
  walkFunction(node.value, keyName(node.key), r);
  mark(node.end);
}

/** As openMark; a first token that is a string or private name is as long as the key. */
function openMethodMark(
  start: number,
  key: { start: number; end: number },
  computed: boolean,
  r: Rewriter,
): (end: number) => void {
  return !computed && key.start === start ? openMark(start, r, key.end) : openMark(start, r);
}

export function visitObject(node: ObjectExpression, r: Rewriter): void {
  for (const property of node.properties) visitMemberOfObject(property, r);
}

export function visitMemberOfObject(node: Property | SpreadElement, r: Rewriter): void {
  if (node.type === 'SpreadElement') visitObjectSpread(node, r);
  else visitProperty(node, r);
}

function visitProperty(node: Property, r: Rewriter): void {
  const { key, value } = node;
  if (node.method || node.kind !== 'init') {
    const mark = openMethodMark(node.start, key, node.computed, r);
    if (node.computed) r.walk(key);
    if (value.type === 'FunctionExpression')
      walkFunction(value, keyName(key as { type: string; name?: string }), r);
    mark(node.end);
    return;
  }
  if (node.shorthand) {
    const variable = value.type === 'Identifier' ? hookedVariable(value) : null;
    // `__proto__: x` would set the prototype, which the shorthand does not.
    if (variable !== null && variable.name !== '__proto__' && value.type === 'Identifier')
      r.edits.insert(node.end, `:${variableRead(value, variable, r)}`);
    return;
  }
  if (node.computed) r.walk(key);
  r.hint(value, node.computed ? '' : keyName(key as { type: string; name?: string }));
  r.walk(value);
  r.nameHint = '';
}
