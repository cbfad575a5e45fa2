// The formats by name. A new one is a file and a line here.
import type { Format } from '../config/keys.ts';
import type { Report } from '../report/model.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatPretty } from './pretty.ts';
import { formatSarif } from './sarif.ts';

export interface FormatOptions {
  readonly colours: boolean;
  /** Also show these. */
  readonly show: readonly 'benign'[];
  /** Whose races change the exit code. @default 'first-party' */
  readonly blame?: 'first-party' | 'all';
  /** How much of each race. @default 'full' for the first ten, 'line' for the rest */
  readonly detail?: 'line' | 'screen' | 'full';
  /** Lines of an original file, for code frames. */
  readonly lines?: (file: string) => readonly string[] | undefined;
}

export type Formatter = (report: Report, options: FormatOptions) => string;

export const FORMATTERS: { readonly [K in Format]: Formatter } = {
  pretty: formatPretty,
  json: formatJson,
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
};
