// What the page was given: the report, and the lines of source around its races. src/formats/html.ts writes it.
import type { Report } from '../report/model.ts';

/** Lines of a file from line `first` (1-based) on. */
export interface Excerpt {
  readonly first: number;
  readonly lines: readonly string[];
}

export interface PageData {
  readonly report: Report;
  /** Excerpts of each file, in order, not overlapping. */
  readonly sources: { readonly [file: string]: readonly Excerpt[] };
}

/** Reads the data block of the page. */
export function readData(): PageData {
  return JSON.parse(document.getElementById('data')!.textContent) as PageData;
}
