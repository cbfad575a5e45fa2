// Which package a file of node_modules belongs to, as `name@version`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, string>();

/** `name@version` of the dependency this file lies in; undefined for a file outside node_modules. */
export function packageOf(file: string): string | undefined {
  const at = Math.max(file.lastIndexOf('/node_modules/'), file.lastIndexOf('\\node_modules\\'));
  if (at < 0) return undefined;
  const inside = file.slice(at + 14).split(/[\\/]/);
  const name = inside[0]!.startsWith('@') ? `${inside[0]}/${inside[1]}` : inside[0]!;
  const directory = join(file.slice(0, at + 14), name);
  let text = known.get(directory);
  if (text === undefined) {
    text = name;
    try {
      const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
        version?: string;
      };
      if (version !== undefined) text = `${name}@${version}`;
    } catch {
      // A package without a readable package.json keeps its bare name.
    }
    known.set(directory, text);
  }
  return text;
}
