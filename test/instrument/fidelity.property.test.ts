// Random programs behave the same natively and instrumented: result, thrown message, order of effects.
// RACEWIRE_RUNS and RACEWIRE_SEED ask for more programs, or for the same again.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare, realmPair, type Behaviour } from './compare.ts';
import { isProgram, randomProgram } from './random-program.ts';

const runs = Number(process.env['RACEWIRE_RUNS'] ?? 150);
const seed = Number(process.env['RACEWIRE_SEED'] ?? 20_261_121);

/**
 * LIMIT: where the receiver of a call or the source of an iteration is no simple expression, V8's message names it in
 * other words; the rest of the message, and the error's class, are compared.
 */
function comparable({ log, end }: Behaviour): Behaviour {
  const plain = (text: string): string =>
    text
      .replace(
        /Cannot destructure .*? as it is (?:undefined|null)\.?|Cannot read properties of (?:undefined|null) \(reading '\w+'\)/,
        'Cannot read',
      )
      // Where V8 itself prints a function's text in a message, it does not ask the patched toString.
      .replace(/'(?:\(|async|function|class|get |\w+ =>)[^]*$/, "'code'")
      .replace(
        /TypeError: .*(?:is not (?:a function|a constructor|iterable|async iterable).*|as it is (?:undefined|null)\.?)/,
        'TypeError: …',
      )
      .replace(/TypeError: (?:Spread syntax requires .*|Found non-callable .*)/, 'TypeError: …')
      .replace(
        /"TypeError" ".*(?:is not (?:a function|a constructor|iterable|async iterable)|as it is|Spread syntax requires|Found non-callable).*/,
        '"TypeError" …',
      );
  return { log: log.map(plain), end: plain(end) };
}

it.each([
  ['with the selection', false],
  ['with everything hooked', true],
])(
  'random programs behave as written, %s',
  async (_title, everything) => {
    let ran = 0;
    let realms = realmPair();
    await fc.assert(
      fc.asyncProperty(randomProgram, async (program) => {
        if (!isProgram(program)) return;
        // Programs may leave things on the global object; a fresh pair now and then keeps failures short to read.
        if (++ran % 100 === 0) realms = realmPair();
        const { native, instrumented, code } = await compare(program, { everything }, realms);
        expect(comparable(instrumented), code).toEqual(comparable(native));
      }),
      { numRuns: runs, seed },
    );
    // Of the drawn texts most are programs.
    expect(ran).toBeGreaterThan(runs * 0.5);
  },
  3_600_000,
);
