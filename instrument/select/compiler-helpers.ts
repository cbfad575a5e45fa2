// Code that compilers make of async functions: a generator given to a helper that runs it (`__awaiter` of TypeScript,
// `_asyncToGenerator` of Babel and SWC, `__async` of esbuild). Its yields are the awaits that were written.
import type { AnyNode, CallExpression, Expression, Super } from 'acorn';

const RUNNERS = new Set([
  '__awaiter',
  '_asyncToGenerator',
  '_async_to_generator',
  'asyncToGenerator',
  '__async',
]);
/** They run a generator that was compiled to a state machine, given as a function. */
const MACHINE_RUNNERS = new Set(['__generator', '_ts_generator']);
const HELPERS = new Set([
  ...RUNNERS,
  ...MACHINE_RUNNERS,
  '_regenerator',
  '_regeneratorDefine',
  '_regeneratorDefine2',
  '_regeneratorRuntime',
  '__asyncValues',
  '__asyncGenerator',
  '__asyncDelegator',
  '__await',
  '__values',
  '__read',
  '__spreadArray',
  '__rest',
  '__assign',
  '__extends',
  '__decorate',
  '__importStar',
  '__importDefault',
  '__exportStar',
  '__createBinding',
  '__setModuleDefault',
  '__classPrivateFieldGet',
  '__classPrivateFieldSet',
  '__classPrivateFieldIn',
  '__privateGet',
  '__privateSet',
  '__privateAdd',
  '__privateIn',
  '__accessCheck',
  '_class_private_field_get',
  '_class_private_field_set',
  '_class_private_field_init',
  '_class_private_field_update',
  '_class_apply_descriptor_update',
  '__privateWrapper',
  '_class_extract_field_descriptor',
  '_class_apply_descriptor_get',
  '_class_apply_descriptor_set',
  '_classPrivateFieldGet',
  '_classPrivateFieldGet2',
  '_classPrivateFieldSet',
  '_classPrivateFieldSet2',
  '_classPrivateFieldInitSpec',
  '_classApplyDescriptorGet',
  '_classApplyDescriptorSet',
  '_assertClassBrand',
  'asyncGeneratorStep',
  '_asyncGeneratorStep',
  'asyncGeneratorStep$1',
]);

/** The name by which a helper is called: `f`, `tslib_1.f`, `(0, tslib_1.f)`; '' if it is none. */
export function calledName(callee: Expression | Super): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'MemberExpression':
      return callee.property.type === 'Identifier' && !callee.computed ? callee.property.name : '';
    case 'SequenceExpression':
      return calledName(callee.expressions.at(-1)!);
    default:
      return '';
  }
}

/** Whether the call runs the generator it is given as an async function. */
export function runsGenerator(node: CallExpression): boolean {
  return RUNNERS.has(calledName(node.callee));
}

/** Whether such a call runs it once, where it stands; others make a function that does. */
export function runsAtOnce({ callee }: CallExpression): boolean {
  const name = calledName(callee);
  return name === '__awaiter' || name === '__async';
}

/** Whether the call runs a state machine: TypeScript's and SWC's helper, or regenerator's `wrap` (`w` in Babel's own copy). */
export function runsMachine({ callee }: CallExpression): boolean {
  const name = calledName(callee);
  if (MACHINE_RUNNERS.has(name)) return true;
  return (
    (name === 'wrap' || name === 'w') &&
    callee.type === 'MemberExpression' &&
    /^_?regenerator(?:Runtime)?\d*$/.test(rootName(callee.object))
  );
}

function rootName(node: Expression | Super): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'CallExpression':
      return rootName(node.callee);
    case 'MemberExpression':
      return rootName(node.object);
    default:
      return '';
  }
}

/** Whether a function or variable of this name is a compiler's helper: part of the language, not of the program. */
export function isCompilerHelper(name: string, value: AnyNode | null | undefined): boolean {
  return HELPERS.has(name) && (value == null || value.type !== 'CallExpression');
}
