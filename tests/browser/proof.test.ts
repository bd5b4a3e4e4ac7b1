/** The page of proof: open to anybody, with a network or without, and right in what is built. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/browser-test.ts';
import { openPhoneOnDisk } from '../support/browser.ts';
import { signIn, workerInCharge } from '../support/first-steps.ts';

const proofLink = (page: Page) => page.getByRole('link', { name: 'Bagaimana kami menghitung' });
const calculator = (page: Page) => page.getByRole('heading', { name: 'Coba hitung sendiri' });

/** Row 2484 of tests/fixtures/anthro-sample.csv.gz. */
async function computeGirlOfWho(page: Page): Promise<void> {
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Umur dalam bulan atau hari').check();
  await page.getByLabel('Ditambah (hari)').fill('452');
  await page.getByLabel('Berat (kg)').fill('12,73');
  await page.getByLabel('Panjang/tinggi (cm)').fill('79,9');
  await page.getByLabel('Berdiri', { exact: true }).check();
  await page.getByLabel('Lingkar kepala (cm)').fill('48,4');
  await page.keyboard.press('Enter');
}

test('who was here once computes a child without a network and without signing in, as WHO does', async ({
  server,
}, info) => {
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-phone-'));
  const before = await openPhoneOnDisk(profile, { baseURL: server.url });
  const firstPage = await before.context.newPage();
  await firstPage.goto('/');
  await workerInCharge(firstPage);
  await before.kill();

  const after = await openPhoneOnDisk(profile, { baseURL: server.url, offline: true });
  const page = await after.context.newPage();
  await page.goto('/bukti-hitungan');
  await expect(page.getByText(/nilai z sama dengan program WHO/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Hitung' }).click();
  await expect(page.getByText('Pilih laki-laki atau perempuan.')).toBeInViewport();
  await expectAccessible(page);

  await computeGirlOfWho(page);
  await expect(page.getByRole('heading', { name: 'Hasil dan langkahnya' })).toBeInViewport();
  await expect(page.getByRole('status')).toHaveText(
    /^BB\/U \+2,24 SD.* PB\/U \+1,19 SD.* BB\/PB \+2,37 SD.* IMT\/U \+2,21 SD.* LK\/U \+2,02 SD/,
  );
  await expect(page.getByText('79,9 + 0,7 = 80,6 cm')).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  await page.screenshot({ path: info.outputPath('result.png') });
  await expectAccessible(page);
  await after.context.close();
  await rm(profile, { recursive: true, force: true });
});

test('a kader finds the page in their account, and the way back', async ({ phonePage: page }) => {
  await page.goto('/akun');
  await signIn(page, 'kader');
  // The door has the same link; this is the one behind it.
  await expect(page.getByText('Penyimpanan di HP')).toBeVisible();
  await proofLink(page).click();
  await expect(calculator(page)).toBeVisible();
  await page.getByRole('button', { name: 'Kembali' }).click();
  await expect(page.getByText('Penyimpanan di HP')).toBeVisible();
});

test('staff find the page at the door and in their account', async ({ laptopPage: page }) => {
  await page.goto('/puskesmas/akun');
  await proofLink(page).click();
  await expect(calculator(page)).toBeVisible();
  await page.getByRole('button', { name: 'Kembali' }).click();
  await signIn(page, 'petugas');
  await expect(page.getByRole('heading', { level: 1, name: 'Akun' })).toBeVisible();
  await proofLink(page).click();
  await expect(calculator(page)).toBeVisible();
  await expectAccessible(page);
});
