// Starts the command of a run with the preload in its environment and waits for it: streams inherited, signals passed
// on, exit code kept. Knows nothing of facts or reports.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { RUN_VARIABLE, type RunOptions } from '../facts/options.ts';
import { withRun } from '../load/child-environment.ts';
import { setsNodeOptions, withShim } from '../load/node-shim.ts';
import { userError } from '../errors.ts';

/** Signals that are meant for the command, not for its wrapper. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGCONT'];

/** Code of a shell for a process that a signal ended. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : (constants.signals[signal] ?? 0));
}

export interface RunningCommand {
  /** The command's exit code, 128 + n after signal n. */
  readonly ended: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts `command`; throws a RacewireError from `ended` where it cannot be started.
 * @param run - what the command's processes are told; undefined: it runs unwatched
 * @param preload - absolute path of dist/preload.cjs
 */
export function startCommand(
  command: readonly string[],
  run: RunOptions | undefined,
  preload: string,
): RunningCommand {
  const env = { ...process.env };
  if (run !== undefined) {
    env[RUN_VARIABLE] = JSON.stringify(run);
    env['NODE_OPTIONS'] = withRun(env['NODE_OPTIONS'], preload);
    if (setsNodeOptions(command)) env['PATH'] = withShim(env['PATH'], run.spool, preload);
  }
  const [file, ...rest] = command as [string, ...string[]];
  const child = spawn(file, rest, { stdio: 'inherit', env });
  const forward = new Map<NodeJS.Signals, () => void>();
  for (const signal of FORWARDED) {
    // A terminal's Ctrl-C reaches the whole group: the command has had it already.
    const listener = (): void => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    try {
      process.on(signal, listener);
      forward.set(signal, listener);
    } catch {
      // This system has no such signal.
    }
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') reject(userError('ERR_RACEWIRE_COMMAND_NOT_FOUND', file));
      else reject(userError('ERR_RACEWIRE_COMMAND_NOT_STARTED', file, error.message));
    });
    child.on('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  }).finally(() => {
    for (const [signal, listener] of forward) process.off(signal, listener);
  });
  return { ended, kill: (signal) => void child.kill(signal) };
}
