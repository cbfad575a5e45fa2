// Every message to a user about wrong use, in one catalog: a permanent code, what was expected, what came, what to do.

const CATALOG = {
  ERR_RACEWIRE_USAGE: (text: string): string => text,
  ERR_RACEWIRE_NO_COMMAND: (): string =>
    'Expected a command after `--`, got none; write for example `racewire -- node app.mjs`',
  ERR_RACEWIRE_UNKNOWN_OPTION: (option: string, nearest?: string): string =>
    `Expected a known option, got \`${option}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`} \`racewire --help\` lists all`,
  ERR_RACEWIRE_COMMAND_NOT_FOUND: (command: string): string =>
    `Expected a command that exists, got \`${command}\`, which was not found on the PATH${/\.[cm]?[jt]s$/.test(command) ? `; did you mean \`racewire -- node ${command}\`?` : ''}`,
  ERR_RACEWIRE_COMMAND_NOT_STARTED: (command: string, why: string): string =>
    `Expected \`${command}\` to start, got ${why}`,
  ERR_RACEWIRE_BENCH_FAILED: (command: string, how: string, code: number, words: string): string =>
    `Expected \`${command}\` to succeed, so that its times can be compared, got exit code ${code} ${how}${words === '' ? '' : `; it ended with: ${words}`}`,
  ERR_RACEWIRE_VALUE: (where: string, expected: string, got: string): string =>
    `Expected ${where} to be ${expected}, got ${got}`,
  ERR_RACEWIRE_UNKNOWN_KEY: (key: string, where: string, nearest?: string): string =>
    `Expected a known key in ${where}, got \`${key}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  ERR_RACEWIRE_CONFIG: (file: string, why: string): string =>
    `Expected \`${file}\` to be a configuration, got ${why}`,
  ERR_RACEWIRE_SUPPRESSIONS: (file: string, line: number, got: string): string =>
    `Expected \`kind:pattern\` in the suppressions at ${file}:${line}, got \`${got}\``,
  ERR_RACEWIRE_FILE: (file: string, expected: string, why: string): string =>
    `Expected \`${file}\` to be ${expected}, got ${why}`,
  ERR_RACEWIRE_SPOOL: (directory: string, why: string): string =>
    `Expected to create a directory for facts in \`${directory}\`, got ${why}; the command runs without race detection. Set TMPDIR to a directory that can be written`,
  ERR_RACEWIRE_OUTPUT: (file: string, why: string): string =>
    `Expected to write the report to \`${file}\`, got ${why}`,
} as const;

export type ErrorCode = keyof typeof CATALOG;

/** A mistake of the user's that racewire can name. It is printed as one line; the command line then exits with 2. */
export class RacewireError extends Error {
  override readonly name = 'RacewireError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes the error of this code from the arguments of its message. */
export function userError<C extends ErrorCode>(
  code: C,
  ...values: Parameters<(typeof CATALOG)[C]>
): RacewireError {
  const message = (CATALOG[code] as (...given: unknown[]) => string)(...values);
  return new RacewireError(code, message);
}

/** What stands where a value was refused: text in backquotes, other values as JSON. */
export function quoted(value: unknown): string {
  return `\`${typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))}\``;
}

/** The entry of `known` nearest to `word` by edit distance, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + change);
    }
    previous = row;
  }
  return previous[b.length]!;
}
