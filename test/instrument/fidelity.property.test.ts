// Random programs behave the same natively and instrumented: result, thrown message, order of effects.
// RACEWIRE_RUNS and RACEWIRE_SEED ask for more programs, or for the same again.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare, realmPair, type Behaviour } from './compare.ts';
import { isProgram, randomProgram } from './random-program.ts';

const runs = Number(process.env['RACEWIRE_RUNS'] ?? 150);
const seed = Number(process.env['RACEWIRE_SEED'] ?? 20_261_121);

type Plain = (text: string) => string;

/** What V8 prints of a function's text in a message is not asked of the patched toString. */
const plain: Plain = (text) => text.replace(/'(?:\(|async|function|class|get |\w+ =>)[^]*$/, "'code'");

/**
 * Behind a proxy or an accessor V8's message may name a hook; and how it names something that cannot be iterated or taken apart, or that is no
 * name, depends on more than the expression (test/load/messages.test.ts has those). The error's class is compared then.
 */
const withoutNames: Plain = (text) =>
  plain(
    text.replace(
      /Cannot destructure .*? as it is (?:undefined|null)\.?|Cannot read properties of (?:undefined|null) \(reading '\w+'\)/,
      'Cannot read',
    ),
  )
    .replace(/TypeError: .*(?:is not (?:a function|a constructor|iterable|async iterable).*)/, 'TypeError: …')
    .replace(/TypeError: (?:Spread syntax requires .*|Found non-callable .*)/, 'TypeError: …')
    .replace(
      /"TypeError" ".*(?:is not (?:a function|a constructor|iterable|async iterable)|Spread syntax requires|Found non-callable).*/,
      '"TypeError" …',
    );

const through = ({ log, end }: Behaviour, change: Plain): Behaviour => ({
  log: log.map(change),
  end: change(end),
});

it.each([
  ['with the selection', false],
  ['with everything hooked', true],
])(
  'random programs behave as written, %s',
  async (_title, everything) => {
    let ran = 0;
    let hooksNamed = 0;
    let realms = realmPair();
    await fc.assert(
      fc.asyncProperty(randomProgram, async (program) => {
        if (!isProgram(program)) return;
        // Programs may leave things on the global object; a fresh pair now and then keeps failures short to read.
        if (++ran % 100 === 0) realms = realmPair();
        const { native, instrumented, code } = await compare(program, { everything }, realms);
        const says = (one: Behaviour, what: string): boolean =>
          [one.end, ...one.log].some((text) => text.includes(what));
        const namesHook = says(instrumented, '__rw') || says(instrumented, '__racewire');
        if (namesHook) hooksNamed++;
        const odd =
          ['(intermediate value)', 'iterable', 'Cannot '].some((what) => says(native, what)) ||
          // V8 names the value of a sum of constants.
          /\d\.\w+ is not a/.test([native.end, ...native.log].join());
        const change = namesHook || odd ? withoutNames : plain;
        expect(through(instrumented, change), code).toEqual(through(native, change));
      }),
      { numRuns: runs, seed },
    );
    // Of the drawn texts most are programs.
    expect(ran).toBeGreaterThan(runs * 0.5);
    expect(hooksNamed).toBeLessThan(ran * 0.05);
  },
  3_600_000,
);
