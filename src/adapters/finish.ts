// The last process of an adapter's run: prints the report and ends with its code. Started by the process that began the
// run when that one exits, since nothing asynchronous can be done there any more.
import { RacewireError } from '../errors.ts';
import type { Session } from './session.ts';
import { publishVerdict, reportSoFar } from './verdict.ts';

const session = JSON.parse(process.argv[2] ?? '{}') as Session;
try {
  process.exitCode = publishVerdict(await reportSoFar(session, () => true), session.told.mode);
} catch (error) {
  const text = error instanceof RacewireError ? `${error.message} (${error.code})` : String(error);
  process.stderr.write(`racewire: ${text}\n`);
  process.exitCode = 2;
}
