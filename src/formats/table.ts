// The formats by name. A new one is a file and a line here.
import type { Format } from '../config/keys.ts';
import { formatGithub } from './github.ts';
import { formatHtml } from './html.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatPretty } from './pretty.ts';
import type { Formatter } from './options.ts';
import { formatSarif } from './sarif.ts';

export const FORMATTERS: { readonly [K in Format]: Formatter } = {
  pretty: formatPretty,
  json: formatJson,
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
  html: formatHtml,
};
