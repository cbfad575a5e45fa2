// Positions in texts that were instrumented: the transformer says where the columns went.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { StoredTable } from '../facts/tables.ts';
import type { openPlaces } from '../report/places.ts';

interface MappingTransformer {
  transform(
    code: string,
    options: { file: string; key: string; goal: StoredTable['goal']; map: true },
  ): { map?: string };
}

/** Maps of instrumented texts, made again by the transformer where a stack asks for columns. */
export function mapOfText(home: string): Parameters<typeof openPlaces>[1] {
  return (text, table) => {
    const transformer = createRequire(import.meta.url)(join(home, 'instrument.cjs')) as MappingTransformer;
    return transformer.transform(text, { file: table.file, key: table.key, goal: table.goal, map: true }).map;
  };
}
