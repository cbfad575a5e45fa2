// racewire's own arguments, by commander, made from the table of settings; everything after `--` is the command.
import { Command, CommanderError, Option } from 'commander';
import { KEY_NAMES, KEYS, readText, type Config, type Key } from '../config/keys.ts';
import { nearest, userError } from '../errors.ts';
import { VERSION } from '../version.ts';

/** What the user asks for: a run, or nothing more (help, version). */
export type Asked =
  | {
      readonly kind: 'wrap';
      readonly command: readonly string[];
      readonly options: Partial<Config>;
      readonly printConfig: boolean;
      readonly config?: string;
    }
  | { readonly kind: 'explain-hooks'; readonly file: string }
  | { readonly kind: 'done'; readonly exitCode: number };

const EXAMPLES = `
Examples:
  racewire -- node app.mjs              run a program, report its races
  racewire -- npm test                  any command; every Node process in it is watched
  racewire --deps --level strict -- npx mocha
  racewire --reporter json --output races.json -- node --test

Other commands (each with --help):
  racewire report [file]                print the last report, or a given one, again
  racewire explain [id]                 one race in full, with what its kind means
  racewire merge <files…>               one report of several
  racewire baseline [file]              record today's races as known
  racewire bench -- <command…>          what racewire costs this command, and where
  racewire doctor [-- command]          whether races can be found here, and what is not watched
  racewire instrument <dir> --out <dir> instrumented copies, to be run under racewire

Exit code: the command's own if it is not 0; else 66 if races remain, else 0; 2 for wrong use.
Settings may also stand in racewire.config.mjs, in package.json under "racewire", or in the
environment: RACEWIRE="level=strict deps=true".
`;

/** Reads the arguments; prints help or version itself. Throws a RacewireError for wrong use. */
export function parseCommandLine(argv: readonly string[]): Asked {
  const split = argv.indexOf('--');
  const own = split < 0 ? argv : argv.slice(0, split);
  const command = split < 0 ? [] : argv.slice(split + 1);
  const program = makeProgram();
  try {
    program.parse([...own], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    refuse(error);
    return { kind: 'done', exitCode: 0 };
  }
  const given = program.opts<Record<string, unknown>>();
  const options = readOptions(given);
  // `racewire node app.mjs` without `--`: the first plain word begins the command.
  const words = command.length > 0 ? command : program.args;
  const explainHooks = given['explainHooks'] as string | undefined;
  if (explainHooks !== undefined) return { kind: 'explain-hooks', file: explainHooks };
  const printConfig = given['printConfig'] === true;
  if (words.length === 0 && !printConfig) throw userError('ERR_RACEWIRE_NO_COMMAND');
  const config = given['config'] as string | undefined;
  return { kind: 'wrap', command: words, options, printConfig, ...(config === undefined ? {} : { config }) };
}

/** Settings of what commander collected. */
export function readOptions(given: Record<string, unknown>): Partial<Config> {
  const options: Partial<Record<Key, unknown>> = {};
  for (const key of KEY_NAMES) {
    const value = given[key];
    if (value === undefined) continue;
    options[key] =
      value === true ? true : readText(key, (value as string[]).join(','), `\`--${dashed(key)}\``);
  }
  return options as Partial<Config>;
}

/** The options of these settings, on a program of commander's. */
export function addOptions(program: Command, keys: readonly Key[]): void {
  for (const key of keys) {
    const row = KEYS[key];
    const option = new Option(row.flags, row.help);
    if (row.flag !== true) {
      option.argParser((text: string, earlier: string[] | undefined) =>
        row.list === true ? [...(earlier ?? []), text] : [text],
      );
    }
    program.addOption(option);
  }
}

/** `failOn` as it stands on the command line: `fail-on`. */
export const dashed = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function makeProgram(): Command {
  const program = new Command('racewire')
    .description('Finds data races and races across await while a command runs.')
    .usage('[options] -- <command …>')
    .version(VERSION, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .argument('[command...]')
    .passThroughOptions()
    .allowExcessArguments()
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', EXAMPLES);
  addOptions(program, KEY_NAMES);
  program.option('--config <file>', 'configuration file (default: racewire.config.* of the project)');
  program.option('--explain-hooks <file>', 'print the hooks of a file, and why each is there, and stop');
  program.option('--print-config', 'print the settings in force and stop');
  return program;
}

/** Says in racewire's words what commander refused; returns for help and version, which are no errors. */
export function refuse(error: CommanderError): void {
  if (error.exitCode === 0) return;
  if (error.code === 'commander.unknownOption') {
    const option = /'(.*)'/.exec(error.message)?.[1] ?? '';
    const known = [
      ...KEY_NAMES.map((key) => `--${dashed(key)}`),
      '--config',
      '--print-config',
      '--help',
      '--version',
    ];
    throw userError('ERR_RACEWIRE_UNKNOWN_OPTION', option, nearest(option.replace(/=.*$/, ''), known));
  }
  throw userError('ERR_RACEWIRE_USAGE', error.message.replace(/^error: /, ''));
}
