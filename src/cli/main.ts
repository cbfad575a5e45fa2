// The command line: what is asked for, then one of the commands. Usage errors are one line and exit code 2.
import { loadConfig } from '../config/load.ts';
import { RacewireError } from '../errors.ts';
import { parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands.ts';
import { projectRoot } from './directories.ts';
import { USAGE } from './exit-codes.ts';
import { wrap } from './wrap.ts';

/** Runs the command line; returns the exit code. @param argv - without node and script */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = Object.hasOwn(COMMANDS, argv[0] ?? '') ? COMMANDS[argv[0]!] : undefined;
    if (command !== undefined) return await command(argv.slice(1));
    const asked = parseCommandLine(argv);
    if (asked.kind === 'done') return asked.exitCode;
    if (asked.kind === 'explain-hooks')
      return (await import('./explain-hooks.ts')).explainHooksOf(asked.file);
    const root = projectRoot(process.cwd());
    const config = await loadConfig({
      commandLine: asked.options,
      environment: process.env,
      root,
      ...(asked.config === undefined ? {} : { file: asked.config }),
    });
    if (asked.printConfig) {
      process.stdout.write(`${JSON.stringify(config, null, 2)}\n`);
      return 0;
    }
    return await wrap(asked.command, config, root);
  } catch (error) {
    if (!(error instanceof RacewireError)) throw error;
    process.stderr.write(`racewire: ${error.message} (${error.code})\n`);
    return USAGE;
  }
}
