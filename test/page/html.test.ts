// The page without a browser: its scripts run in jsdom, which lays nothing out. html.browser.test.ts does the rest.
import { JSDOM, VirtualConsole } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { missingEdge } from '../../src/page/missing.ts';
import { everyKind, sampleReport } from '../report/sample.ts';
import { htmlOf, largeReport, ODD, variedReport } from './page.ts';

interface Open {
  readonly document: Document;
  readonly window: JSDOM['window'];
  readonly errors: string[];
  /** Lets effects and drawing happen. */
  settle(): Promise<void>;
  text(selector: string): string;
  options(): Element[];
}

async function open(report: Report): Promise<Open> {
  const errors: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => errors.push(String(error)));
  virtualConsole.on('error', (...words) => errors.push(words.join(' ')));
  const { window } = new JSDOM(htmlOf(report), {
    runScripts: 'dangerously',
    pretendToBeVisual: true,
    url: 'file:///tmp/races.html',
    virtualConsole,
  });
  const { document } = window;
  const page: Open = {
    document,
    window,
    errors,
    settle: async () => {
      for (let round = 0; round < 4; round++) {
        await new Promise((done) => window.requestAnimationFrame(done));
        await new Promise((done) => window.setTimeout(done, 0));
        await new Promise((done) => window.setTimeout(done, 0));
      }
    },
    text: (selector) => document.querySelector(selector)?.textContent ?? '',
    options: () => [...document.querySelectorAll('[role=option]')],
  };
  await page.settle();
  return page;
}

const type = (page: Open, text: string): Promise<void> => {
  const input = page.document.querySelector('input')!;
  input.value = text;
  input.dispatchEvent(new page.window.Event('input', { bubbles: true }));
  return page.settle();
};

const choose = (page: Open, label: string, value: string): Promise<void> => {
  const select = [...page.document.querySelectorAll('label')]
    .find((one) => one.textContent.startsWith(label))!
    .querySelector('select')!;
  select.value = value;
  select.dispatchEvent(new page.window.Event('change', { bubbles: true }));
  return page.settle();
};

const press = (page: Open, key: string): Promise<void> => {
  const list = page.document.querySelector('[role=listbox]')!;
  list.dispatchEvent(new page.window.KeyboardEvent('keydown', { key, bubbles: true }));
  return page.settle();
};

describe('the page', () => {
  it('shows every race with its sentence, timeline, code and lines to copy', async () => {
    const page = await open(everyKind());
    const shown: string[] = [];
    for (const option of page.options()) {
      (option as HTMLElement).click();
      await page.settle();
      shown.push(
        [...page.document.querySelectorAll('article > header, article > section')]
          .map((part) => part.textContent.replace(/\s+/g, ' '))
          .join('\n'),
      );
    }
    expect(page.errors).toEqual([]);
    expect(shown).toHaveLength(everyKind().races.filter((race) => race.severity !== 'benign').length);
    await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('../formats/golden/every-kind.html.txt');
  });

  it('keeps texts of the program as texts', async () => {
    const page = await open(variedReport());
    await type(page, 'feedfeedfeed');
    expect(page.errors).toEqual([]);
    expect((page.window as unknown as { broken?: number }).broken).toBeUndefined();
    expect(page.document.querySelectorAll('script')).toHaveLength(2);
    expect(page.text('#race-title')).toContain(ODD.replace('\ud800', '\ufffd').slice(0, 60));
    expect(page.document.title).toContain('</script>');
  });

  it('loads nothing and runs nothing but its own script', () => {
    const html = htmlOf(variedReport());
    const { document } = new JSDOM(html).window;
    const policy = document.querySelector('meta[http-equiv]')!.getAttribute('content');
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /);
    expect(document.querySelectorAll('[src], [href], [style], link, img, iframe')).toHaveLength(0);
  });

  it('searches and filters, says how many are shown, and shows all again', async () => {
    const page = await open(variedReport());
    const all = page.options().length;
    await choose(page, 'Kind', 'data-race');
    expect(page.options()).toHaveLength(1);
    expect(page.text('.shown')).toContain(`1 of ${all} shown`);
    expect(page.text('article .kind')).toBe('data-race');
    page.document.querySelector<HTMLButtonElement>('.shown button')!.click();
    await page.settle();
    expect(page.options()).toHaveLength(all);
    await choose(page, 'Test', 'sessions > are loaded once');
    expect(page.options().length).toBeLessThan(all);
    await choose(page, 'Test', '');
    await type(page, 'curr user');
    expect(page.text('#race-title')).toBe('variable currentUser');
    await type(page, 'nothing is called so');
    expect(page.text('.nothing')).toBe('No race fits the search.');
    expect(page.errors).toEqual([]);
  });

  it('moves the choice by keys, and names it for screen readers', async () => {
    const page = await open(largeReport(1000));
    const chosen = (): string => page.text('[aria-selected=true] .on');
    expect(chosen()).toBe('Map store0["key0"]');
    await press(page, 'ArrowDown');
    await press(page, 'ArrowDown');
    await press(page, 'ArrowUp');
    expect(chosen()).toBe('Map store1["key1"]');
    expect(page.window.location.hash).toBe('#000000000001');
    const list = page.document.querySelector('[role=listbox]')!;
    expect(page.document.getElementById(list.getAttribute('aria-activedescendant')!)?.textContent).toContain(
      'key1',
    );
    await press(page, 'PageDown');
    expect(page.text('#race-title')).toBe('Map store9["key9"]');
    expect(page.options().length).toBeLessThan(60);
  });

  it('says so when there is no race, and what the run could have seen', async () => {
    const page = await open(sampleReport([]));
    expect(page.text('.nothing')).toBe('No races were found.');
    expect(page.text('.run')).toContain('bad.js ran without hooks: Unexpected token');
    expect(page.errors).toEqual([]);
  });

  it('draws no edge that the report does not have', async () => {
    const report = everyKind();
    const page = await open(report);
    const drawn = page.document.querySelectorAll('.arrow:not(.missing)').length;
    const { events, edges } = report.races[0]!.timeline!;
    expect(drawn).toBe(edges.filter(({ from, to }) => events[from]!.lane !== events[to]!.lane).length);
    expect(page.document.querySelectorAll('.arrow.missing')).toHaveLength(1);
    expect(page.text('p.missing')).toBe(`The missing edge. ${missingEdge(report.races[0]!)!.text}`);
  });
});
