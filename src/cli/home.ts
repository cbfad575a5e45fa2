// Where racewire's built files lie: the directory of dist/bin.js, whatever chunk this code was bundled into.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Directory of preload.cjs and instrument.cjs. */
export function homeDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'preload.cjs'))) {
    const built = join(directory, 'dist');
    if (existsSync(join(built, 'preload.cjs'))) return built;
    const parent = dirname(directory);
    if (parent === directory)
      throw new Error('dist/preload.cjs is missing: this installation of racewire is broken');
    directory = parent;
  }
  return directory;
}
