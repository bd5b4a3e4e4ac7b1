import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { aVillage, openSignedIn, type OpenApp } from '../../support/kader-app.tsx';

async function withChildren(app: OpenApp) {
  const { records } = app.services;
  const ayu = await records.registerChild(
    aProfile({
      name: 'Ayu Contoh',
      bornOn: '2025-09-01',
      motherName: 'Inaq Sari',
      dusun: 'Karang',
    }),
    {},
  );
  const budi = await records.registerChild(
    aProfile({ name: 'Budi Contoh', bornOn: '2024-11-01', sex: 'male', motherName: 'Inaq Rina' }),
    {},
  );
  await records.registerChild(aProfile({ name: 'Si Sulung', bornOn: '2021-11-10' }), {});
  return { ayu, budi };
}

describe('Hari ini', () => {
  test('counts the under-fives weighed this month and lists who is missing', async () => {
    const app = await openSignedIn(aVillage());
    const { ayu, budi } = await withChildren(app);
    const { records } = app.services;
    await records.recordMeasurement(ayu, theMeasurement({ measuredOn: '2026-11-03' }), {});
    await records.recordMeasurement(budi, theMeasurement({ measuredOn: '2026-10-12' }), {});

    const missing = await screen.findByRole('list', { name: 'Belum ditimbang bulan ini' });
    expect(await within(missing).findByText('Budi Contoh')).toBeVisible();
    expect(within(missing).queryByText('Ayu Contoh')).toBeNull();
    expect(screen.getByText(/dari 2 anak sudah ditimbang/)).toBeVisible();
    expect(screen.queryByText('Si Sulung')).toBeNull();

    await app.user.click(screen.getByRole('button', { name: 'Sudah (1)' }));
    const weighed = screen.getByRole('list', { name: 'Sudah ditimbang bulan ini' });
    expect(within(weighed).getByText(/8,8 kg/)).toBeVisible();
  });

  test('a weighing taken back does not count', async () => {
    const app = await openSignedIn(aVillage());
    const { ayu } = await withChildren(app);
    const { records } = app.services;
    const id = await records.recordMeasurement(ayu, theMeasurement(), {});
    await screen.findByRole('button', { name: 'Sudah (1)' });
    await records.voidMeasurement(ayu, id, { reason: 'Salah anak' });
    expect(await screen.findByRole('button', { name: 'Sudah (0)' })).toBeVisible();
  });

  test('goes from a few letters straight to the scale', async () => {
    const app = await openSignedIn(aVillage());
    const { budi } = await withChildren(app);
    await app.user.type(await screen.findByLabelText('Cari anak'), 'bud');
    await app.user.click(await screen.findByRole('link', { name: /Budi Contoh/ }));
    expect(await screen.findByLabelText('Berat (kg)')).toBeVisible();
    expect(location.pathname).toBe(`/anak/${budi}/timbang`);
  });

  test.each(['/', '/anak', '/imunisasi', '/tugas'])(
    '%s never calls a posyandu empty that was read before all of it was here',
    async (path) => {
      const app = await openSignedIn(aVillage(), {
        path,
        // All is here by now; what is shown was read before.
        through: (services) => ({
          ...services,
          records: { ...services.records, loadingRows: async () => 500 },
        }),
      });
      expect(await screen.findByText(/Sedang mengambil data posyandu: 500 catatan/)).toBeVisible();
      expect(app.services.sync.status().loadingRows).toBeNull();
      expect(screen.queryByText(/Belum ada anak|Semua beres/)).toBeNull();
    },
  );

  test('a first load that is held up says by what, and can be gone on with', async () => {
    const held = { unsent: 0, loadingRows: 500, loadingPart: 0.2, lastSyncAtMs: null } as const;
    let asked = 0;
    const app = await openSignedIn(aVillage(), {
      through: (services) => {
        const status = { ...services.sync.status(), ...held, obstacle: 'offline' } as const;
        return {
          ...services,
          records: { ...services.records, loadingRows: async () => 500 },
          sync: {
            ...services.sync,
            status: () => status,
            syncNow: async () => {
              asked += 1;
            },
          },
        };
      },
    });
    expect(
      await screen.findByText(/belum lengkap di HP ini: baru 500 catatan, sedikitnya 20%/),
    ).toBeVisible();
    expect(screen.getByText(/Tidak ada sinyal. Diteruskan sendiri/)).toBeVisible();
    expect(screen.getByRole('link', { name: /belum lengkap/ })).toBeVisible();
    expect(screen.queryByText(/Sedang mengambil|jangan tutup/)).toBeNull();
    const before = asked;
    await app.user.click(screen.getByRole('button', { name: 'Teruskan sekarang' }));
    expect(asked).toBe(before + 1);

    await app.user.click(screen.getByRole('link', { name: /belum lengkap/ }));
    expect(await screen.findByText('Tidak ada catatan yang menunggu dikirim.')).toBeVisible();
    expect(screen.queryByText(/Semua catatan sudah sampai/)).toBeNull();
  });

  test('an empty posyandu begins with registering', async () => {
    const app = await openSignedIn(aVillage());
    expect(await screen.findByText(/Belum ada anak terdaftar/)).toBeVisible();
    await app.user.click(screen.getByRole('button', { name: 'Daftarkan anak' }));
    expect(await screen.findByLabelText('Nama anak')).toBeVisible();
  });
});

describe('Anak', () => {
  test.each([
    ['ayu', 'Ayu Contoh'],
    ['RINA', 'Budi Contoh'],
    ['karang', 'Ayu Contoh'],
    ['contoh bud', 'Budi Contoh'],
  ])('“%s” finds %s', async (typed, name) => {
    const app = await openSignedIn(aVillage(), { path: '/anak' });
    await withChildren(app);
    await app.user.type(screen.getByLabelText('Cari anak'), typed);
    const list = await screen.findByRole('list', { name: 'Anak' });
    expect(await within(list).findByText(name)).toBeVisible();
    await waitFor(() => expect(within(list).getAllByRole('link')).toHaveLength(1));
  });

  test('says when nobody is found', async () => {
    const app = await openSignedIn(aVillage(), { path: '/anak' });
    await withChildren(app);
    await app.user.type(screen.getByLabelText('Cari anak'), 'zz');
    expect(await screen.findByText(/Tidak ada anak dengan nama “zz”/)).toBeVisible();
  });

  test('shows the last weight with whether it rose', async () => {
    const app = await openSignedIn(aVillage(), { path: '/anak' });
    const { ayu } = await withChildren(app);
    const { records } = app.services;
    const october = theMeasurement({ measuredOn: '2026-10-12', weightGrams: 8800 });
    await records.recordMeasurement(ayu, october, {});
    await records.recordMeasurement(ayu, theMeasurement({ weightGrams: 8700 }), {});
    const row = await screen.findByRole('link', { name: /Ayu Contoh.*8,7 kg.*turun/ });
    expect(row).toHaveAttribute('href', `/anak/${ayu}`);
  });

  test('holds three hundred children', async () => {
    const app = await openSignedIn(aVillage(), { path: '/anak' });
    for (let number = 0; number < 300; number += 1) {
      await app.services.records.registerChild(aProfile({ name: `Anak Contoh ${number}` }), {});
    }
    expect(await screen.findByText('300 anak terdaftar')).toBeVisible();
    await waitFor(() => expect(screen.getAllByText(/Anak Contoh/)).toHaveLength(300));
  });
});
