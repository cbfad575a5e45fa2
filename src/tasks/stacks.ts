// Raw stacks for reports. One costs 9–16 µs, so a stack is taken at the report itself and, for sides that lie in the
// past, at the first visit of a site only: later visits of the same site are shown with the stack of an earlier one.

const FRAMES = 24;
/** The file racewire's runtime was bundled into: its own frames are left out. */
let ownFile: string | null = null;

const stacks = new Map<number, string>();
const hasStack = stacks.has.bind(stacks);

/** The raw stack of where we are, racewire's own innermost frames left out. */
export function takeStack(): string {
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

/** Frames in V8's own format, whatever the program made of Error.prepareStackTrace. */
function rawFrames(_error: Error, frames: NodeJS.CallSite[]): string {
  let text = 'Error';
  let own = true;
  for (const frame of frames) {
    const file = frame.getFileName() ?? null;
    ownFile ??= file;
    own &&= file === ownFile;
    if (!own) text += `\n    at ${String(frame)}`;
  }
  return text;
}

/** Takes a stack at the first visit of `site`. */
export function noteSite(site: number): void {
  if (!hasStack(site)) stacks.set(site, takeStack());
}

/** The stack of the first visit of `site`. */
export function sampleStack(site: number): string | undefined {
  noteSite(site);
  return stacks.get(site);
}

/** The stack of the first visit of `site`, or undefined if there was none. */
export function knownStack(site: number): string | undefined {
  return stacks.get(site);
}
