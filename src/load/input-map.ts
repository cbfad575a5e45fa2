// The source map that came with a text (`//# sourceMappingURL=`), through which reports reach the user's original source.
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMENT = /[#@]\s*sourceMappingURL=([^\s'"]+)/g;

/** JSON of the last map the text names; undefined where it names none, or one that cannot be read. */
export function readInputMap(text: string, file: string): string | undefined {
  const from = text.lastIndexOf('sourceMappingURL=');
  if (from < 0) return undefined;
  const url = [...text.slice(Math.max(0, from - 8)).matchAll(COMMENT)].at(-1)?.[1];
  if (url === undefined) return undefined;
  try {
    const map = url.startsWith('data:') ? decodeDataUrl(url) : readBeside(url, file);
    const { mappings } = JSON.parse(map) as { mappings?: unknown };
    return typeof mappings === 'string' ? map : undefined;
  } catch {
    return undefined; // A missing or wrong map: positions of the text itself are reported.
  }
}

function decodeDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const data = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(';base64')
    ? Buffer.from(data, 'base64').toString('utf8')
    : decodeURIComponent(data);
}

function readBeside(url: string, file: string): string {
  const path = url.startsWith('file:') ? fileURLToPath(url) : decodeURIComponent(url);
  return readFileSync(isAbsolute(path) || !isAbsolute(file) ? path : resolve(dirname(file), path), 'utf8');
}
