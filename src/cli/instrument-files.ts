// What the threads of `racewire instrument` do: each source of a batch becomes an instrumented file, and a table beside
// it. A file that cannot be instrumented is copied as it is, and the reason returned: nothing here throws for one file.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformText, type Transformer } from '../load/instrumenter.ts';
import { stripTypes } from '../load/modules.ts';
import { keep, sourceKey, type SourceKind } from '../load/source-cache.ts';

/** One file to instrument. */
export interface Job {
  /** Absolute paths. */
  readonly source: string;
  readonly target: string;
  readonly kind: SourceKind;
}

export interface Batch {
  readonly jobs: readonly Job[];
  /** Directory of the site tables. */
  readonly tables: string;
  /** Directory of racewire's built files. */
  readonly home: string;
}

/** What became of a file: its table's key ('' where it has none), or why it was copied as it is. */
export interface Done {
  readonly source: string;
  readonly key: string;
  readonly sites: number;
  readonly why?: string;
}

/** Instruments a batch; the order of the results is that of the jobs. */
export default function instrumentFiles({ jobs, tables, home }: Batch): Done[] {
  const transformer = createRequire(`${home}/`)(`${home}/instrument.cjs`) as Transformer;
  return jobs.map((job) => {
    mkdirSync(dirname(job.target), { recursive: true });
    try {
      const { key, sites } = instrumentFile(job, tables, transformer);
      if (key === '') copyFileSync(job.source, job.target);
      return { source: job.source, key, sites };
    } catch (error) {
      rmSync(job.target, { force: true });
      copyFileSync(job.source, job.target);
      const why = error instanceof Error ? error.message : String(error);
      return { source: job.source, key: '', sites: 0, why };
    }
  });
}

// '' for a key: there is nothing to watch in the file.
function instrumentFile(job: Job, tables: string, transformer: Transformer): { key: string; sites: number } {
  const { source, target, kind } = job;
  const given = readFileSync(source, 'utf8');
  const none = { key: '', sites: 0 };
  if (extname(source) === '' && !/^#!.*\bnode\b/.test(given)) return none;
  const text = isTypeScript(source) ? javaScriptOf(given, source) : given;
  const named = relative(tables, source);
  const directory = relative(dirname(target), tables) || '.';
  const key = sourceKey(text, `${named}\0${directory}`, kind);
  const stored = join(tables, `${key}.json`);
  if (existsSync(stored) && existsSync(target) && readFileSync(target, 'utf8').includes(`("${key}",`)) {
    return { key, sites: (JSON.parse(readFileSync(stored, 'utf8')) as { sites: unknown[] }).sites.length };
  }
  const { code, table } = transformText(transformer, text, source, kind, { key, tables: directory });
  if (code === '') return none;
  keep(tables, `${key}.json`, JSON.stringify({ ...table, file: named }));
  keep(tables, `${key}.txt`, text);
  keep(dirname(target), basename(target), code);
  chmodSync(target, statSync(source).mode);
  return { key, sites: table.sites.length };
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/.test(file);
}

function javaScriptOf(text: string, file: string): string {
  const stripped = stripTypes(text, pathToFileURL(file).href);
  if (stripped !== undefined) return stripped;
  throw new Error(
    Number(process.versions.node.split('.')[0]) < 22
      ? `Node ${process.version} cannot strip types`
      : 'its types cannot be stripped',
  );
}
