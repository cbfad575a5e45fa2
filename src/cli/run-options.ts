// What the processes of a run are told: the settings that hold in them.
import { globSources } from '../globs.ts';
import type { Config } from '../config/keys.ts';
import { toolSource } from '../config/tools.ts';
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '../facts/options.ts';
import { workspaceRoot } from './directories.ts';

/** What the processes of a run are told. */
export function runOptions(
  config: Config,
  directories: Pick<RunOptions, 'spool' | 'cache' | 'root'>,
): RunOptions {
  const own = workspaceRoot(directories.root);
  return {
    ...DEFAULT_RUN_OPTIONS,
    ...directories,
    own,
    engines: config.engine,
    level: config.level,
    deps: config.deps,
    tools: toolSource([directories.root, own]),
    include: globSources(config.include),
    exclude: globSources(config.exclude),
    values: config.values,
    redactKeys: config.redactKeys,
    stores: config.stores,
    history: config.history,
    shadowLimit: config.shadowLimit * 1024 ** 2,
    // The wrapping process ends the command (supervise.ts): it alone knows suppressions and baselines.
    halt: false,
    live: config.live,
  };
}
