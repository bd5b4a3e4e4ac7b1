/** A browser that dies before it has written its cookies down: the phone stays signed in. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/browser-test.ts';
import { openPhoneOnDisk } from '../support/browser.ts';
import { signIn } from '../support/first-steps.ts';
import { startFront } from '../support/front.ts';

const aYearAgo = new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);

test('what was saved after a first sign-in goes out by itself, though the browser was killed at once', async ({
  server,
}) => {
  const network = await startFront(server.url);
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-phone-'));
  const before = await openPhoneOnDisk(profile, { baseURL: network.url });
  let page = await before.context.newPage();
  await page.goto('/');
  await signIn(page, 'kader');
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 30_000 });

  network.decide((_method, path) => (path.startsWith('/api/') ? 'unreachable' : undefined));
  await page.getByRole('link', { name: 'Anak', exact: true }).click();
  await page.getByRole('button', { name: 'Daftarkan anak' }).click();
  await page.getByLabel('Nama anak', { exact: true }).fill('Intan Contoh');
  await page.getByLabel('Tanggal lahir', { exact: true }).fill(aYearAgo);
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Nama ibu', { exact: true }).fill('Ibu Contoh');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText('Belum terkirim: 1')).toBeVisible();
  await before.kill();

  network.decide(() => undefined);
  const after = await openPhoneOnDisk(profile, { baseURL: network.url });
  // Chromium writes them down every 30 seconds: on a slow machine it may have been in time.
  await after.context.clearCookies();
  page = await after.context.newPage();
  const taken = page.waitForResponse(
    (response) => response.url().endsWith('/api/sync/push') && response.ok(),
    { timeout: 20_000 },
  );
  await page.goto('/');
  await taken;
  await expect(page.getByText('Belum terkirim: 0')).toBeVisible();
  await expect(page.getByLabel('Kata sandi', { exact: true })).toBeHidden();
  expect(network.seen).toContain('POST /api/session/renew');
  expect(network.seen.filter((request) => request === 'POST /api/session')).toHaveLength(1);

  await after.context.close();
  await network.stop();
  await rm(profile, { recursive: true, force: true });
});
