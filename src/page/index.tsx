// The page: search and filters, the list, the chosen race, and what the run could have seen.
import { render } from 'preact';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { seen } from '../formats/coverage-words.ts';
import type { Race } from '../report/model.ts';
import { readData, type PageData } from './data.ts';
import { Detail } from './detail.tsx';
import { EVERYTHING, FACETS, makeFinder, type Facet, type Finder, type Wanted } from './filter.ts';
import { RaceList } from './list.tsx';
import { ThemeButton } from './theme.tsx';

function Page({ report, sources }: PageData): JSX.Element {
  const finder = useMemo(() => makeFinder(report.races), [report]);
  const [wanted, want] = useState(EVERYTHING);
  const races = useMemo(() => finder.find(wanted), [finder, wanted]);
  const [id, choose] = useState(() => location.hash.slice(1));
  const chosen = races.find((race) => race.id === id) ?? races[0];
  const search = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onHash = (): void => choose(location.hash.slice(1));
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener('hashchange', onHash);
    document.addEventListener('keydown', onKey);
    return () => {
      removeEventListener('hashchange', onHash);
      document.removeEventListener('keydown', onKey);
    };
  }, []);

  const pick = (race: Race): void => {
    choose(race.id);
    location.replace(`#${race.id}`);
  };
  const { summary } = report;
  return (
    <>
      <header class="top">
        <h1>racewire</h1>
        <p class="command" title={report.command.join(' ')}>
          <code>{report.command.join(' ')}</code>
        </p>
        <p class="count">
          {summary.races === 0 ? 'no races' : summary.races === 1 ? '1 race' : `${summary.races} races`}
          {report.exitCode === 0 ? '' : `, the command ended with ${report.exitCode}`}
        </p>
        <ThemeButton />
      </header>
      <div class="columns">
        <nav aria-label="Races">
          <Filters finder={finder} wanted={wanted} want={want} search={search} />
          <p class="shown" role="status">
            {races.length === report.races.length
              ? `${races.length} shown`
              : `${races.length} of ${report.races.length} shown`}
            {wanted === EVERYTHING ? null : (
              <button type="button" onClick={() => want(EVERYTHING)}>
                Show all
              </button>
            )}
          </p>
          <RaceList races={races} chosen={chosen} onChoose={pick} />
        </nav>
        <main>
          {chosen === undefined ? (
            <p class="nothing">
              {report.races.length === 0 ? 'No races were found.' : 'No race fits the search.'}
            </p>
          ) : (
            <Detail race={chosen} report={report} sources={sources} />
          )}
          <Run report={report} />
        </main>
      </div>
    </>
  );
}

interface FilterProps {
  readonly finder: Finder;
  readonly wanted: Wanted;
  readonly want: (wanted: Wanted) => void;
  readonly search: { current: HTMLInputElement | null };
}

const FACET_NAMES: { readonly [F in Facet]: string } = {
  kind: 'Kind',
  store: 'Store',
  file: 'File',
  test: 'Test',
  state: 'State',
};

function Filters({ finder, wanted, want, search }: FilterProps): JSX.Element {
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label class="search">
        <span>
          Search <kbd>/</kbd>
        </span>
        <input
          ref={search}
          type="search"
          value={wanted.text}
          placeholder="function, file, store, test …"
          onInput={(event) => want({ ...wanted, text: event.currentTarget.value })}
        />
      </label>
      {FACETS.map((facet) => {
        const values = finder.values(facet);
        return (values.length < 2 || finder.count < 2) && wanted[facet] === '' ? null : (
          <label key={facet}>
            <span>{FACET_NAMES[facet]}</span>
            <select
              value={wanted[facet]}
              onChange={(event) => want({ ...wanted, [facet]: event.currentTarget.value })}
            >
              <option value="">all</option>
              {values.map(([value, count]) => (
                <option key={value} value={value}>
                  {`${value} (${count})`}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </form>
  );
}

function Run({ report }: { report: PageData['report'] }): JSX.Element {
  const { skipped, lost } = report.coverage;
  return (
    <details class="run">
      <summary>What this run could have seen</summary>
      <ul>
        {seen(report).map((text) => (
          <li key={text}>{text}</li>
        ))}
        {skipped.map(({ file, why }) => (
          <li key={file}>{`${file} ran without hooks: ${why}`}</li>
        ))}
        {lost.map(({ what, why }) => (
          <li key={what + why}>{`lost: ${what} (${why})`}</li>
        ))}
      </ul>
      <p class="note">{`${report.tool}, Node.js ${report.node}, level ${report.level}, engines ${report.engines.join(' and ')}`}</p>
    </details>
  );
}

const root = document.getElementById('page')!;
root.textContent = '';
render(<Page {...readData()} />, root);
