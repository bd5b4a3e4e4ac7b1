/**
 * Takes the pictures that the installer and the README show, from the practice posyandu.
 *
 * Run by hand after a screen has changed, on a fresh build:
 * `node tests/support/draw-screenshots.ts`.
 */

import { chromium, type Page } from '@playwright/test';
import { laptop, phone } from './browser.ts';
import { chromiumArgs, findChromium } from './chromium.ts';
import { signIn } from './first-steps.ts';
import { createDataDir, removeDataDir, startServer } from './server-process.ts';

const folder = 'public/screenshots';

async function onThePhone(page: Page): Promise<void> {
  await page.goto('/');
  await signIn(page, 'kader');
  await page.getByRole('link', { name: 'Anak', exact: true }).click();
  await page.getByText('60 anak terdaftar').waitFor();
  await page.getByRole('link', { name: 'Hari ini' }).click();
  await page.getByText(/dari \d+ anak sudah ditimbang/).waitFor();
  await page.screenshot({ path: `${folder}/today.png` });

  await page.getByRole('link', { name: 'Anak', exact: true }).click();
  await page.getByRole('list', { name: 'Anak' }).getByRole('link').nth(4).click();
  await page.getByRole('img').first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${folder}/chart.png` });

  await page.goto(`${page.url()}/timbang`);
  await page.getByLabel('Berat (kg)').waitFor();
  await page.screenshot({ path: `${folder}/weigh.png` });
}

async function atTheDesk(page: Page): Promise<void> {
  await page.goto('/puskesmas');
  await signIn(page, 'petugas');
  await page.getByRole('row').filter({ hasText: 'Melati' }).first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('img').first().waitFor();
  await page.screenshot({ path: `${folder}/review.png` });
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium on this machine');
const dataDir = await createDataDir();
const server = await startServer({ dataDir });
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
try {
  const phoneContext = await browser.newContext({ ...phone, baseURL: server.url });
  await onThePhone(await phoneContext.newPage());
  const deskContext = await browser.newContext({ ...laptop, baseURL: server.url });
  await atTheDesk(await deskContext.newPage());
} finally {
  await browser.close();
  await server.stop();
  await removeDataDir(dataDir);
}
