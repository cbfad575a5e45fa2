// Which package a file belongs to, and whether its .js files are ES modules.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const known = new Map<string, boolean>();

/** Whether .js files in the directory are ES modules by the nearest package.json; true where that cannot be read. */
export function isModulePackage(directory: string): boolean {
  const before = known.get(directory);
  if (before !== undefined) return before;
  const found = look(directory);
  known.set(directory, found);
  return found;
}

function look(directory: string): boolean {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) {
    try {
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown }).type === 'module';
    } catch {
      return true;
    }
  }
  const parent = dirname(directory);
  return parent !== directory && isModulePackage(parent);
}
