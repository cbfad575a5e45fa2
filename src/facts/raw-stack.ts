// Stacks as V8 gives them, in instrumented positions: what facts carry. The report maps them once, afterwards.

/** Frames a raw stack is taken with; racewire's own innermost ones among them are left out. */
const FRAMES = 24;

/** The file racewire's runtime was bundled into. */
let ownFile: string | null = null;

/**
 * V8's own format, whatever the program made of Error.prepareStackTrace. The loader's mapping of stacks knows this very
 * function and hands it frames that are not mapped (src/load/stack-mapping.ts).
 */
export function rawFrames(_error: Error, frames: NodeJS.CallSite[]): string {
  let text = 'Error';
  let own = true;
  for (let index = 0; index < frames.length; index++) {
    const frame = frames[index]!;
    const file = frame.getFileName() ?? null;
    ownFile ??= file;
    own &&= file === ownFile;
    if (!own) text += `\n    at ${String(frame)}`;
  }
  return text;
}

/** A call on the stack: its function, as file and name, and the line it has come to. */
export interface Frame {
  readonly name: string;
  readonly line: number;
}

let calls: Frame[] = [];

/** Keeps the calls on the stack, in place of its text. */
function nameFrames(_error: Error, frames: NodeJS.CallSite[]): string {
  let own = true;
  for (let index = 0; index < frames.length; index++) {
    const frame = frames[index]!;
    const file = frame.getFileName() ?? '';
    own &&= file === ownFile;
    if (!own)
      calls[calls.length] = {
        name: `${file}\n${frame.getFunctionName() ?? ''}`,
        line: frame.getLineNumber() ?? 0,
      };
  }
  return '';
}

const { defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;

function put(key: string, value: unknown): void {
  defineProperty(Error, key, { value, writable: true, configurable: true, enumerable: true });
}

function putBack(key: string, before: PropertyDescriptor | undefined): void {
  // An own property that was not there must not be left behind.
  if (before === undefined) deleteProperty(Error, key);
  else defineProperty(Error, key, before);
}

/**
 * The raw stack of where we are, racewire's own innermost frames left out; '' where there is none. Nothing is thrown
 * where the program has frozen Error.
 */
export function takeRawStack(frames: number = FRAMES): string {
  return textOf(holdStack(frames));
}

/** The calls on the stack of where we are, innermost first, racewire's own innermost ones left out. */
export function takeFrames(frames: number): readonly Frame[] {
  if (ownFile === null) takeRawStack(1);
  calls = [];
  textOf(holdStack(frames), nameFrames);
  return calls;
}

/**
 * Where we are, not yet as text: that is three quarters of what a stack costs, and V8 makes it when it is asked for. Until
 * then it keeps the functions and the receivers of its frames alive.
 */
export function holdStack(frames: number = FRAMES): Error | null {
  const limit = getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  try {
    put('stackTraceLimit', frames);
    return new Error('');
  } catch {
    return null;
  } finally {
    putBack('stackTraceLimit', limit);
  }
}

/** The text of a stack that is held, as takeRawStack() gives it. */
export function textOf(held: Error | null, format: typeof rawFrames = rawFrames): string {
  if (held === null) return '';
  const prepare = getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    put('prepareStackTrace', format);
    const { stack } = held;
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  } finally {
    putBack('prepareStackTrace', prepare);
  }
}
