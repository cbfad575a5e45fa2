// The races that are shown, as a list box: only the rows in view exist (@tanstack/virtual-core).
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { JSX } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { storeName, times } from '../formats/words.ts';
import type { Race } from '../report/model.ts';
import { stateOf } from './filter.ts';

const ROW = 66;
const PAGE = 8;

interface Props {
  readonly races: readonly Race[];
  readonly chosen: Race | undefined;
  readonly onChoose: (race: Race) => void;
}

/** A list box with one option a race; arrows, Home, End, PageUp and PageDown move the choice. */
export function RaceList({ races, chosen, onChoose }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows(box, races.length);
  const at = chosen === undefined ? -1 : races.indexOf(chosen);

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, races, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: races.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || races.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChoose(races[Math.max(0, Math.min(races.length - 1, target))]!);
  };

  return (
    <div
      ref={box}
      class="list"
      role="listbox"
      tabIndex={0}
      aria-label="Races"
      aria-activedescendant={at >= 0 ? `race-${chosen!.id}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div class="rows" role="presentation" style={{ height: `${virtual.getTotalSize()}px` }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const race = races[index];
          return race === undefined ? null : (
            <Row
              key={race.id}
              race={race}
              top={start}
              index={index}
              count={races.length}
              chosen={index === at}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly race: Race;
  readonly top: number;
  readonly index: number;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: (race: Race) => void;
}

function Row({ race, top, index, count, chosen, onChoose }: RowProps): JSX.Element {
  const place = race.accesses[0];
  const state = stateOf(race);
  return (
    <div
      id={`race-${race.id}`}
      class={`row ${chosen ? 'chosen' : ''}`}
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)`, height: `${ROW}px` }}
      onClick={() => onChoose(race)}
    >
      <span class="line">
        <span class={`kind ${race.severity}`}>{race.kind}</span>
        <span class="sure">{`${race.certainty}, ${times(race.count)}`}</span>
      </span>
      <span class="on">{storeName(race.store)}</span>
      <span class="line">
        <span class="where">{place === undefined ? '' : `${place.file}:${place.line}`}</span>
        {state === 'open' ? null : <span class="state">{state}</span>}
      </span>
    </div>
  );
}

// A page that is not laid out (a test without a browser) counts as this high.
const NO_LAYOUT = 600;

function useVirtualRows(
  box: { readonly current: HTMLDivElement | null },
  count: number,
): Virtualizer<HTMLDivElement, Element> {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options: VirtualizerOptions<HTMLDivElement, Element> = {
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 6,
    scrollToFn: elementScroll,
    observeElementOffset,
    observeElementRect: (instance, told) =>
      observeElementRect(instance, (rect) => told({ ...rect, height: rect.height || NO_LAYOUT })),
    onChange: () => redraw(undefined),
  };
  const [virtual] = useState(() => new Virtualizer<HTMLDivElement, Element>(options));
  virtual.setOptions(options);
  useEffect(() => virtual._didMount(), [virtual]);
  useEffect(() => virtual._willUpdate());
  return virtual;
}
