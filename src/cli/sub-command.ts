// What the commands beside the run itself share: arguments read by commander, settings as in a run.
import { CommanderError, type Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import type { Config, Key } from '../config/keys.ts';
import { addOptions, readOptions, refuse } from './command-line.ts';
import { projectRoot } from './directories.ts';

/** What a command was given. */
export interface Call {
  readonly words: readonly string[];
  readonly config: Config;
  readonly root: string;
}

/** A command of its own; returns the exit code. @param argv - what follows its name */
export type Run = (argv: readonly string[]) => Promise<number>;

/**
 * Reads the arguments of `program`, which takes these settings besides its own options; undefined after help was printed.
 * Throws a RacewireError for wrong use.
 */
export async function parse(
  program: Command,
  keys: readonly Key[],
  argv: readonly string[],
): Promise<Call | undefined> {
  addOptions(program, keys);
  program.exitOverride().configureOutput({ outputError: () => undefined });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    refuse(error);
    return undefined;
  }
  const root = projectRoot(process.cwd());
  const config = await loadConfig({
    commandLine: readOptions(program.opts()),
    environment: process.env,
    root,
  });
  return { words: program.args, config, root };
}
