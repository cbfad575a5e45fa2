// Vitest's projects: a project does not have the plugins of the configuration that it stands in, unless it extends that one.
// Those that are written in it get this plugin; where they have files of their own, and none of these has it, the run is
// watched as the wrapper does it, so that no run is green because nobody has looked.
import { reportAtExit } from '../adapters/own-run.ts';
import { removeSpoolDirectory } from '../cli/directories.ts';
import type { Session } from '../adapters/session.ts';
import { spoolSize } from '../facts/read.ts';

/** Name of the plugin. */
export const NAME = 'racewire';

/** The part of a configuration that speaks of projects: `workspace` in the first of Vitest 3. */
export interface TestConfig {
  readonly test?: { readonly projects?: unknown; readonly workspace?: unknown };
}

interface InlineProject {
  readonly extends?: unknown;
  plugins?: unknown[];
}

function projectsOf({ test }: TestConfig): unknown[] {
  const projects = test?.projects ?? test?.workspace;
  return Array.isArray(projects) ? projects : [];
}

/** Whether it is written in the configuration itself; others are names of files, or will be. */
const isInline = (project: unknown): project is InlineProject =>
  project !== null && typeof project === 'object' && !(project instanceof Promise);

/** Gives the projects in `config` the plugin, where they neither have it nor take it over. */
export function joinProjects(config: TestConfig, plugin: object): void {
  for (const project of projectsOf(config)) {
    if (!isInline(project) || (project.extends !== undefined && project.extends !== false)) continue;
    const plugins = [project.plugins ?? []].flat(Infinity) as ({ name?: unknown } | null | undefined)[];
    if (!plugins.some((one) => one?.name === NAME)) project.plugins = [...(project.plugins ?? []), plugin];
  }
}

/** Whether projects have configurations of their own, in files. */
export const hasOtherFiles = (config: TestConfig): boolean =>
  projectsOf(config).some((project) => !isInline(project));

let configured = false;

/** Vitest has told one of the plugins about a project. */
export function noteProject(): void {
  configured = true;
}

let watching = false;

/** Reports the run when the process ends, if no project has the plugin by then: no test is named in it. */
export function watchUnattributed(session: Session): void {
  if (watching || !session.owner) return;
  watching = true;
  reportAtExit(session, () => {
    // A mistake in the configuration runs no tests.
    if (configured || spoolSize(session.run.spool) === 0) return false;
    process.stderr.write(
      'racewire: no project has the plugin, so that races belong to no test; put `racewire()` into their configurations\n',
    );
    return true;
  });
  process.once('exit', () => removeSpoolDirectory(session.run.spool));
}
