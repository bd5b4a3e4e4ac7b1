/** One record's whole way: from a phone without signal to the puskesmas, back with a question, and right at last. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PRACTICE_PASSWORD } from '#server/practice/practice-plan.ts';
import { expect, test } from '../support/browser-test.ts';
import { laptop, openPhoneOnDisk } from '../support/browser.ts';
import { startFront } from '../support/front.ts';
import { createDataDir, removeDataDir, startServer } from '../support/server-process.ts';

const CHILD = 'Kirana Perjalanan';

async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Nama pengguna', { exact: true }).fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(PRACTICE_PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

async function openChild(page: Page): Promise<void> {
  await page.goto('/anak');
  await page.getByLabel('Cari anak').fill('kirana');
  await page.getByRole('link', { name: new RegExp(CHILD) }).click();
  await expect(page.getByRole('heading', { name: CHILD })).toBeVisible();
}

async function sendNow(page: Page): Promise<void> {
  await page.goto('/belum-terkirim');
  await page.getByRole('button', { name: 'Kirim sekarang' }).click();
}

/** ISO date `days` before today by the phone's clock (WITA). */
function daysAgo(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}

test('a child weighed without signal reaches the puskesmas, comes back to be checked, and is put right', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const dataDir = await createDataDir();
  const server = await startServer({ dataDir });
  const network = await startFront(server.url);
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-phone-'));

  // Sign in once, with signal.
  let phone = await openPhoneOnDisk(profile, { baseURL: network.url });
  let page = await phone.context.newPage();
  await page.goto('/');
  await signIn(page, 'kader');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => navigator.serviceWorker.ready);

  // The signal goes; a child is registered and weighed.
  network.decide(() => 'unreachable');
  await page.getByRole('link', { name: 'Anak', exact: true }).click();
  await page.getByRole('button', { name: 'Daftarkan anak' }).click();
  await page.getByLabel('Nama anak', { exact: true }).fill(CHILD);
  await page.getByLabel('Tanggal lahir', { exact: true }).fill(daysAgo(300));
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Nama ibu', { exact: true }).fill('Ibu Perjalanan');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Tersimpan di HP').first()).toBeVisible();

  await page.getByRole('button', { name: 'Timbang & ukur' }).click();
  await page.getByLabel('Berat (kg)', { exact: true }).fill('8,1');
  await page.getByLabel('Panjang/tinggi (cm)', { exact: true }).fill('70,5');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Tersimpan di HP').first()).toBeVisible();
  await expect(page.getByText('Belum terkirim: 2')).toBeVisible();

  // The phone dies and starts again, still without signal.
  await phone.kill();
  phone = await openPhoneOnDisk(profile, { baseURL: network.url });
  page = await phone.context.newPage();
  await page.goto('/');
  await expect(page.getByText('Belum terkirim: 2')).toBeVisible();
  await openChild(page);
  await expect(page.getByText(/8,1/).first()).toBeVisible();
  await expect(page.getByText('Tersimpan di HP').first()).toBeVisible();

  // The signal returns.
  network.decide(() => undefined);
  await page.getByText('Belum terkirim: 2').click();
  await page.getByRole('button', { name: 'Kirim sekarang' }).click();
  await expect(page.getByText('Belum terkirim: 0')).toBeVisible({ timeout: 20_000 });
  await openChild(page);
  await expect(page.getByText('Terkirim', { exact: true }).first()).toBeVisible();

  // The puskesmas returns it with a reason.
  const desk = await (await browser.newContext({ ...laptop, baseURL: server.url })).newPage();
  await desk.goto('/puskesmas');
  await signIn(desk, 'petugas');
  await expect(desk.getByRole('heading', { name: 'Tinjauan' })).toBeVisible();
  await desk.getByText(CHILD).first().click();
  await desk
    .getByRole('button', { name: /Kembalikan/ })
    .first()
    .click();
  await desk.getByLabel('Alasan', { exact: true }).fill('Panjang badan tolong diukur ulang');
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /Kembalikan/ })
    .click();

  // The phone shows it, and the kader puts it right.
  await sendNow(page);
  await page.goto('/tugas');
  await expect(page.getByText('Perlu dicek').first()).toBeVisible();
  await expect(page.getByText('Panjang badan tolong diukur ulang')).toBeVisible();
  await page.getByRole('button', { name: /Betulkan/ }).click();
  await page.getByLabel('Panjang/tinggi (cm)', { exact: true }).fill('71,2');
  await page.getByLabel('Sebab dibetulkan').fill('Sudah diukur ulang');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Terkirim', { exact: true }).first()).toBeVisible({
    timeout: 20_000,
  });

  // The correction arrives linked to the original and is approved.
  await desk.goto('/puskesmas');
  await desk
    .getByRole('row')
    .filter({ hasText: '71,2' })
    .getByRole('button', { name: CHILD })
    .click();
  await expect(desk.getByText(/71,2/).first()).toBeVisible();
  await expect(desk.getByText(/70,5/).first()).toBeVisible();
  await desk
    .getByRole('button', { name: /Setujui/ })
    .first()
    .click();

  await sendNow(page);
  await openChild(page);
  await expect(page.getByText('Disetujui').first()).toBeVisible();

  await desk.context().close();
  await phone.context.close();
  await network.stop();
  await server.stop();
  await removeDataDir(dataDir);
  await rm(profile, { recursive: true, force: true });
});
