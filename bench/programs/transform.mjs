// One bundle and one transformer in a process of its own, where neither leaves the other its garbage: milliseconds of a call once V8
// knows the code, as JSON on standard output.
//   node transform.mjs racewire|istanbul <file> <goal>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Milliseconds of calls that do not count, in which V8 compiles, and of those that do; of each at least one call. */
const WARM = 3000;
const COUNTED = 1000;

const [what, file, goal] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');

function transformer() {
  if (what === 'racewire') {
    const { transform } = require('../../dist/instrument.cjs');
    return () => transform(source, { file, goal, key: '0' });
  }
  const { createInstrumenter } = require('istanbul-lib-instrument');
  const instrumenter = createInstrumenter({ esModules: goal === 'module', compact: false });
  return () => instrumenter.instrumentSync(source, file);
}

const call = transformer();
/** Milliseconds of each call, for so long. */
function timed(duration) {
  const times = [];
  for (const begin = performance.now(); performance.now() - begin < duration;) {
    const start = performance.now();
    call();
    times.push(performance.now() - start);
  }
  return times;
}

timed(WARM);
const times = timed(COUNTED).sort((a, b) => a - b);
console.log(JSON.stringify(times[times.length >> 1]));
