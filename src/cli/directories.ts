// The directories of a run: where facts go (fresh, private, removed afterwards) and where instrumented code is kept.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { userError } from '../errors.ts';

/** Name of the last run's report in the cache directory. */
export const LAST_REPORT = 'last.json';

/** A fresh directory of mode 0700 below os.tmpdir(); throws ERR_RACEWIRE_SPOOL. */
export function makeSpoolDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'racewire-'));
  } catch (error) {
    throw userError('ERR_RACEWIRE_SPOOL', tmpdir(), (error as Error).message);
  }
}

export function removeSpoolDirectory(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    // A process that still writes into it: the system cleans its temporary directory.
  }
}

/** The nearest directory at or above `from` that has a package.json, else `from`. */
export function projectRoot(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) return from;
  }
}

/**
 * The directory whose files, outside node_modules, are the user's own: the workspace (npm, yarn, pnpm, lerna) at or above
 * `root`, whose packages import each other's sources through links, else `root`.
 */
export function workspaceRoot(root: string): string {
  for (let at = root; ; at = dirname(at)) {
    if (WORKSPACE_FILES.some((name) => existsSync(join(at, name))) || hasWorkspaces(at)) return at;
    if (dirname(at) === at) return root;
  }
}

const WORKSPACE_FILES = ['pnpm-workspace.yaml', 'lerna.json'];

function hasWorkspaces(directory: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'workspaces' in manifest;
  } catch {
    return false; // none there, or none that can be read
  }
}

/**
 * Directory of instrumented code and of the last report: node_modules/.cache/racewire of the project, else one of this
 * user's below os.tmpdir(). Code is run from it, so one that another user could write is refused ('').
 */
export function cacheDirectory(root: string): string {
  if (existsSync(join(root, 'node_modules'))) return join(root, 'node_modules', '.cache', 'racewire');
  const directory = join(tmpdir(), `racewire-cache-${userInfo().username}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(directory);
    const mine = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return mine ? directory : '';
  } catch {
    return '';
  }
}

/** Age at which what lies in a cache is removed, and pause between two looks, ms. */
const OLD = 30 * 24 * 3600 * 1000;
const LOOK = 24 * 3600 * 1000;
const STAMP = 'pruned';

/** Removes what a month ago was instrumented from a cache directory, once a day. What is still in use is made again. */
export function pruneCache(directory: string, now: number): void {
  try {
    const stamp = join(directory, STAMP);
    if (existsSync(stamp) && now - statSync(stamp).mtimeMs < LOOK) return;
    writeFileSync(stamp, '');
    for (const name of readdirSync(directory)) {
      const file = join(directory, name);
      if (/^((runtime|instrument)-)?[0-9a-f]{32}\./.test(name) && now - statSync(file).mtimeMs > OLD)
        rmSync(file, { force: true });
    }
  } catch {
    // No cache, or somebody else's turn: it is looked after another day.
  }
}
