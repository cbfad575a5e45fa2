// Site tables as they lie on disk, `<key>.json` beside the text `<key>.txt` they speak of.
import type { SiteTable } from '../../instrument/protocol.ts';

/** How a text is parsed: an ES module, a CommonJS function body, a script; `auto` tries CommonJS, then module. */
export type SourceKind = 'module' | 'commonjs' | 'script' | 'auto';

/** A site table, and how its text was parsed, so that the transformer can make the map of the same text again. */
export interface StoredTable extends SiteTable {
  readonly kind: SourceKind;
}
