// The plugin for Vitest: `plugins: [racewire()]`. In Vitest's main process it starts a run, instruments what Vite serves to
// the test processes (after all other plugins, so that maps, TypeScript, JSX and mocks are done), and reports at the end;
// setup.ts does its part beside the tests.
import { resolve } from 'node:path';
import { HOOKS } from '../../instrument/protocol.ts';
import { joinRun, type AdapterOptions, type Session } from '../adapters/session.ts';
import { publishVerdict, reportSoFar } from '../adapters/verdict.ts';
import { removeSpoolDirectory } from '../cli/directories.ts';
import { homeDirectory } from '../cli/home.ts';
import type { RaceFact } from '../facts/types.ts';
import type { Spool } from '../facts/read.ts';
import {
  hasOtherFiles,
  joinProjects,
  NAME,
  noteProject,
  watchUnattributed,
  type TestConfig,
} from './projects.ts';
import { makeFileTransform, type FileTransform } from './transform.ts';

export type { Mode } from '../adapters/session.ts';

/** Settings of the plugin: those of a configuration file, and `mode`. */
export type RacewireOptions = AdapterOptions;

// The parts of Vite and Vitest that are used, which are the same in Vitest 3, 4 and 5.
interface TestProject {
  readonly name?: string;
  readonly config: { setupFiles: string[]; browser?: { enabled?: boolean } };
}
interface Vitest {
  readonly config: { reporters: unknown[]; root?: string };
  reporters?: unknown[];
}
interface TransformContext {
  getCombinedSourcemap(): object;
}

/** The plugin, as far as TypeScript has to know it: Vite's own type differs between its versions. */
export interface RacewirePlugin {
  readonly name: string;
  readonly enforce: 'post';
  config(config: TestConfig): object;
  configResolved(config: TestConfig & { server: { fs: { allow: string[] } } }): void;
  configureVitest(context: { vitest: Vitest; project: TestProject }): void;
  readonly transform: {
    readonly order: 'post';
    handler(
      this: TransformContext,
      code: string,
      id: string,
      options?: { ssr?: boolean },
    ): { code: string; map: string } | undefined;
  };
}

/**
 * Finds races while Vitest runs, and fails the tests that have them.
 * @example
 * import { racewire } from 'racewire/vitest';
 * export default defineConfig({ plugins: [racewire()] });
 */
export function racewire(options: RacewireOptions = {}): RacewirePlugin {
  let instrument: FileTransform | undefined;
  let inBrowser = false;
  const plugin: RacewirePlugin = {
    name: NAME,
    enforce: 'post',
    config(config) {
      joinProjects(config, plugin);
      return { test: { includeTaskLocation: true } };
    },
    configResolved(config) {
      // Linked from elsewhere, the setup file is outside of what Vite lets a client have.
      config.server.fs.allow.push(homeDirectory());
      // Vite builds and serves with this configuration, too.
      if (process.env['VITEST'] !== undefined && hasOtherFiles(config)) watchUnattributed(join(options));
    },
    configureVitest({ vitest, project }) {
      const session = join(options);
      noteProject();
      instrument ??= makeFileTransform(session);
      if (project.config.browser?.enabled === true) {
        inBrowser = true;
        const named = project.name ? ` of the project \`${project.name}\`` : '';
        process.stderr.write(`racewire: the tests${named} run in a browser, where no races are looked for\n`);
        return;
      }
      const setup = resolve(session.home, 'vitest-setup.js');
      if (!project.config.setupFiles.includes(setup)) project.config.setupFiles.unshift(setup);
      if (reporting.has(vitest) || !session.owner) return;
      reporting.add(vitest);
      vitest.config.reporters.push(makeReporter(session));
      process.once('exit', () => removeSpoolDirectory(session.run.spool));
    },
    transform: {
      order: 'post',
      handler(code, id, given) {
        // What tests with a `jsdom` import is made for a client, too, and runs in Node.js.
        const environment = (this as { environment?: { name?: string } }).environment?.name ?? 'client';
        const forBrowser = inBrowser && environment === 'client' && given?.ssr !== true;
        if (instrument === undefined || forBrowser) return undefined;
        // Done by the plugin of another configuration that this one extends.
        if (code.includes(`${HOOKS}.module(`)) return undefined;
        return instrument(code, id, () => JSON.stringify(this.getCombinedSourcemap()));
      },
    },
  };
  return plugin;
}

export default racewire;

/** The run of this process, whichever of the plugins has begun it: configurations of projects have their own. */
let joined: Session | undefined;
const join = (options: RacewireOptions): Session => (joined ??= joinRun(options));

/** Those that have a reporter: a new one is made when the configuration changes under watch. */
const reporting = new WeakSet<Vitest>();

interface Reporter {
  onTestRunEnd(): Promise<void>;
}

// In watch mode one process reports run after run: a race is told in the run that found it.
function makeReporter(session: Session): Reporter {
  const told = new Map<string, number>();
  return {
    async onTestRunEnd() {
      const seen = new Map<string, number>();
      const isNew = (_: RaceFact, spool: Spool): boolean => {
        const count = (seen.get(spool.name) ?? 0) + 1;
        seen.set(spool.name, count);
        return count > (told.get(spool.name) ?? 0);
      };
      const verdict = await reportSoFar(session, isNew, 0);
      for (const [name, count] of seen) told.set(name, count);
      const code = publishVerdict(verdict, session.told.mode);
      process.exitCode ||= code;
    },
  };
}
