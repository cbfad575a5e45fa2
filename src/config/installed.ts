// What is installed for tools alone: packages that a test runner brought along, and nothing else needs, are its own code.
// npm's record of what is installed says so (`node_modules/.package-lock.json`). Where there is none (pnpm, yarn), or none that
// can be read, nothing is known to be a tool's alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Names = Readonly<Record<string, unknown>>;

/** A package.json, or what npm's record repeats of it. */
export interface Manifest {
  readonly dependencies?: Names;
  readonly optionalDependencies?: Names;
  readonly peerDependencies?: Names;
  readonly devDependencies?: Names;
}

/** An entry of npm's record, under its path from the project on. */
interface Installed extends Manifest {
  /** Path of the member of a workspace that the package is. */
  readonly link?: true;
  readonly resolved?: string;
}

const INSTALLED = 'node_modules/';

/**
 * Names of the packages installed in `directory` that only tools need.
 * @param isTool - whether the package of that name is a tool
 */
export function installedForTools(directory: string, isTool: (name: string) => boolean): string[] {
  const packages = recordOf(directory);
  const tools = [...packages.keys()].filter((path) => isInstalled(path) && isTool(nameOf(path)));
  if (tools.length === 0) return [];
  const forTools = reach(packages, tools, () => true);
  const manifest = readJson(join(directory, 'package.json')) as Manifest;
  const direct = [...neededBy(manifest), ...Object.keys(manifest.devDependencies ?? {})];
  const own = new Set(direct.map((name) => `${INSTALLED}${name}`));
  const needed = new Set<string>();
  for (const [path, entry] of packages)
    for (const name of neededBy(entry)) needed.add(resolve(packages, path, name) ?? '');
  // What nobody needs was installed by itself.
  const roots = [...packages.keys()].filter(
    (path) => !isInstalled(path) || own.has(path) || !needed.has(path),
  );
  const isWatched = (path: string): boolean => !isInstalled(path) || !isTool(nameOf(path));
  const watched = new Set([...reach(packages, roots.filter(isWatched), isWatched)].map(nameOf));
  const names = new Set([...forTools].filter(isInstalled).map(nameOf));
  return [...names].filter((name) => !watched.has(name) && !isTool(name));
}

function recordOf(directory: string): ReadonlyMap<string, Installed> {
  const record = readJson(join(directory, `${INSTALLED}.package-lock.json`)) as {
    packages?: Readonly<Record<string, Installed>>;
  };
  return new Map(Object.entries(record.packages ?? {}));
}

/** What the file holds; an empty object where there is none, or none that can be read. */
export function readJson(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** The packages that are reached from `starts`, and these, through those that `through` lets pass. */
function reach(
  packages: ReadonlyMap<string, Installed>,
  starts: readonly string[],
  through: (path: string) => boolean,
): Set<string> {
  const reached = new Set(starts);
  for (const path of reached) {
    const entry = packages.get(path)!;
    const names = neededBy(entry);
    if (!isInstalled(path)) names.push(...Object.keys(entry.devDependencies ?? {}));
    for (const name of names) {
      const found = resolve(packages, path, name);
      if (found !== undefined && through(found)) reached.add(found);
    }
  }
  return reached;
}

/** Where the package at `path` finds the one called `name`. */
function resolve(packages: ReadonlyMap<string, Installed>, path: string, name: string): string | undefined {
  for (let base = path; ;) {
    const found = base === '' ? `${INSTALLED}${name}` : `${base}/${INSTALLED}${name}`;
    const entry = packages.get(found);
    if (entry !== undefined)
      return entry.link === true && packages.has(entry.resolved!) ? entry.resolved : found;
    if (base === '') return undefined;
    base = base.slice(0, Math.max(base.lastIndexOf(INSTALLED) - 1, 0));
  }
}

/** Names of the packages that one needs when it runs. */
export function neededBy({ dependencies, optionalDependencies, peerDependencies }: Manifest): string[] {
  return [dependencies, optionalDependencies, peerDependencies].flatMap((names) => Object.keys(names ?? {}));
}

const isInstalled = (path: string): boolean => path.includes(INSTALLED);
const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf(INSTALLED) + INSTALLED.length, 0));
