/** A newer build with a newer database comes while the older one is open, holds unsent records, and has a form half filled in. */

import { rm } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../support/browser-test.ts';
import { phone } from '../support/browser.ts';
import { signIn, workerInCharge } from '../support/first-steps.ts';
import { databaseVersion, readStore, writeRow } from '../support/phone-disk.ts';
import { laterBuild, startSite, type Site } from '../support/site.ts';

const aYearAgo = new Date(Date.now() - 371 * 86_400_000).toISOString().slice(0, 10);

/** Without signal: a child is registered, and the form of its weighing half filled in. */
async function registerAndType(page: Page, site: Site, name: string): Promise<void> {
  await page.goto('/');
  await signIn(page, 'kader');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
  await workerInCharge(page);
  site.reach(false);
  await page.goto('/anak/baru');
  await page.getByLabel('Nama anak', { exact: true }).fill(name);
  await page.getByLabel('Tanggal lahir', { exact: true }).fill(aYearAgo);
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Nama ibu', { exact: true }).fill(`Ibu ${name}`);
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Belum terkirim: 1')).toBeVisible();
  await page.getByRole('button', { name: 'Timbang & ukur' }).click();
  await weight(page).fill('8,9');
}

const weight = (page: Page) => page.getByLabel('Berat (kg)', { exact: true });
const saved = (page: Page) => page.getByText('Tersimpan di HP').first();
const replaced = (page: Page) => page.getByRole('heading', { name: 'SiPosyandu sudah diperbarui' });

/** Opens a second tab and brings it to where the newer version is one tap away. */
async function offerOfUpdate(context: BrowserContext) {
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  const offer = page.getByRole('button', { name: 'Perbarui' });
  await expect(offer).toBeVisible();
  return {
    page,
    async take() {
      const reloaded = page.waitForEvent('load');
      await offer.click();
      await reloaded;
    },
  };
}

async function sendAll(page: Page): Promise<void> {
  await page.goto('/belum-terkirim');
  await expect(async () => {
    await page.getByRole('button', { name: 'Kirim sekarang' }).click({ timeout: 1_000 });
    await expect(page.getByText('Belum terkirim: 0')).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
}

test('the older tab says that it is replaced; what it saved is sent by the newer build, and what was typed in it is still there', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const later = await laterBuild();
  const site = await startSite(server.url);
  const context = await browser.newContext({ ...phone, baseURL: site.url });
  const old = await context.newPage();
  await registerAndType(old, site, 'Puspa Contoh');
  const before = (await databaseVersion(old)) ?? 0;

  site.deploy(later);
  const newer = await offerOfUpdate(context);
  await expect(weight(old)).toHaveValue('8,9');
  await newer.take();
  await expect(newer.page.getByText('Belum terkirim: 1')).toBeVisible();
  expect(await databaseVersion(newer.page)).toBe(before + 10);
  await expect(replaced(old)).toBeVisible();
  await expect(old.getByText('isian yang belum selesai tetap ada')).toBeVisible();

  await old.getByRole('button', { name: 'Muat ulang' }).click();
  await expect(weight(old)).toHaveValue('8,9');
  await old.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(saved(old)).toBeVisible();
  await expect(old.getByText('Belum terkirim: 2')).toBeVisible();

  site.reach(true);
  await sendAll(newer.page);
  await newer.page.goto('/anak');
  await newer.page.getByLabel('Cari anak').fill('Puspa');
  await newer.page.getByRole('link', { name: /Puspa Contoh/ }).click();
  await expect(newer.page.getByText('Terkirim', { exact: true }).first()).toBeVisible();

  await context.close();
  await site.stop();
  await rm(later, { recursive: true });
});

test('Simpan tapped in the older tab just as the newer build takes the database: saved, or still in the form, never both and never neither', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const later = await laterBuild();
  const site = await startSite(server.url);
  const context = await browser.newContext({ ...phone, baseURL: site.url });
  const old = await context.newPage();
  await registerAndType(old, site, 'Seroja Contoh');
  site.deploy(later);
  const newer = await offerOfUpdate(context);
  // By focus and time the typed is in the draft by now, as it is when a thumb moves to Simpan.
  await old.getByText('Seroja Contoh').first().click();

  await Promise.all([
    newer.take(),
    old
      .getByRole('button', { name: 'Simpan', exact: true })
      .click({ timeout: 5_000 })
      .catch(() => undefined),
  ]);
  await expect(replaced(old)).toBeVisible();
  await old.getByRole('button', { name: 'Muat ulang' }).click();
  await expect(weight(old).or(old.getByText('dari')).first()).toBeVisible();
  const made = await readStore<{ op: string }>(old, 'outbox');
  const saves = made.filter(({ op }) => op === 'measure.record').length;
  const drafts = (await readStore(old, 'drafts')).length;
  expect(saves + drafts).toBe(1);

  site.reach(true);
  await sendAll(newer.page);
  await context.close();
  await site.stop();
  await rm(later, { recursive: true });
});

test('an older tab under a newer build that keeps it from writing reads on, and says that it cannot save', async ({
  browser,
  server,
}) => {
  const site = await startSite(server.url);
  const context = await browser.newContext({ ...phone, baseURL: site.url });
  const old = await context.newPage();
  await registerAndType(old, site, 'Teratai Contoh');
  await writeRow(old, 'meta', { key: 'min-writer', version: 99 });
  await old.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(old.getByText(/Belum tersimpan/)).toBeVisible();
  await expect(saved(old)).toBeHidden();
  await expect(weight(old)).toHaveValue('8,9');

  await old.reload();
  await expect(old.getByText(/catatan bisa dibaca, tetapi belum bisa disimpan/)).toBeVisible();
  await expect(old.getByText('Teratai Contoh').first()).toBeVisible();
  await context.close();
  await site.stop();
});
