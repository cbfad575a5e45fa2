// The settings in force: command line over environment RACEWIRE over configuration file over defaults. Each mistake is
// one error that names its place.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nearest, quoted, userError } from '../errors.ts';
import { DEFAULTS, KEY_NAMES, readText, readValue, type Config, type Key } from './keys.ts';

/** Environment variable of settings, `RACEWIRE="level=strict deps=true"`. */
export const SETTINGS_VARIABLE = 'RACEWIRE';

const FILES = ['ts', 'mts', 'mjs', 'js', 'json'].map((extension) => `racewire.config.${extension}`);

/** Where the settings come from. */
export interface Sources {
  readonly commandLine: Partial<Config>;
  readonly environment: NodeJS.ProcessEnv;
  /** The project's directory, in which configuration files are looked for. */
  readonly root: string;
  /** `--config`, absolute or relative to the working directory. */
  readonly file?: string;
}

/** All settings. Paths in a configuration file are relative to that file. */
export async function loadConfig(sources: Sources): Promise<Config> {
  const file = await readFile(sources);
  return {
    ...DEFAULTS,
    ...file,
    ...readEnvironment(sources.environment[SETTINGS_VARIABLE]),
    ...sources.commandLine,
  };
}

/** Settings of a text `key=value key=value`; quotes keep spaces together; `key` alone means `key=true`. */
export function readEnvironment(text: string | undefined): Partial<Config> {
  const settings: Partial<Record<Key, unknown>> = {};
  for (const [part] of (text ?? '').matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)) {
    const at = part.indexOf('=');
    const key = knownKey(at < 0 ? part : part.slice(0, at), `\`${SETTINGS_VARIABLE}\``);
    const value = at < 0 ? '' : part.slice(at + 1).replaceAll(/["']/g, '');
    settings[key] = readText(key, value, `\`${key}\` in \`${SETTINGS_VARIABLE}\``);
  }
  return settings as Partial<Config>;
}

/** Settings of an object; `where` names it in messages. */
export function readObject(value: unknown, where: string): Partial<Config> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw userError('ERR_RACEWIRE_CONFIG', where, quoted(value));
  }
  const settings: Partial<Record<Key, unknown>> = {};
  for (const [name, given] of Object.entries(value)) {
    const key = knownKey(name, `\`${where}\``);
    if (given !== undefined) settings[key] = readValue(key, given, `\`${name}\` in \`${where}\``);
  }
  return settings as Partial<Config>;
}

function knownKey(name: string, where: string): Key {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if ((KEY_NAMES as readonly string[]).includes(key)) return key as Key;
  throw userError('ERR_RACEWIRE_UNKNOWN_KEY', name, where, nearest(name, KEY_NAMES));
}

async function readFile(sources: Sources): Promise<Partial<Config>> {
  if (sources.file !== undefined) {
    if (!existsSync(sources.file)) throw userError('ERR_RACEWIRE_CONFIG', sources.file, 'no such file');
    return relativeTo(
      readObject(await importFile(resolve(sources.file)), sources.file),
      dirname(resolve(sources.file)),
    );
  }
  for (const name of FILES) {
    const file = join(sources.root, name);
    if (existsSync(file)) return relativeTo(readObject(await importFile(file), name), sources.root);
  }
  const manifest = join(sources.root, 'package.json');
  if (!existsSync(manifest)) return {};
  const { racewire } = parseJson(manifest) as { racewire?: unknown };
  return racewire === undefined
    ? {}
    : relativeTo(readObject(racewire, 'package.json "racewire"'), sources.root);
}

function relativeTo(settings: Partial<Config>, directory: string): Partial<Config> {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(directory, path));
  return {
    ...settings,
    ...(settings.output === undefined ? {} : { output: absolute(settings.output) }),
    ...(settings.baseline === undefined ? {} : { baseline: absolute(settings.baseline) }),
    ...(settings.suppressions === undefined ? {} : { suppressions: settings.suppressions.map(absolute) }),
  };
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw userError('ERR_RACEWIRE_CONFIG', file, (error as Error).message);
  }
}

async function importFile(file: string): Promise<unknown> {
  if (file.endsWith('.json')) return parseJson(file);
  try {
    const loaded = (await (/\.m?ts$/.test(file)
      ? importTypeScript(file)
      : import(pathToFileURL(file).href))) as {
      default?: unknown;
    };
    return loaded.default;
  } catch (error) {
    throw userError(
      'ERR_RACEWIRE_CONFIG',
      file,
      error instanceof Error ? error.message.split('\n')[0]! : String(error),
    );
  }
}

// Node strips types itself from 22.18 on; before, tsx does it where the project has it.
async function importTypeScript(file: string): Promise<unknown> {
  if ((process.features as { typescript?: unknown }).typescript) return import(pathToFileURL(file).href);
  let tsx: { require(file: string, from: string): unknown };
  try {
    tsx = createRequire(file)('tsx/cjs/api') as typeof tsx;
  } catch {
    throw new Error(
      `TypeScript on Node ${process.version}; install tsx, or use Node 22.18 or later, or write racewire.config.mjs`,
    );
  }
  return tsx.require(file, file);
}
