import { screen, waitFor, within } from '@testing-library/react';
import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { minWriterRow, WRITER_VERSION } from '#client/data/min-writer.ts';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { aVillage, openApp, openSignedIn } from '../../support/kader-app.tsx';
import { PASSWORD } from '../../support/memory-server.ts';

async function withoutSignal() {
  const village = aVillage();
  const app = await openSignedIn(village);
  village.network.online = false;
  await app.services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
  return { ...app, village };
}

describe('the status line', () => {
  test('always says how many are not sent and when the puskesmas was last heard', async () => {
    await withoutSignal();
    const status = await screen.findByRole('link', { name: /Belum terkirim: 1/ });
    await waitFor(() => expect(status).toHaveTextContent(/terakhir \d\d\.\d\d/));
    expect(status).toHaveTextContent('Posyandu Uji');
  });

  test('leads to what waits, why, and the button that sends it', async () => {
    const app = await withoutSignal();
    await app.services.sync.syncNow();
    await app.user.click(await screen.findByRole('link', { name: /Belum terkirim: 1/ }));
    const entry = await screen.findByRole('listitem');
    expect(within(entry).getByText('Ayu Contoh')).toBeVisible();
    expect(within(entry).getByText(/Pendaftaran anak/)).toBeVisible();
    expect(within(entry).getByText(/tidak ada sinyal/)).toBeVisible();
    expect(screen.getByText(/Data aman di HP ini dan dikirim sendiri/)).toBeVisible();

    app.village.network.online = true;
    await app.user.click(screen.getByRole('button', { name: 'Kirim sekarang' }));
    expect(await screen.findByText(/Semua catatan sudah sampai/)).toBeVisible();
    expect(await screen.findByRole('link', { name: /Belum terkirim: 0/ })).toBeVisible();
  });
});

describe('the page of sending', () => {
  const HOUR_MS = 60 * 60_000;

  test('says how long the oldest waits, and after a day the first screen does too', async () => {
    const app = await withoutSignal();
    app.world.nowMs += 23 * HOUR_MS;
    await app.services.sync.syncNow();
    expect(screen.queryByText(/paling lama menunggu/)).toBeNull();
    app.world.nowMs += 2 * HOUR_MS;
    await app.services.sync.syncNow();
    await app.services.records.registerChild(aProfile({ name: 'Budi Contoh' }), {});
    expect(await screen.findByText(/2 catatan belum terkirim; .* menunggu 1 hari/)).toBeVisible();
    await app.user.click(screen.getByRole('button', { name: 'Lihat yang menunggu' }));
    expect(await screen.findByText('Yang paling lama menunggu 1 hari.')).toBeVisible();
  });

  test('shows what the puskesmas has but cannot use, and why', async () => {
    const village = aVillage();
    const app = await openSignedIn(village, { path: '/' });
    const { records, sync } = app.services;
    const id = await records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    await records.recordMeasurement(id, theMeasurement({ weightGrams: 90_000 }), {});
    await sync.syncNow();
    await app.user.click(await screen.findByRole('link', { name: /Belum terkirim: 0/ }));
    expect(
      await screen.findByText(/1 catatan sudah di puskesmas, belum bisa dipakai/),
    ).toBeVisible();
    const entry = await screen.findByRole('listitem');
    expect(within(entry).getByText('Ayu Contoh')).toBeVisible();
    expect(within(entry).getByText('Timbang & ukur')).toBeVisible();
  });

  test('says that a record waits for another one', async () => {
    const village = aVillage();
    const app = await openSignedIn(village, { path: '/' });
    await app.services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    await app.services.sync.syncNow();
    const db = new PhoneDb(app.dbName);
    const [row] = await db.outbox.toArray();
    if (row === undefined) throw new Error('nothing was sent');
    const verdict = { mid: row.mid, status: 'parked', reason: 'dep-missing' } as const;
    await db.outbox.put({ ...row, verdict });
    db.close();
    await app.user.click(await screen.findByRole('link', { name: /Belum terkirim: 0/ }));
    expect(await screen.findByText(/Menunggu catatan lain/)).toBeVisible();
  });

  test('warns of a clock more than ten minutes off, tells the data used and the room left', async () => {
    const village = aVillage();
    village.world.nowMs -= 20 * 60_000;
    const app = await openSignedIn(village, { path: '/' });
    await app.user.click(await screen.findByRole('link', { name: /Belum terkirim: 0/ }));
    expect(await screen.findByText(/Jam HP ini terlambat sekitar 20 menit/)).toBeVisible();
    expect(screen.getByText(/Kira-kira \d+ KB bulan ini/)).toBeVisible();
    expect(await screen.findByText('Penyimpanan di HP')).toBeVisible();
  });

  test('a tap that waits its turn is seen on the button', async () => {
    const app = await withoutSignal();
    await app.kill();
    const status = { ...app.services.sync.status(), queued: true };
    await openApp(app.world, {
      dbName: app.dbName,
      path: '/belum-terkirim',
      through: (services) => ({
        ...services,
        sync: { ...services.sync, status: () => status },
      }),
    });
    const button = await screen.findByRole('button', { name: 'Dikirim sebentar lagi…' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('a phone whose data were lost', () => {
  test('says so calmly, once, with what to do', async () => {
    const app = await withoutSignal();
    await waitFor(() => expect(app.world.notes.get(app.dbName)).toBe('{"unsent":1}'));
    await app.kill();
    await Dexie.delete(app.dbName);
    const again = await openApp(app.world, { dbName: app.dbName });
    expect(await screen.findByRole('heading', { name: 'Data di HP ini hilang' })).toBeVisible();
    expect(screen.getByText(/Sekitar 1 catatan belum terkirim/)).toBeVisible();
    await again.user.click(screen.getByRole('button', { name: 'Saya mengerti' }));
    expect(await screen.findByRole('button', { name: 'Masuk' })).toBeVisible();
  });
});

describe('a sign-in that ran out', () => {
  test('is said, loses nothing, and sends after signing in again', async () => {
    const app = await withoutSignal();
    const { server, network, account } = app.village;
    server.forgetSessions();
    network.online = true;
    await app.services.sync.syncNow();
    expect(await screen.findByText(/Masuk lagi untuk mengirim/)).toBeVisible();
    expect(screen.getByRole('link', { name: /Ayu Contoh/ })).toBeVisible();

    await app.user.click(screen.getByRole('button', { name: 'Masuk lagi' }));
    expect(await screen.findByLabelText('Nama pengguna')).toHaveValue(account.username);
    await app.user.type(screen.getByLabelText('Kata sandi'), PASSWORD);
    await app.user.click(screen.getByRole('button', { name: 'Masuk' }));
    expect(await screen.findByRole('link', { name: /Belum terkirim: 0/ })).toBeVisible();
    expect(screen.queryByText(/Masuk lagi untuk mengirim/)).toBeNull();
  });
});

describe('a build that is too old for what a newer one left on the phone', () => {
  test('shows the records, and says that saving waits for the update', async () => {
    const app = await withoutSignal();
    await app.kill();
    const db = new PhoneDb(app.dbName);
    await db.meta.put(minWriterRow(WRITER_VERSION + 1));
    db.close();
    await openApp(app.world, { dbName: app.dbName });
    expect(await screen.findByText(/bisa dibaca, tetapi belum bisa disimpan/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Muat ulang' })).toBeVisible();
    expect(await screen.findByRole('link', { name: /Ayu Contoh/ })).toBeVisible();
  });
});

describe('leaving', () => {
  test('warns of what is unsent, and signs out without losing it', async () => {
    const app = await withoutSignal();
    await app.user.click(await screen.findByRole('link', { name: 'Akun Kader Uji' }));
    await app.user.click(await screen.findByRole('button', { name: 'Keluar' }));
    const question = screen.getByRole('dialog');
    expect(await within(question).findByText(/1 catatan belum terkirim/)).toBeVisible();
    await app.user.click(within(question).getByRole('button', { name: 'Keluar' }));
    expect(await screen.findByRole('button', { name: 'Masuk' })).toBeVisible();
    expect(app.services.sync.status().unsent).toBe(1);
  });
});

describe('a phone with a wrong date', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;

  test('is told so, and may still record on the right day', async () => {
    const village = aVillage();
    village.world.nowMs -= 40 * DAY_MS;
    const app = await openSignedIn(village);
    const id = await app.services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    expect(
      await screen.findByText(/Tanggal di HP ini 1 Okt 2026, di puskesmas 10 Nov 2026/),
    ).toBeVisible();
    await app.user.click(await screen.findByRole('link', { name: /Ayu Contoh/ }));
    const date = await screen.findByLabelText('Tanggal');
    expect(screen.getByText(/Tanggal di HP ini 1 Okt 2026/)).toBeVisible();
    await app.user.clear(date);
    await app.user.type(date, '2026-11-10');
    await app.user.type(screen.getByLabelText('Berat (kg)'), '8,8');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    const [view] = await app.services.records.eventsOf(id);
    expect(view?.event).toMatchObject({ measurement: { measuredOn: '2026-11-10' } });
  });
});
