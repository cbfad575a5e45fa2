// Files that are whole from the moment they have their name.
import process from 'node:process';
import { mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

let writes = 0;

/** Writes a file under a name of its own and renames it; its directory is made. */
export function keep(directory: string, name: string, content: string | Uint8Array): void {
  const whole = join(directory, name);
  const partial = `${whole}.${process.pid}.${Date.now().toString(36)}.${++writes}`;
  try {
    writeFileSync(partial, content, { mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(partial, content, { mode: 0o600 });
  }
  try {
    renameSync(partial, whole);
  } catch (error) {
    unlinkSync(partial);
    throw error;
  }
}
