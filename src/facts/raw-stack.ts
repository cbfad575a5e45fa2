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

/** The raw stack of where we are, racewire's own innermost frames left out; '' where there is none. */
export function takeRawStack(): string {
  const limit = Error.stackTraceLimit;
  const prepare = Error.prepareStackTrace;
  try {
    Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = rawFrames;
    const { stack } = new Error('');
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  } finally {
    Error.stackTraceLimit = limit;
    // An own property that was not there must not be left behind.
    if (prepare === undefined) delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    else Error.prepareStackTrace = prepare;
  }
}
