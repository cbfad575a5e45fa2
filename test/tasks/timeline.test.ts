// The timeline of a race: what is in it happened, and no edge is drawn that the clocks do not have.
import { describe, expect, it } from 'vitest';
import { makeTimeline, type Side } from '../../src/tasks/timeline.ts';
import type { Access } from '../../src/tasks/store.ts';
import { noteAwait } from '../../src/tasks/awaits.ts';
import { type Task } from '../../src/tasks/task.ts';
import { call, callback, root, Scene, tell, turn } from './scene.ts';

function two(): [Task, Task] {
  return turn(() => {
    const parent = root();
    return [call(parent), call(parent)];
  });
}

const side = (access: Access, lane: 0 | 1): Side => ({ access, lane });

/** `0 access 2`, with the site of an await. */
const words = ({ events }: ReturnType<typeof makeTimeline>): string[] =>
  events.map(({ lane, what, access, site }) =>
    [lane, what, access ?? site].filter((one) => one !== undefined).join(' '),
  );

describe('the timeline', () => {
  it('has creations, the suspension with its await, and the accesses in the order of the run', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => {
      const access = scene.read(x);
      noteAwait(x, 77);
      return access;
    });
    const between = turn(() => scene.write(y, 1));
    const write = turn(() => {
      const access = scene.write(x, 2);
      noteAwait(x, 78);
      return access;
    });
    const timeline = makeTimeline([side(read, 0), side(write, 0), side(between, 1)]);
    expect(words(timeline)).toEqual([
      '0 created',
      '1 created',
      '0 access 0',
      '0 suspended 77',
      '1 access 2',
      '0 access 1',
    ]);
    expect(timeline.edges).toEqual([[3, 5, 'await']]);
  });

  it('has an edge between the sides where the clocks know one, and in that direction alone', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    turn(() => tell(x, y));
    const between = turn(() => scene.write(y, 1));
    const write = turn(() => scene.write(x, 2));
    const { events, edges } = makeTimeline([side(read, 0), side(write, 0), side(between, 1)]);
    const known = edges.filter(([, , why]) => why === 'known');
    expect(known.map(([from, to]) => [events[from]!.access, events[to]!.access])).toEqual([[0, 2]]);
  });

  it('names the creator of a task where it is the other side, and says that a callback was registered', () => {
    const x = turn(root);
    const scene = new Scene();
    const [read, y] = turn(() => {
      const access = scene.read(x);
      return [access, callback(x)] as const;
    });
    const between = turn(() => scene.write(y, 1));
    const write = turn(() => scene.write(x, 2));
    const timeline = makeTimeline([side(read, 0), side(write, 0), side(between, 1)]);
    expect(words(timeline)).toEqual([
      '0 access 0',
      '1 registered',
      '0 suspended',
      '1 access 2',
      '0 access 1',
    ]);
    expect(timeline.edges).toContainEqual([0, 1, 'creation']);
  });

  it('forgets an await that is two turns of awaits ago', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => {
      noteAwait(x, 77);
      return scene.read(x);
    });
    turn(() => noteAwait(x, 78));
    turn(() => noteAwait(x, 79));
    const between = turn(() => scene.write(y, 1));
    const write = turn(() => scene.write(x, 2));
    const { events } = makeTimeline([side(read, 0), side(write, 0), side(between, 1)]);
    expect(events.find(({ what }) => what === 'suspended')).not.toHaveProperty('site');
  });
});
