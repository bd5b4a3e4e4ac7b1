/** A phone without room: it says that it did not save, keeps what was typed, and saves once there is room. */

import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test.ts';
import { signIn } from '../support/first-steps.ts';

const aYearAgo = new Date(Date.now() - 368 * 86_400_000).toISOString().slice(0, 10);

const MEGABYTE = 1_000_000;

/** @param bytes for everything that this server keeps on the phone */
async function giveRoom(page: Page, origin: string, bytes: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
}

/** Until not even a few hundred bytes find room. */
async function fillUp(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('photos');
      opening.addEventListener('upgradeneeded', () => {
        opening.result.createObjectStore('all', { autoIncrement: true });
      });
      opening.addEventListener('success', () => resolve(opening.result));
    });
    const fits = (bytes: number): Promise<boolean> =>
      new Promise((resolve) => {
        const writing = db.transaction('all', 'readwrite');
        const noise = new Uint8Array(bytes);
        for (let at = 0; at < bytes; at += 65_536) {
          crypto.getRandomValues(noise.subarray(at, Math.min(bytes, at + 65_536)));
        }
        writing.objectStore('all').add(noise);
        writing.addEventListener('complete', () => resolve(true));
        writing.addEventListener('abort', () => resolve(false));
      });
    for (let bytes = 4_000_000; bytes > 200; bytes /= 2) {
      while (await fits(Math.ceil(bytes)));
    }
    db.close();
  });
}

test('a full phone says that it did not save, shows nothing as saved, keeps what was typed, and saves when there is room again', async ({
  phonePage: page,
  server,
}) => {
  test.setTimeout(90_000);
  // From the start: the browser remembers for half a minute how much there was.
  await giveRoom(page, server.url, 40 * MEGABYTE);
  await page.goto('/');
  await signIn(page, 'kader');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
  await page.goto('/anak/baru');
  await page.getByLabel('Nama anak', { exact: true }).fill('Wijaya Contoh');
  await page.getByLabel('Tanggal lahir', { exact: true }).fill(aYearAgo);
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Nama ibu', { exact: true }).fill('Ibu Wijaya');

  await fillUp(page);
  const save = page.getByRole('button', { name: 'Simpan', exact: true });
  await save.click();
  await expect(page.getByText(/Belum tersimpan: HP tidak bisa menulis/)).toBeVisible();
  await expect(page.getByText('Tersimpan di HP')).toBeHidden();
  await expect(page.getByLabel('Nama anak', { exact: true })).toHaveValue('Wijaya Contoh');
  await expect(page.getByLabel('Nama ibu', { exact: true })).toHaveValue('Ibu Wijaya');

  await giveRoom(page, server.url, 80 * MEGABYTE);
  await save.click();
  await expect(page.getByText('Belum tersimpan: HP')).toBeHidden();
  await expect(page.getByText(/^.?\s*(Tersimpan di HP|Terkirim)$/).first()).toBeVisible();
  await page.goto('/anak');
  await page.getByLabel('Cari anak').fill('Wijaya');
  await expect(page.getByRole('link', { name: /Wijaya Contoh/ })).toHaveCount(1);
});
