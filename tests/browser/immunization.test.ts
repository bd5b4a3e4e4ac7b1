/** Doses written down without signal: kept over a reload, sent when the signal is back, seen on another kader's phone. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/browser-test.ts';
import { phone } from '../support/browser.ts';
import { signIn, workerInCharge } from '../support/first-steps.ts';

const CHILD = 'Melati Vaksinasi';

/** ISO date `days` before today by the phone's clock (WITA). */
function daysAgo(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}

async function openCard(page: Page): Promise<void> {
  await page.goto('/anak');
  await page.getByLabel('Cari anak').fill(CHILD);
  await page.getByRole('link', { name: new RegExp(CHILD) }).click();
  await page.getByRole('link', { name: 'Imunisasi', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Kartu imunisasi' })).toBeVisible();
}

function given(page: Page, dose: string) {
  return page.getByRole('listitem').filter({ hasText: new RegExp(`^${dose}✓`) });
}

test('doses given without signal are kept, sent, and seen on another phone', async ({
  browser,
  server,
  phonePage: page,
}) => {
  test.setTimeout(180_000);
  await page.goto('/');
  await signIn(page, 'kader');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
  await workerInCharge(page);
  // Nothing of immunization was opened yet: its part of the app must be on the phone already.
  await page.context().setOffline(true);
  await page.goto('/anak/baru');
  await page.getByLabel('Nama anak', { exact: true }).fill(CHILD);
  await page.getByLabel('Tanggal lahir', { exact: true }).fill(daysAgo(75));
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Nama ibu', { exact: true }).fill('Ibu Vaksinasi');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Belum terkirim: 1')).toBeVisible();

  await openCard(page);
  await test.step('the card', () => expectAccessible(page));
  await page.getByRole('button', { name: 'Catat imunisasi' }).click();
  await page.getByLabel('Polio tetes (OPV)', { exact: true }).check();
  await page.getByLabel('PCV', { exact: true }).check();
  await page.getByRole('group', { name: 'PCV', exact: true }).getByLabel('Batch').fill('P7');
  await page.getByLabel('Nama bidan (boleh kosong)').fill('Bidan Contoh');
  await test.step('the form', () => expectAccessible(page));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  // Typed and not saved: it outlives the reload.
  await page.reload();
  await expect(page.getByLabel('PCV', { exact: true })).toBeChecked();
  await expect(page.getByRole('group', { name: 'PCV' }).getByLabel('Batch')).toHaveValue('P7');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Tersimpan di HP')).toBeVisible();
  await expect(page.getByText('Belum terkirim: 3')).toBeVisible();
  await test.step('what was saved', () => expectAccessible(page));

  await page.reload();
  await openCard(page);
  await given(page, 'PCV 1').getByText('PCV 1', { exact: true }).click();
  await expect(given(page, 'PCV 1').getByText('Tersimpan di HP')).toBeVisible();

  await page.context().setOffline(false);
  await page.getByText('Belum terkirim: 3').click();
  await page.getByRole('button', { name: 'Kirim sekarang' }).click();
  await expect(page.getByText('Belum terkirim: 0')).toBeVisible({ timeout: 20_000 });
  await openCard(page);
  await given(page, 'PCV 1').getByText('PCV 1', { exact: true }).click();
  await expect(given(page, 'PCV 1').getByText('Terkirim', { exact: true })).toBeVisible();
  await expect(given(page, 'PCV 1').getByText('P7')).toBeVisible();
  await test.step('an open row', () => expectAccessible(page));

  const other = await browser.newContext({ ...phone, baseURL: server.url });
  const otherPage = await other.newPage();
  await otherPage.goto('/');
  await signIn(otherPage, 'kader2');
  await expect(otherPage.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
  await openCard(otherPage);
  await expect(given(otherPage, 'OPV 1')).toBeVisible();
  await given(otherPage, 'PCV 1').getByText('PCV 1', { exact: true }).click();
  await expect(given(otherPage, 'PCV 1').getByText('Bidan Contoh')).toBeVisible();
  await other.close();
});

test('whom to call this month is there without a network, from Hari ini', async ({
  phonePage: page,
}) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await signIn(page, 'kader3');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
  await workerInCharge(page);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Imunisasi bulan ini' }).click();
  await expect(page.getByText(/\d+ anak perlu imunisasi bulan ini/)).toBeVisible();
  await expectAccessible(page);
  const list = page.getByRole('list', { name: 'Anak yang perlu imunisasi bulan ini' });
  await list.getByRole('link').first().click();
  await expect(page.getByRole('list', { name: 'Boleh hari ini' })).toBeVisible();
  await page.goBack();
  await expect(list).toBeVisible();
});
