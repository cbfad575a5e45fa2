// The page in a real browser, headless Chromium. Where none is installed (RACEWIRE_TEST_CHROMIUM, or the usual places)
// these tests are skipped; html.test.ts looks at the same page without one.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { htmlOf, largeReport, variedReport } from './page.ts';

const browserFile = [
  process.env['RACEWIRE_TEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== undefined && existsSync(file));

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(browserFile === undefined)('the page in Chromium', () => {
  let browser: Browser;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'racewire-page-'));
    browser = await chromium.launch({ executablePath: browserFile!, headless: true, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Opens a report from disk; `wrong` collects console errors and every request but the page itself. */
  async function open(
    report: Report,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<{ page: Page; wrong: string[] }> {
    const file = join(directory, `${Math.random().toString(36).slice(2)}.html`);
    writeFileSync(file, htmlOf(report));
    const context = await browser.newContext({ colorScheme, viewport: { width: 1200, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) wrong.push(request.url());
    });
    await page.goto(`file://${file}`);
    await page.waitForSelector('[role=listbox]');
    return { page, wrong };
  }

  it('is used from the keyboard alone: search, list, filters, copying', async () => {
    const { page, wrong } = await open(variedReport());
    await page.keyboard.press('/');
    await page.keyboard.type('view');
    await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 1);
    expect(await page.textContent('#race-title')).toBe('SharedArrayBuffer view bytes 4..8');
    await page.keyboard.press('Escape');
    await page.fill('input', '');
    await page.focus('[role=listbox]');
    await page.keyboard.press('End');
    const last = variedReport().races.at(-1)!.id;
    await page.waitForFunction((id) => location.hash === `#${id}`, last);
    await page.keyboard.press('Home');
    await page.selectOption('select >> nth=0', 'clobbered-write');
    expect(await page.textContent('#race-title')).toBe('variable currentUser');
    const button = page.getByRole('button', { name: /Copy: Be silent/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('clobbered-write:currentUser');
    await page.getByText('Stack', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(wrong).toEqual([]);
  });

  it('keeps a list of 1,000 races short and scrolls it to its end', async () => {
    const { page, wrong } = await open(largeReport(1000));
    expect(await page.locator('[role=option]').count()).toBeLessThan(60);
    await page.locator('[role=listbox]').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await page.getByText('Map store39["key999"]').waitFor();
    expect(await page.locator('[role=option]').count()).toBeLessThan(60);
    await page.fill('input', 'load7');
    await page.getByText('111 of 1000 shown').waitFor();
    expect(wrong).toEqual([]);
  });

  it('changes between light and dark, and follows the system until then', async () => {
    const { page, wrong } = await open(variedReport(), 'dark');
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole('button', { name: 'Light colours' }).click();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: 'Dark colours' }).click();
    expect(await ground()).toBe(dark);
    expect(wrong).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has no accessibility violations, %s', async (scheme) => {
    const { page } = await open(variedReport(), scheme);
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const kind of ['lost-update', 'data-race', 'stale-iteration']) {
      await page.selectOption('select >> nth=0', kind);
      // Not a script element: the page's own policy would refuse it.
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { axe: tool } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
      });
      expect(found).toEqual([]);
    }
  });

  it('fits a narrow screen without scrolling sideways', async () => {
    const { page } = await open(variedReport());
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
