/** A part of the app that is fetched when it is first opened, on a network that takes its time or is gone. */

import type { Page, Route } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/browser-test.ts';
import { phone } from '../support/browser.ts';
import { signIn } from '../support/first-steps.ts';

const SCRIPT = '**/assets/immunization-routes-*.js';

/** No worker, which would have fetched the part by itself. */
const withoutWorker = { ...phone, serviceWorkers: 'block' } as const;

async function openToday(page: Page): Promise<void> {
  await page.goto('/');
  await signIn(page, 'kader');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
}

const month = (page: Page) => page.getByRole('link', { name: 'Imunisasi bulan ini' });
const today = (page: Page) => page.getByRole('heading', { name: 'Hari ini' });

test('while the part is on its way the screen has its name and the way back', async ({
  browser,
  server,
}, info) => {
  const context = await browser.newContext({ ...withoutWorker, baseURL: server.url });
  const page = await context.newPage();
  const held: Route[] = [];
  await page.route(SCRIPT, (route) => void held.push(route));
  await openToday(page);

  await month(page).click();
  await expect(page.getByRole('heading', { name: 'Imunisasi bulan ini' })).toBeVisible();
  await expect(page.getByText('Sedang dimuat…')).toBeAttached();
  await page.screenshot({ path: info.outputPath('on-its-way.png') });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Kembali' }).click();
  await expect(today(page)).toBeVisible();

  await month(page).click();
  await Promise.all(held.map((route) => route.continue()));
  await expect(page.getByText(/^\d+ anak/).first()).toBeVisible();
  await context.close();
});

test('where the network is gone it says so, and the way back stays', async ({
  browser,
  server,
}, info) => {
  const context = await browser.newContext({ ...withoutWorker, baseURL: server.url });
  const page = await context.newPage();
  await openToday(page);
  await page.route(SCRIPT, (route) => route.abort());

  await month(page).click();
  await expect(page.getByRole('heading', { name: 'Halaman ini perlu internet' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('needs-network.png') });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Kembali' }).click();
  await expect(today(page)).toBeVisible();
  await context.close();
});
