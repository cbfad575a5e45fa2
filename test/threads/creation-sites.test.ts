import { expect, it } from 'vitest';
import { creationSiteOf, noteCreationSite, siteOfShared } from '../../src/threads/creation-sites.ts';

it('knows where memory was made, until a thread has made thousands and handed none on', () => {
  const make = (site: number): object => {
    const memory = {};
    noteCreationSite(memory, site);
    return memory;
  };
  const first = make(1);
  for (let i = 0; i < 2046; i++) make(2);
  const last = make(3);
  const beyond = make(4);
  expect([first, last, beyond].map(creationSiteOf)).toEqual([1, 3, undefined]);
  expect(siteOfShared(first)).toBe(1);
  expect(creationSiteOf(make(5))).toBe(5);
});
