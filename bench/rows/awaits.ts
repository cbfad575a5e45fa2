// What an await costs where nothing else is done: without a store, and around one. Servers wait for the network and not for
// this, so there is no budget; it bounds what `loops` can come to.
import { programsRow } from './programs.ts';
import type { Row } from '../row.ts';

export const awaits: Row = programsRow({
  name: 'awaits',
  about: 'awaits and calls of async functions, without a store and around one',
  files: ['awaits/values', 'awaits/calls', 'awaits/store'],
});
