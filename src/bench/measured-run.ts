// One run of a user's command: its time, and the figures its processes left.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userError } from '../errors.ts';
import { MEASURE_VARIABLE, PROFILE_VARIABLE, type ProcessFigures } from '../facts/measured.ts';

/** What one run took. */
export interface MeasuredRun {
  /** Exit code; 128 where a signal ended it. */
  readonly code: number;
  /** From start to end, ms. */
  readonly wall: number;
  /** Of all Node.js processes that came to their end, ms. */
  readonly cpu: number;
  /** Greatest resident set of one process of the command's, bytes; 0 where none came to its end. */
  readonly memory: number;
  /** Profiles, where they were wanted: JSON texts, the longest first. */
  readonly profiles: readonly string[];
  /** The last of what it printed. */
  readonly words: string;
}

/** How much of a command's output is kept for a message, characters. */
const KEPT = 2000;

/**
 * Runs a command to its end; its output is kept back. Throws a RacewireError where it cannot be started.
 * @param env - complete; the preload of `measure` is put into its NODE_OPTIONS by the caller
 * @param own - script of racewire's own command: its processor time counts, its memory does not
 */
export async function measuredRun(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  own: string,
  profile = false,
): Promise<MeasuredRun> {
  const directory = mkdtempSync(join(tmpdir(), 'racewire-measure-'));
  try {
    const given = { ...env, [MEASURE_VARIABLE]: directory, ...(profile ? { [PROFILE_VARIABLE]: '1' } : {}) };
    const start = performance.now();
    const { code, words } = await runQuietly(command, given);
    const wall = performance.now() - start;
    return { code, wall, words, ...figuresIn(directory, own) };
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 2 });
  }
}

function figuresIn(directory: string, own: string): Pick<MeasuredRun, 'cpu' | 'memory' | 'profiles'> {
  let cpu = 0;
  let memory = 0;
  const profiles: string[] = [];
  for (const name of readdirSync(directory)) {
    const text = readFileSync(join(directory, name), 'utf8');
    if (name.endsWith('.cpuprofile')) profiles.push(text);
    else {
      const figures = JSON.parse(text) as ProcessFigures;
      cpu += figures.cpu;
      if (figures.script !== own) memory = Math.max(memory, figures.memory);
    }
  }
  return { cpu, memory, profiles: profiles.sort((a, b) => b.length - a.length) };
}

function runQuietly(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; words: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0]!, command.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    const keep = (data: Buffer): void => {
      words = (words + String(data)).slice(-KEPT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') reject(userError('ERR_RACEWIRE_COMMAND_NOT_FOUND', command[0]!));
      else reject(userError('ERR_RACEWIRE_COMMAND_NOT_STARTED', command[0]!, error.message));
    });
    child.on('close', (code) => resolve({ code: code ?? 128, words }));
  });
}
