// One race: what happened in a sentence, the timeline, the code and stacks of all sides, and what to do about it.
import type { JSX } from 'preact';
import { actor, inOrder, storeName, times, wordsOf } from '../formats/words.ts';
import { KIND_TEXTS } from '../report/kinds.ts';
import type { Access, Frame, Race, Report } from '../report/model.ts';
import { Code } from './code.tsx';
import { reproductionOf, suppressionOf } from './commands.ts';
import { Copyable } from './copy.tsx';
import type { PageData } from './data.ts';
import { TimelineView } from './timeline.tsx';

interface Props {
  readonly race: Race;
  readonly report: Report;
  readonly sources: PageData['sources'];
}

export function Detail({ race, report, sources }: Props): JSX.Element {
  const { happened, lost, missing } = wordsOf(race);
  const { created } = race.store;
  return (
    <article aria-labelledby="race-title">
      <header>
        <p class="line">
          <span class={`kind ${race.severity}`}>{race.kind}</span>
          <span class="sure">{`${race.certainty}, ${times(race.count)}`}</span>
          <span class="id">{race.id}</span>
        </p>
        <h2 id="race-title" class="title" tabIndex={-1}>
          {storeName(race.store)}
        </h2>
        <p class="happened">{happened}</p>
        <dl class="facts">
          <Fact name="lost">{lost}</Fact>
          <Fact name="missing">{missing}</Fact>
          <Fact name="what to do">{race.hint}</Fact>
          {created === undefined ? null : (
            <Fact name="made at">{`${created.file}:${created.line}:${created.column}`}</Fact>
          )}
          {race.test === undefined ? null : <Fact name="during test">{race.test}</Fact>}
        </dl>
      </header>
      <TimelineView key={race.id} race={race} />
      <section aria-labelledby="code-title">
        <h2 id="code-title">The code of both sides</h2>
        {inOrder(race).map((access, index) => (
          <Side key={`${race.id}-${index}`} access={access} number={index + 1} sources={sources} />
        ))}
      </section>
      <section aria-labelledby="next-title">
        <h2 id="next-title">To copy</h2>
        <Copyable key={`a${race.id}`} label="Run it again" text={reproductionOf(race, report)} />
        <Copyable
          key={`b${race.id}`}
          label="All about it, in the terminal"
          text={`npx racewire explain ${race.id}`}
        />
        <Copyable
          key={`c${race.id}`}
          label="Be silent about it (.racewire-suppressions)"
          text={suppressionOf(race)}
        />
      </section>
      <Kind race={race} />
    </article>
  );
}

function Fact({ name, children }: { name: string; children: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Side({
  access,
  number,
  sources,
}: {
  access: Access;
  number: number;
  sources: PageData['sources'];
}): JSX.Element {
  const who =
    access.task === undefined || access.thread === 'main'
      ? actor(access)
      : `${actor(access)} in ${access.thread}`;
  return (
    <section class="side" aria-label={`${number}: ${access.op} by ${who}`}>
      <h3>
        <span class="step">{number}</span>
        <span>
          {access.atomic === true ? 'atomic ' : ''}
          {access.op}
          {access.value === undefined ? '' : <span class="value"> {access.value}</span>}
        </span>
        <span class="who">by {who}</span>
        <span class="where">{`${access.file}:${access.line}:${access.column}`}</span>
        {access.package === undefined ? null : <span class="state">{access.package}</span>}
      </h3>
      <Code access={access} sources={sources} />
      <Stack title="Stack" frames={access.stack} note={access.stackLost} />
      <Stack
        title={access.task === undefined ? 'Thread created at' : 'Task created at'}
        frames={access.createdBy}
        note={access.createdLost}
      />
    </section>
  );
}

const isForeign = (frame: Frame): boolean => /(^|\/)node_modules\//.test(frame.file);

function Stack({
  title,
  frames,
  note,
}: {
  title: string;
  frames: readonly Frame[];
  note?: string | undefined;
}): JSX.Element | null {
  if (frames.length === 0 && note === undefined) return null;
  const own = frames.filter((frame) => !isForeign(frame));
  return (
    <details class="stack">
      <summary>
        {title}
        <span class="where">
          {own[0] === undefined
            ? ''
            : ` ${own[0].function || 'top of the module'}, ${own[0].file}:${own[0].line}`}
        </span>
      </summary>
      <ol>
        {[...own, ...frames.filter(isForeign)].map((frame, index) => (
          <li key={index} class={isForeign(frame) ? 'foreign' : ''}>
            {frame.function === '' ? '' : `${frame.function} `}
            <span class="where">{`${frame.file}:${frame.line}:${frame.column}`}</span>
          </li>
        ))}
      </ol>
      {note === undefined ? null : <p class="note">{note}</p>}
    </details>
  );
}

function Kind({ race }: { race: Race }): JSX.Element {
  const text = KIND_TEXTS[race.kind];
  return (
    <section aria-labelledby="kind-title">
      <h2 id="kind-title">{`What a ${race.kind} is`}</h2>
      <p>{text.what}</p>
      <p>{`Typical: ${text.typical.replaceAll('`', '')}`}</p>
      <h3 class="plain">What mends it</h3>
      <ul>
        {text.fixes.map((fix) => (
          <li key={fix}>{fix.replaceAll('`', '')}</li>
        ))}
      </ul>
    </section>
  );
}
