// Where a shell gives NODE_OPTIONS a value of its own (`"test": "NODE_OPTIONS=--experimental-vm-modules jest"`), what it starts
// would not belong to the run. Such a shell, told by its command line, gets a PATH that begins with a directory of the run's,
// in which a script by the name of `node` puts the preload back and becomes the next `node` of PATH. Node.js processes of the
// run take that directory out of their own PATH.
//
// LIMIT: what a shell's own files and other programs say is not looked into, and a shell that names Node.js by its path does
// not look for it; nor is this done on Windows.
import process from 'node:process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nodeOptionsWith } from '../facts/node-options.ts';

const directoryIn = (spool: string): string => join(spool, 'bin');

const isNode = (word: unknown): boolean => typeof word === 'string' && /(?:^|\/)node$/.test(word);

/**
 * Whether what is started by these words may set NODE_OPTIONS for what it starts itself.
 * @param words - the program's name and its arguments
 */
export function setsNodeOptions(words: readonly unknown[]): boolean {
  return (
    process.platform !== 'win32' &&
    !isNode(words[0]) &&
    words.some((word) => typeof word === 'string' && /\bNODE_OPTIONS\b/.test(word))
  );
}

/**
 * PATH with the script in front; as it was where the script cannot be made.
 * @param spool - the run's directory of spools
 */
export function withShim(path: string | undefined, spool: string, preload: string): string | undefined {
  const directory = directoryIn(spool);
  if (path === undefined || path === '' || path.split(delimiter).includes(directory)) return path;
  try {
    const file = join(directory, 'node');
    if (!existsSync(file)) {
      mkdirSync(directory, { recursive: true });
      // Another process may be about to run it.
      const whole = `${file}.${process.pid}`;
      writeFileSync(whole, shim(directory, preload), { mode: 0o755 });
      renameSync(whole, file);
    }
    return `${directory}${delimiter}${path}`;
  } catch {
    return path;
  }
}

/** PATH as the program has it natively. */
export function withoutShim(path: string, spool: string): string {
  const directory = directoryIn(spool);
  return path.includes(directory)
    ? path
        .split(delimiter)
        .filter((entry) => entry !== directory)
        .join(delimiter)
    : path;
}

function shim(directory: string, preload: string): string {
  const wanted = nodeOptionsWith(undefined, preload);
  return `#!/bin/sh
case "$NODE_OPTIONS" in
  *${inShell(wanted)}*) ;;
  *) NODE_OPTIONS=${inShell(wanted)}"\${NODE_OPTIONS:+ $NODE_OPTIONS}"; export NODE_OPTIONS ;;
esac
set -f
IFS=:
for entry in $PATH; do
  if [ "$entry" != ${inShell(directory)} ] && [ -f "$entry/node" ] && [ -x "$entry/node" ]; then
    exec "$entry/node" "$@"
  fi
done
echo 'node: not found' >&2
exit 127
`;
}

function inShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
