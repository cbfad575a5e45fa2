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
const HELPERS = new Set([
  ...RUNNERS,
  '__generator',
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
  'asyncGeneratorStep',
  '_asyncGeneratorStep',
  'asyncGeneratorStep$1',
]);

function calledName(callee: Expression | Super): string {
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

/** Whether a function or variable of this name is a compiler's helper: part of the language, not of the program. */
export function isCompilerHelper(name: string, value: AnyNode | null | undefined): boolean {
  return HELPERS.has(name) && (value == null || value.type !== 'CallExpression');
}
