// The formats by name. A new one is a file and a line here.
import type { Report } from '../report/model.ts';
import { formatJson } from './json.ts';
import { formatPretty } from './pretty.ts';

export interface FormatOptions {
  readonly colours: boolean;
  /** Also show these. */
  readonly show: readonly 'benign'[];
  /** Lines of an original file, for code frames. */
  readonly lines?: (file: string) => readonly string[] | undefined;
}

export type Formatter = (report: Report, options: FormatOptions) => string;

export const FORMATTERS = {
  pretty: formatPretty,
  json: formatJson,
} as const satisfies Record<string, Formatter>;
