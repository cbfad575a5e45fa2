// Budget row "async server with Map/object stores": an express server with sessions under autocannon. Both servers live
// beside each other and are shot at in turn. By wall time the figure is requests a second, native / instrumented; by
// processor time what a request costs the server, which the load generator on the same machine does not disturb.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { estimate, median, ratios } from '../../src/bench/statistics.ts';
import { cleanEnvironment, exitOf, PROGRAMS, racesIn, ROOT, wrapped } from '../processes.ts';
import { line, type Row } from '../row.ts';

interface Shots {
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly duration: number;
}

const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Promise<Shots>;

const BUDGET = { budget: 2, aim: 1.4 };
const SESSIONS = 50;
/** Requests to each server before those that count: V8 compiles what is hot, by how often it ran and not by how long. */
const WARM_UP = 20_000;
/** Requests of one round. */
const ROUND = { full: 10_000, quick: 5000 };

interface Load {
  /** Processor time of the server, ms a thousand requests. */
  readonly cpu: number;
  /** Time, ms a thousand requests. */
  readonly wall: number;
}

interface Server {
  shoot(requests: number): Promise<Load>;
  end(): Promise<number>;
}

async function start(command: readonly string[]): Promise<Server> {
  const child = spawn(command[0]!, command.slice(1), {
    cwd: ROOT,
    env: cleanEnvironment({ NODE_ENV: 'production' }),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const url = `http://127.0.0.1:${String(first.value)}`;
  const cpu = async (): Promise<number> =>
    ((await (await fetch(`${url}/cpu`)).json()) as { cpu: number }).cpu;
  return {
    async shoot(amount) {
      const before = await cpu();
      const result = await autocannon({
        url,
        connections: 20,
        amount,
        requests: Array.from({ length: SESSIONS }, (_, i) => ({
          path: i % 2 === 0 ? '/' : `/cart/item${i}`,
          headers: { 'x-session': `s${i}` },
        })),
      });
      const served = result['2xx'];
      if (result.non2xx + result.errors + result.timeouts > 0 || served === 0)
        throw new Error(`${result.non2xx} of ${served} answers were wrong, ${result.errors} errors`);
      return {
        cpu: ((await cpu()) - before) / (served / 1000),
        wall: (result.duration * 1000) / (served / 1000),
      };
    },
    end: () => {
      const ended = exitOf(child);
      child.stdin.end();
      return ended;
    },
  };
}

export const server: Row = {
  name: 'server',
  about: 'an express server with sessions in a Map under autocannon',
  async run({ node, rounds, quick, measure, progress }) {
    const requests = ROUND[quick ? 'quick' : 'full'];
    const program = [node, join(PROGRAMS, 'server.mjs')];
    const lines = [];
    for (const deps of [false, true]) {
      const under = wrapped(node, program, deps ? ['--deps'] : []);
      const plain = await start(program);
      const watched = await start(under.command);
      const native: number[] = [];
      const instrumented: number[] = [];
      for (let round = -1; round < rounds; round++) {
        progress(`server${deps ? ' with --deps' : ''}: round ${round}`);
        const a = await plain.shoot(round < 0 ? WARM_UP : requests);
        const b = await watched.shoot(round < 0 ? WARM_UP : requests);
        if (round < 0) continue;
        native.push(a[measure]);
        instrumented.push(b[measure]);
      }
      await plain.end();
      const code = await watched.end();
      if (code !== 0 && code !== 66) throw new Error(`the server ended with ${code}`);
      const races = racesIn(under.report, deps);
      lines.push(
        line(
          'server',
          deps ? 'express and all, --deps' : 'own code',
          {
            native: median(native),
            instrumented: median(instrumented),
            unit: 'ms/1000 requests',
            of: '×',
            ...(races === 0 ? {} : { note: `${races} races reported` }),
          },
          estimate(ratios(native, instrumented)),
          deps ? undefined : BUDGET,
        ),
      );
    }
    return lines;
  },
};
