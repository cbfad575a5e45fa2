// Site tables as they lie on disk, `<key>.json` beside the text `<key>.txt` they speak of.
import type { SiteTable } from '../../instrument/protocol.ts';

/** A site table, and as what its text was parsed, so that the transformer can make the map of the same text again. */
export interface StoredTable extends SiteTable {
  readonly goal: 'module' | 'commonjs' | 'script' | 'eval';
  /** `file` holds the instrumented text: what was written is the text kept beside the table only. */
  readonly keptText?: boolean;
}
