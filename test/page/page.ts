// What both tests of the page share: reports that are hard on it.
import { FORMATTERS } from '../../src/formats/table.ts';
import type { Report } from '../../src/report/model.ts';
import { everyKind, sampleAccess, sampleRace, sampleReport, SOURCES } from '../report/sample.ts';

export const htmlOf = (report: Report): string =>
  FORMATTERS.html(report, { colours: false, show: [], lines: (file) => SOURCES[file] });

/** Text that would break out of a page that did not take care. */
export const ODD = `</script><script>globalThis.broken = 1</script><!-- <b> & $& {{data}} \ud800 \u2028 漢字`;

/** Every kind, one race with odd texts, in two tests; ids are unique. */
export const variedReport = (): Report => ({
  ...sampleReport([
    ...everyKind().races.map((race, index) => ({
      ...race,
      id: `${race.id}${'0'.repeat(12)}`.slice(0, 11) + index.toString(16),
      ...(index % 2 === 0 ? { test: 'sessions > are loaded once' } : {}),
    })),
    sampleRace({
      id: 'feedfeedfeed',
      certainty: 'predicted',
      test: ODD,
      store: { type: 'Map', label: ODD, key: ODD },
      accesses: sampleRace().accesses.map((access) => ({
        ...access,
        code: ODD,
        value: ODD,
        file: `src/${ODD}.ts`,
      })),
    }),
  ]),
  command: ['node', 'app.mjs', ODD],
});

/** Many races, of 40 stores. */
export const largeReport = (count: number): Report =>
  sampleReport(
    Array.from({ length: count }, (_, index) =>
      sampleRace({
        id: index.toString(16).padStart(12, '0'),
        store: { type: 'Map', label: `store${index % 40}`, key: `"key${index}"` },
        accesses: sampleRace().accesses.map((access) =>
          sampleAccess({ ...access, function: `load${index}`, task: `load${index} #${index}` }),
        ),
      }),
    ),
  );
