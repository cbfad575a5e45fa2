// Answers where the values of a module go (src/tasks/flows.ts): from its table, or of a text made at run time from what was kept of it. That
// answer is kept beside it: to load the transformer and to parse takes a thread 20 ms and 2 MB of its heap, and each worker of a pool asks
// the same.
import { codeLength, LONGEST_FLOWS } from '../../instrument/code-length.ts';
import type { TextFlows } from '../../instrument/protocol.ts';
import { texts } from '../tasks/flows.ts';
import type { Instrumenter } from './instrumenter.ts';
import { keyOfModule } from './failures.ts';

/** When so much text was looked into, no more is: the program waits meanwhile. In UTF-16 units, without source maps. */
const ENOUGH = 4_000_000;

/** Lets the rules of this thread ask; after `tellFailures`, which notes the modules. */
export function tellFlows(instrumenter: Instrumenter): void {
  let looked = 0;
  texts.flows = (base, functionOf) => {
    try {
      const key = keyOfModule(base);
      if (key === undefined) return undefined;
      const known = instrumenter.cache.readFlows(key);
      if (known !== undefined) return JSON.parse(known) as TextFlows;
      const table = instrumenter.cache.readTable(key);
      if (table?.flows !== undefined) return table.flows;
      const text = looked > ENOUGH ? undefined : instrumenter.cache.readText(key);
      if (text === undefined || table?.goal === undefined) return undefined;
      const length = codeLength(text);
      if (length > LONGEST_FLOWS) return undefined;
      looked += length;
      const flows = instrumenter.transformer().flowsOf(text, table.goal, table.sites, functionOf);
      if (flows !== undefined) instrumenter.cache.keepFlows(key, JSON.stringify(flows));
      return flows;
    } catch {
      return undefined;
    }
  };
}
