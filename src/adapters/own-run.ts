// Begins a run in this process where none is, and reports it when the process ends.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { removeSpoolDirectory } from '../cli/directories.ts';
import { RUN_VARIABLE } from '../facts/options.ts';
import { ADAPTER_VARIABLE, joinRun, startHere, type AdapterOptions, type Session } from './session.ts';

/** Joins the run, or begins one; this process is watched from here on. */
export function beginRun(options: AdapterOptions = {}): Session {
  const session = joinRun(options);
  startHere(session);
  if (session.owner) reportAtExit(session);
  return session;
}

/**
 * Reports the run when this process ends, and makes its exit code that of races where it would be 0.
 * @param wanted - whether it is, by then
 */
export function reportAtExit(session: Session, wanted: () => boolean = () => true): void {
  let code: number | undefined;
  const finish = (): void => {
    if (code !== undefined || !wanted()) return;
    const env = { ...process.env };
    for (const name of [RUN_VARIABLE, ADAPTER_VARIABLE, 'NODE_OPTIONS']) delete env[name];
    const script = join(session.home, 'finish.js');
    const { status } = spawnSync(process.execPath, [script, JSON.stringify(session)], {
      stdio: 'inherit',
      env,
    });
    code = status ?? 0;
    removeSpoolDirectory(session.run.spool);
  };
  const raise = (): void => {
    if (code !== undefined && code !== 0) process.exitCode ||= code;
  };
  // Runners set the exit code in listeners of their own, which come after one that was there first.
  process.once('beforeExit', () => {
    finish();
    process.on('exit', raise);
  });
  process.on('exit', () => {
    finish();
    raise();
  });
}
