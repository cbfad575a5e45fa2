// Watches a running command: prints races as they are found (--live), ends it at the first (--halt) or in time
// (--timeout). Facts are read from the spools, so this works whatever the processes of the run are doing.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/keys.ts';
import { readSpools, spoolSize, type Spool } from '../facts/read.ts';
import { makePaint, takesColours } from '../formats/paint.ts';
import { prettyRace } from '../formats/pretty.ts';
import type { Report } from '../report/model.ts';
import type { Lines } from './publish.ts';
import type { RunningCommand } from './run.ts';

/** How often spools are read while the command runs, ms. */
const INTERVAL = 200;

/** Time a command has to end after SIGTERM before it gets SIGKILL, ms. */
const GRACE = 5000;

/** How a command ended; `stopped` where racewire ended it. */
export interface Ended {
  readonly exitCode: number;
  readonly stopped?: 'halt' | 'timeout';
}

/** Waits for the command as the settings say. @param build - report of what there is so far */
export async function superviseRun(
  command: RunningCommand,
  spool: string,
  config: Pick<Config, 'live' | 'halt' | 'timeout' | 'blame' | 'show'>,
  lines: Lines,
  build: (spools: readonly Spool[]) => Report,
): Promise<Ended> {
  let over = false;
  let stopped: Ended['stopped'];
  const ended = command.ended.finally(() => (over = true));
  const end = (reason: 'halt' | 'timeout', why: string): void => {
    if (over || stopped !== undefined) return;
    stopped = reason;
    process.stderr.write(`racewire: ${why}\n`);
    command.kill('SIGTERM');
    // A shell ends alone: those that write spools of this run are told, too.
    killAll(spool, 'SIGTERM');
    const last = setTimeout(() => {
      command.kill('SIGKILL');
      killAll(spool, 'SIGKILL');
    }, GRACE);
    void ended.catch(() => undefined).then(() => clearTimeout(last));
  };
  const timer =
    config.timeout === undefined
      ? undefined
      : setTimeout(
          () => end('timeout', `the command ran for ${config.timeout} s and is ended`),
          config.timeout * 1000,
        );
  if (config.live || config.halt) {
    const printed = new Set<string>();
    const paint = makePaint(takesColours(process.stderr, process.env));
    let seen = 0;
    const look = (): boolean => {
      const size = spoolSize(spool);
      if (size === seen) return false;
      seen = size;
      const { races } = build(readSpools(spool));
      for (const race of races) {
        if (race.severity === 'benign' || race.known === true || printed.has(race.id)) continue;
        printed.add(race.id);
        if (config.live) {
          process.stderr.write(
            `${prettyRace(race, 'screen', { colours: false, show: config.show, lines }, paint).join('\n')}\n`,
          );
        }
        if (config.halt && (config.blame === 'all' || race.scope === 'first-party')) return true;
      }
      return false;
    };
    while (!over) {
      await Promise.race([sleep(INTERVAL), ended.catch(() => undefined)]);
      if (over) break;
      if (look()) {
        end('halt', 'a race was found and the command is ended');
        break;
      }
    }
  }
  try {
    const exitCode = await ended;
    if (stopped === undefined) return { exitCode };
    await outlived(spool);
    return { exitCode, stopped };
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until no process of the run is left, and ends those that stay. */
async function outlived(spool: string): Promise<void> {
  for (let waited = 0; waited < GRACE; waited += INTERVAL) {
    if (living(spool).length === 0) return;
    await sleep(INTERVAL);
  }
  killAll(spool, 'SIGKILL');
}

function killAll(spool: string, signal: NodeJS.Signals): void {
  for (const pid of living(spool)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

/** The processes that wrote spools of this run and still belong to it: ids are used again. */
function living(spool: string): number[] {
  const all = readSpools(spool).flatMap(({ thread }) => (thread === undefined ? [] : [thread.pid]));
  return [...new Set(all)].filter((pid) => environmentOf(pid).includes(spool));
}

/** The environment of a process, as text; empty where it has ended or the system does not say. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    if (process.platform === 'linux' || process.platform === 'win32') return '';
    return spawnSync('ps', ['-Eww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
}
