/** What the puskesmas does with children reaches the kader's phones: two registrations made one, and a child that moved. */

import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../support/browser-test.ts';
import { laptop, phone } from '../support/browser.ts';
import { signIn } from '../support/first-steps.ts';
import type { ServerProcess } from '../support/server-process.ts';

test.describe.configure({ timeout: 180_000 });

async function opened(browser: Browser, { url }: ServerProcess, device: typeof phone) {
  return (await browser.newContext({ ...device, baseURL: url })).newPage();
}

async function openKader(browser: Browser, server: ServerProcess, username: string) {
  const page = await opened(browser, server, phone);
  await page.goto('/');
  await signIn(page, username);
  await expect(page.getByText(/dari \d+ anak/)).toBeVisible({ timeout: 60_000 });
  return page;
}

async function openStaff(browser: Browser, server: ServerProcess, username = 'petugas') {
  const page = await opened(browser, server, laptop);
  await page.goto('/puskesmas');
  await signIn(page, username);
  await expect(page.getByRole('heading', { name: 'Tinjauan' })).toBeVisible();
  return page;
}

/** @returns the address of the child's page */
async function register(page: Page, name: string): Promise<string> {
  await page.goto('/anak/baru');
  await page.getByLabel('Nama anak', { exact: true }).fill(name);
  await page.getByLabel('Tanggal lahir', { exact: true }).fill('2026-01-15');
  await page.getByLabel('Perempuan', { exact: true }).check();
  await page.getByLabel('Nama ibu', { exact: true }).fill('Ibu Perjalanan');
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  const saved = page.getByText('Anak sudah terdaftar');
  const other = page.getByRole('button', { name: 'Bukan, daftarkan' });
  await expect(saved.or(other)).toBeVisible();
  if (await other.isVisible()) await other.click();
  await expect(saved).toBeVisible();
  await page.getByRole('button', { name: 'Lihat grafik dan riwayat' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function weigh(page: Page, child: string, kilograms: string): Promise<void> {
  await page.goto(`${child}/timbang`);
  await page.getByLabel('Berat (kg)', { exact: true }).fill(kilograms);
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(page.getByText(/Tersimpan di HP|Terkirim/).first()).toBeVisible();
}

async function sync(page: Page): Promise<void> {
  await page.goto('/belum-terkirim');
  await page.getByRole('button', { name: 'Kirim sekarang' }).click();
  await expect(page.getByText('Belum terkirim: 0')).toBeVisible({ timeout: 30_000 });
}

async function openRecordOf(desk: Page, name: string): Promise<void> {
  await desk.goto('/puskesmas?jenis=child');
  // The newest of it.
  const row = desk.getByRole('row').filter({ hasText: name }).first();
  await row.getByRole('button', { name }).click();
  await expect(desk.getByRole('heading', { name: 'Data anak' })).toBeVisible();
}

test('two registrations merged at the desk are one child on the phone, and two again when split', async ({
  browser,
  server,
}, info) => {
  const kader = await openKader(browser, server, 'kader');
  const first = await register(kader, 'Zubaidah Lestari');
  const second = await register(kader, 'Zubaidah Dobel');
  await weigh(kader, second, '8,1');
  await sync(kader);

  const desk = await openStaff(browser, server);
  await openRecordOf(desk, 'Zubaidah Dobel');
  await desk.getByRole('button', { name: 'Gabungkan dengan anak lain…' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Zubaidah Lestari/ }).check();
  await dialog.getByRole('radio', { name: /Anak lain, Zubaidah Lestari/ }).check();
  await dialog.getByLabel('Alasan').fill('Terdaftar dua kali');
  await desk.screenshot({ path: info.outputPath('merge-dialog.png') });
  await dialog.getByRole('button', { name: 'Gabungkan' }).click();
  await expect(
    desk.getByText('Zubaidah Dobel sudah digabung dengan Zubaidah Lestari.'),
  ).toBeVisible();
  await expect(desk.getByText('Digabung dengan Zubaidah Lestari.', { exact: true })).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Pisahkan lagi…' })).toBeVisible();
  await desk.screenshot({ path: info.outputPath('merged-desk.png') });

  await sync(kader);
  await kader.goto(second);
  await expect(
    kader.getByText(/Data Zubaidah Dobel digabung dengan Zubaidah Lestari/),
  ).toBeVisible();
  expect(new URL(kader.url()).pathname).toBe(first);
  await expect(kader.getByText(/8,1/).first()).toBeVisible();
  await kader.screenshot({ path: info.outputPath('merged-phone.png') });
  await kader.goto('/anak');
  await kader.getByLabel('Cari anak').fill('zubaidah');
  await expect(kader.getByRole('list', { name: 'Anak' }).getByRole('link')).toHaveCount(1);

  await desk.getByRole('button', { name: 'Pisahkan lagi…' }).click();
  await dialog.getByLabel('Alasan').fill('Ternyata dua anak');
  await dialog.getByRole('button', { name: 'Pisahkan', exact: true }).click();
  await expect(desk.getByText('Zubaidah Dobel sudah dipisahkan.')).toBeVisible();
  await sync(kader);
  await kader.goto('/anak');
  await kader.getByLabel('Cari anak').fill('zubaidah');
  await expect(kader.getByRole('list', { name: 'Anak' }).getByRole('link')).toHaveCount(2);

  await kader.context().close();
  await desk.context().close();
});

test('a child moved at the desk is the other posyandu’s, and still readable where it was', async ({
  browser,
  server,
}, info) => {
  const kader = await openKader(browser, server, 'kader');
  const child = await register(kader, 'Melur Pindahan');
  await weigh(kader, child, '8,3');
  await sync(kader);

  const desk = await openStaff(browser, server);
  await openRecordOf(desk, 'Melur Pindahan');
  await desk.getByRole('button', { name: 'Pindahkan ke posyandu lain…' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Posyandu tujuan').selectOption({ index: 1 });
  await dialog.getByLabel('Alasan').fill('Keluarga pindah dusun');
  await desk.screenshot({ path: info.outputPath('transfer-dialog.png') });
  await dialog.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(desk.getByText(/Melur Pindahan sudah pindah ke/)).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Pindahkan ke posyandu lain…' })).toHaveCount(0);
  await desk.screenshot({ path: info.outputPath('moved-desk.png') });

  await sync(kader);
  await kader.goto(`${child}/timbang`);
  await expect(kader.getByText(/^Pindah ke Posyandu.*\.$/)).toBeVisible();
  await kader.screenshot({ path: info.outputPath('moved-scale.png') });
  await kader.getByRole('button', { name: 'Buka halaman anak' }).click();
  await expect(kader.getByText(/^Dicatat di Posyandu/)).toBeVisible();
  await kader.screenshot({ path: info.outputPath('moved-phone.png') });
  await kader.goto('/');
  await kader.getByLabel('Cari anak').fill('melur');
  await expect(kader.getByRole('link', { name: /Melur Pindahan.*Pindah ke/ })).toBeVisible();
  await kader.screenshot({ path: info.outputPath('moved-search.png') });

  const there = await openKader(browser, server, 'kader3');
  await there.goto('/anak');
  await there.getByLabel('Cari anak').fill('melur');
  await there.getByRole('link', { name: /Melur Pindahan/ }).click();
  await expect(there.getByText(/8,3/).first()).toBeVisible();
  await expect(there.getByRole('button', { name: 'Timbang & ukur' })).toBeVisible();

  for (const page of [kader, there, desk]) await page.context().close();
});

test('a child sent to another puskesmas is weighed there at once, looked at, and sent back', async ({
  browser,
  server,
}, info) => {
  const kader = await openKader(browser, server, 'kader');
  const child = await register(kader, 'Kemuning Jauh');
  await weigh(kader, child, '8,5');
  await sync(kader);

  const desk = await openStaff(browser, server);
  await openRecordOf(desk, 'Kemuning Jauh');
  await desk.getByRole('button', { name: 'Pindahkan ke posyandu lain…' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Posyandu tujuan').selectOption({ label: 'Di luar puskesmas ini…' });
  await dialog.getByLabel('Cari posyandu di luar puskesmas ini').fill('anggrek');
  await dialog.getByRole('radio', { name: /Posyandu Anggrek 1/ }).check();
  await dialog.getByLabel('Alasan').fill('Keluarga ikut nenek');
  await desk.screenshot({ path: info.outputPath('transfer-elsewhere.png') });
  await dialog.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(desk.getByText(/^Kemuning Jauh sudah pindah ke Posyandu Anggrek 1/)).toBeVisible();

  await sync(kader);
  await kader.goto('/');
  await kader.getByLabel('Cari anak').fill('kemuning');
  await expect(
    kader.getByRole('link', { name: /Kemuning Jauh.*Pindah ke Posyandu Anggrek 1/ }),
  ).toBeVisible();

  const there = await openKader(browser, server, 'kader4');
  await there.goto('/anak');
  await there.getByRole('link', { name: /Kemuning Jauh/ }).click();
  await expect(there.getByText(/8,5/).first()).toBeVisible();
  await weigh(there, child, '8,7');
  await sync(there);

  const neighbour = await openStaff(browser, server, 'petugas2');
  await openRecordOf(neighbour, 'Kemuning Jauh');
  await expect(
    neighbour.getByText(/^Datang dari Posyandu Melati 1 di Sintung \(Puskesmas Praktik\)/),
  ).toBeVisible();
  await neighbour.screenshot({ path: info.outputPath('arrival.png') });
  await neighbour.getByRole('button', { name: 'Kirim kembali…' }).click();
  await neighbour.getByRole('dialog').getByLabel('Alasan').fill('Tidak tinggal di sini');
  await neighbour.getByRole('dialog').getByRole('button', { name: 'Kirim kembali' }).click();
  await expect(neighbour.getByText('Anaknya sudah dikirim ke posyandu lain.')).toBeVisible();
  await neighbour.screenshot({ path: info.outputPath('sent-back.png') });

  await openRecordOf(desk, 'Kemuning Jauh');
  await expect(desk.getByText('Tidak tinggal di sini')).toBeVisible();
  await desk.getByRole('button', { name: 'Setujui', exact: true }).first().click();
  await expect(desk.getByText('1 data disetujui.')).toBeVisible();
  await sync(kader);
  await kader.goto(child);
  await expect(kader.getByText(/8,7/).first()).toBeVisible();

  for (const page of [kader, there, desk, neighbour]) await page.context().close();
});
