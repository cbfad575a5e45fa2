// The last process of an adapter's run: prints the report and ends with its code. Started by the process that began the
// run when that one exits, since nothing asynchronous can be done there any more.
import { judge, publish, RACES_FOUND } from '../cli/publish.ts';
import { RacewireError } from '../errors.ts';
import type { Session } from './session.ts';
import { openRaces, reportSoFar } from './verdict.ts';

const session = JSON.parse(process.argv[2] ?? '{}') as Session;
try {
  const verdict = await reportSoFar(session, () => true);
  publish(verdict.report, verdict.config, verdict.lines);
  const failing = session.told.mode === 'fail' && openRaces(verdict).length > 0;
  process.exitCode = failing && judge(verdict.report, verdict.config) !== 0 ? RACES_FOUND : 0;
} catch (error) {
  const text = error instanceof RacewireError ? `${error.message} (${error.code})` : String(error);
  process.stderr.write(`racewire: ${text}\n`);
  process.exitCode = 2;
}
