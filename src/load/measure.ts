// What `racewire bench` loads into every process of a command, natively and instrumented alike: at the exit one file says
// what the process took. Bundled as dist/measure.cjs. It changes nothing else.
import process from 'node:process';
import { Session } from 'node:inspector';
import { writeFileSync } from 'node:fs';
import { isMainThread, threadId } from 'node:worker_threads';
import { MEASURE_VARIABLE, PROFILE_VARIABLE, type ProcessFigures } from '../facts/measured.ts';
import { afterExitListeners } from '../hooks/process-exit.ts';

const directory = process.env[MEASURE_VARIABLE];
if (directory !== undefined) measure(directory);

function measure(into: string): void {
  const name = `${into}/${process.pid}-${threadId}`;
  const endProfile = process.env[PROFILE_VARIABLE] === undefined ? undefined : startProfile(name);
  if (!isMainThread && endProfile === undefined) return;
  afterExitListeners(() => {
    try {
      endProfile?.();
      if (!isMainThread) return;
      const { user, system } = process.cpuUsage();
      const figures: ProcessFigures = {
        script: process.argv[1] ?? '',
        cpu: (user + system) / 1000,
        // In KiB on every system, by libuv.
        memory: process.resourceUsage().maxRSS * 1024,
      };
      writeFileSync(`${name}.json`, JSON.stringify(figures));
    } catch {
      // The process is not counted.
    }
  });
}

/** Starts V8's own profiler; the function that is returned writes what it saw. */
function startProfile(name: string): (() => void) | undefined {
  try {
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.start');
    return () => {
      session.post('Profiler.stop', (error, result) => {
        if (error === null) writeFileSync(`${name}.cpuprofile`, JSON.stringify(result.profile));
      });
    };
  } catch {
    return undefined;
  }
}
