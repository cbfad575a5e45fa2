// The command line: what is asked for, then one of the commands. Usage errors are one line and exit code 2.
import { RacewireError } from '../errors.ts';
import { parseCommandLine } from './command-line.ts';
import { wrap } from './wrap.ts';

/** Exit code of wrong use. */
export const USAGE = 2;

/** Runs the command line; returns the exit code. @param argv - without node and script */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const asked = parseCommandLine(argv);
    if (asked.kind === 'done') return asked.exitCode;
    return await wrap(asked.command, asked.options);
  } catch (error) {
    if (!(error instanceof RacewireError)) throw error;
    process.stderr.write(`racewire: ${error.message} (${error.code})\n`);
    return USAGE;
  }
}
