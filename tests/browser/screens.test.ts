/**
 * Every screen, seen by axe and kept as a picture in `test-results` for people to look at.
 *
 * One sign-in for each half: what is looked at here changes nothing.
 */

import type { Locator, Page, TestInfo } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { expect, test } from '../support/browser-test.ts';
import { signIn } from '../support/first-steps.ts';

/** @param shown stands on the screen once it has all it shows */
async function look(page: Page, info: TestInfo, name: string, shown: Locator): Promise<void> {
  await expect(shown.first()).toBeVisible();
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
  await test.step(name, () => expectAccessible(page));

  // The list scrolls inside the frame, so a taller screen shows what lies further down.
  const size = page.viewportSize();
  if (size === null) throw new Error('a screen of unknown size');
  await page.setViewportSize({ ...size, height: size.height * 3 });
  await page.screenshot({ path: info.outputPath(`${name}-whole.png`) });
  await page.setViewportSize(size);
}

test('every screen of the kader can be used by people with other eyes and hands', async ({
  phonePage: page,
}, info) => {
  test.setTimeout(180_000);
  const title = page.getByRole('heading', { level: 1 });
  await page.goto('/');
  await look(page, info, 'sign-in', page.getByText('kader3'));
  await signIn(page, 'kader');
  await page.getByRole('link', { name: 'Anak', exact: true }).click();
  await look(page, info, 'children', page.getByText(/^\d+ anak terdaftar$/));

  for (const [name, address, words] of [
    ['today', '/', /dari \d+ anak sudah ditimbang/],
    ['register', '/anak/baru', 'Daftarkan anak'],
    ['tasks', '/tugas', 'Tugas'],
    ['unsent', '/belum-terkirim', 'Pengiriman'],
    ['account', '/akun', 'Penyimpanan di HP'],
    ['unknown', '/tidak-ada', /./],
  ] as const) {
    await page.goto(address);
    await look(page, info, name, name === 'unknown' ? title : page.getByText(words));
  }

  await page.goto('/anak');
  await page.getByRole('list', { name: 'Anak' }).getByRole('link').first().click();
  await look(page, info, 'child', page.getByRole('img'));
  await page.goto(`${page.url()}/timbang`);
  await look(page, info, 'weigh', page.getByLabel('Berat (kg)'));
});

test('every screen of the puskesmas can be used by people with other eyes and hands', async ({
  laptopPage: page,
}, info) => {
  test.setTimeout(120_000);
  await page.goto('/puskesmas');
  await look(page, info, 'sign-in', page.getByText('petugas'));
  await signIn(page, 'petugas');
  const rows = page.getByRole('row').filter({ hasText: 'Melati' });
  await look(page, info, 'review', rows);
  // A weighing, for its chart: what came in last may be of any kind.
  await page.getByLabel('Jenis').selectOption({ label: 'Penimbangan' });
  await expect(page).toHaveURL(/jenis=/);
  await expect(rows.first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await look(page, info, 'record', page.getByRole('img'));
  await page.goto('/puskesmas/posyandu');
  await look(page, info, 'posyandu', rows);
  await page.goto('/puskesmas/impor');
  await look(page, info, 'import', page.getByRole('heading', { level: 1 }));
  await page.goto('/puskesmas/akun');
  await look(page, info, 'account', page.getByRole('heading', { level: 1 }));
});
