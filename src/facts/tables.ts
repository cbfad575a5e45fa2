// What is kept of an instrumented text, one file for each: code, site table, and the text itself. One and not three: to make
// a file costs more than to transform most of what goes into it, where there are hundreds to make.
//
//   <key>.kept   `<bytes of the code> <bytes of the table> <constructs left unwatched>` and a line break, the code, the
//                table as JSON, the text
//
// The code is '' where there is nothing to watch; table and text, which only speak of hooks, are left out then.
import { Buffer } from 'node:buffer';
import type { SiteTable } from '../../instrument/protocol.ts';

/** A site table, and as what its text was parsed, so that the transformer can make the map of the same text again. */
export interface StoredTable extends SiteTable {
  readonly goal: 'module' | 'commonjs' | 'script' | 'once' | 'eval';
  /** `file` holds the instrumented text: what was written is the text kept beside the table only. */
  readonly keptText?: boolean;
  /** Of the goal `eval`: what a prologue would tell of the functions. */
  readonly functions?: string;
}

/** The parts of a kept file, each decoded when it is asked for. */
export interface Kept {
  /** Undefined where a table alone was kept. */
  code(): string | undefined;
  table(): StoredTable | undefined;
  text(): string | undefined;
}

/** Name of the file that is kept of a text. */
export const keptName = (key: string): string => `${key}.kept`;

/** Content of that file. */
export function packKept(code: string, table: StoredTable, text: string): string {
  if (code === '') return '0 0 0\n';
  return packed(code, table, text);
}

/** Content of that file where the code lies elsewhere, or is not kept. */
export const packTable = (table: StoredTable, text: string): string => packed('', table, text);

function packed(code: string, table: StoredTable, text: string): string {
  const json = JSON.stringify(table);
  const head = `${Buffer.byteLength(code)} ${Buffer.byteLength(json)} ${table.unhandled.length}`;
  return `${head}\n${code}${json}${text}`;
}

/** A head is no longer than this. */
export const HEAD = 40;

/** Whether a file that begins so may have constructs in its table that are left unwatched: all do that say nothing else. */
export const mayLeaveUnwatched = (head: string): boolean => !/^\d+ \d+ 0\n/.test(head);

const LINE_BREAK = 10;

/** Takes such a file apart. */
export function unpackKept(content: Buffer): Kept {
  const head = content.indexOf(LINE_BREAK) + 1;
  const [code = 0, table = 0] = content
    .toString('latin1', 0, head - 1)
    .split(' ')
    .map(Number);
  const codeEnd = head + code;
  const tableEnd = codeEnd + table;
  return {
    code: () => (code === 0 && table > 0 ? undefined : content.toString('utf8', head, codeEnd)),
    table: () =>
      table === 0 ? undefined : (JSON.parse(content.toString('utf8', codeEnd, tableEnd)) as StoredTable),
    text: () => (table === 0 ? undefined : content.toString('utf8', tableEnd)),
  };
}
