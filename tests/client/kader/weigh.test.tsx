import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { aVillage, openApp, openSignedIn, TODAY } from '../../support/kader-app.tsx';

/** 14 months old on the day of the tests. */
const AYU = aProfile({ name: 'Ayu Contoh', bornOn: '2025-09-01', sex: 'female' });

async function atTheScale(options: { readonly bornOn?: string } = {}) {
  const village = aVillage();
  const app = await openSignedIn(village);
  const childId = await app.services.records.registerChild({ ...AYU, ...options }, {});
  await app.user.click(await screen.findByRole('link', { name: /Ayu Contoh/ }));
  await screen.findByLabelText('Berat (kg)');
  return { ...app, village, childId };
}
type AtTheScale = Awaited<ReturnType<typeof atTheScale>>;

async function eventsOf({ services, childId }: AtTheScale) {
  const views = await services.records.eventsOf(childId);
  return views.map(({ event }) => event);
}

async function weightsOf(app: AtTheScale) {
  const events = await eventsOf(app);
  return events.map((event) => (event.kind === 'void' ? null : event.measurement.weightGrams));
}

const weight = () => screen.getByLabelText<HTMLInputElement>('Berat (kg)');
const save = () => screen.getByRole('button', { name: 'Simpan' });

describe('weighing a child', () => {
  test.each(['7,8', '7.8', '7,80'])(
    '%s is 7.8 kg, and the phone says it is safe',
    async (typed) => {
      const app = await atTheScale();
      app.village.network.online = false;
      await app.user.type(weight(), typed);
      await app.user.click(save());
      expect(await screen.findByText('Tersimpan di HP')).toBeVisible();
      expect(await weightsOf(app)).toEqual([7800]);
    },
  );

  test('what the server has taken in reads Terkirim without another tap', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '7,8');
    await app.user.click(save());
    expect(await screen.findByText('Terkirim')).toBeVisible();
    // Counted in a reading of its own, which may come a moment after.
    expect(await screen.findByRole('link', { name: /Belum terkirim: 0/ })).toBeVisible();
  });

  test('everything the form has a field for is saved as it was measured', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '8,4');
    await app.user.type(screen.getByLabelText('Panjang/tinggi (cm)'), '73,5');
    await app.user.click(screen.getByLabelText('Berdiri'));
    await app.user.type(screen.getByLabelText('Lingkar kepala (cm)'), '45');
    await app.user.type(screen.getByLabelText('LiLA (cm)'), '13,2');
    await app.user.click(screen.getByLabelText('Bengkak kedua kaki'));
    await app.user.click(save());
    await app.user.click(await screen.findByRole('button', { name: 'Ya, benar' }));
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    expect(await eventsOf(app)).toMatchObject([
      {
        kind: 'measurement',
        measurement: {
          measuredOn: TODAY,
          weightGrams: 8400,
          lengthMm: 735,
          position: 'standing',
          headMm: 450,
          muacMm: 132,
          oedema: true,
        },
      },
    ]);
  });

  test('feet nobody looked at are not recorded as free of swelling', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '7,8');
    await app.user.click(save());
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    expect(await eventsOf(app)).toMatchObject([{ measurement: { oedema: null, position: null } }]);
  });

  test('78 kg is refused with the reason, and one tap makes it the 7,8 that was meant', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '78');
    await app.user.click(save());
    expect(weight()).toHaveAccessibleDescription(/terlalu besar/);
    expect(await weightsOf(app)).toEqual([]);
    await waitFor(() => expect(weight()).toHaveFocus());
    await app.user.click(screen.getByRole('button', { name: 'Maksudnya 7,8 kg?' }));
    await app.user.click(save());
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    expect(await weightsOf(app)).toEqual([7800]);
  });

  test('an unlikely weight is asked about and kept when the kader says it is right', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '19');
    await app.user.click(save());
    const question = await screen.findByRole('dialog', { name: 'Angkanya sudah benar?' });
    expect(within(question).getByText(/Berat \(kg\): 19,0/)).toBeVisible();
    await app.user.click(within(question).getByRole('button', { name: 'Periksa lagi' }));
    expect(weight()).toHaveValue('19');
    expect(await weightsOf(app)).toEqual([]);

    await app.user.click(save());
    await app.user.click(await screen.findByRole('button', { name: 'Ya, benar' }));
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    expect(await weightsOf(app)).toEqual([19_000]);
  });

  test.each([
    ['a word', 'Berat (kg)', 'tujuh', /Tulis dengan angka/],
    ['a length no child has', 'Panjang/tinggi (cm)', '9', /terlalu pendek/],
    ['an arm no child has', 'LiLA (cm)', '2', /terlalu kecil/],
  ])('%s is refused under its field', async (_what, label, typed, words) => {
    const app = await atTheScale();
    await app.user.type(screen.getByLabelText(label), typed);
    await app.user.click(save());
    expect(screen.getByLabelText(label)).toHaveAccessibleDescription(words);
    expect(screen.getByLabelText(label)).toBeInvalid();
    expect(await weightsOf(app)).toEqual([]);
  });

  test('an empty form asks for one result', async () => {
    const app = await atTheScale();
    await app.user.click(save());
    expect(weight()).toHaveAccessibleDescription(/paling sedikit satu/);
  });

  test.each([
    ['2025-08-31', /sebelum anak lahir/],
    ['2026-11-11', /belum terjadi/],
  ])('the day %s is refused', async (day, words) => {
    const app = await atTheScale();
    await app.user.type(weight(), '7,8');
    const date = screen.getByLabelText('Tanggal');
    await app.user.clear(date);
    await app.user.type(date, day);
    await app.user.click(save());
    expect(date).toHaveAccessibleDescription(words);
    expect(await weightsOf(app)).toEqual([]);
  });

  test.each([
    ['2025-09-01', 'Telentang'],
    ['2024-11-11', 'Telentang'],
    ['2024-11-10', 'Berdiri'],
  ])('a child born %s is measured: %s', async (bornOn, way) => {
    await atTheScale({ bornOn });
    expect(screen.getByLabelText(way)).toBeChecked();
  });

  test('two taps on Simpan make one record', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '7,8');
    const button = save();
    button.click();
    button.click();
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    expect(await weightsOf(app)).toEqual([7800]);
  });

  test('last month stands beside the field and the difference under it', async () => {
    const app = await atTheScale();
    const october = theMeasurement({ measuredOn: '2026-10-12', weightGrams: 7600 });
    await app.services.records.recordMeasurement(app.childId, october, {});
    expect(await screen.findByText('bulan lalu 7,6 (12 Okt)')).toBeVisible();
    await app.user.type(weight(), '7,8');
    expect(weight()).toHaveAccessibleDescription(/\+200 g ▲ naik cukup/);
    await app.user.clear(weight());
    await app.user.type(weight(), '7,5');
    expect(weight()).toHaveAccessibleDescription(/−100 g ▼ turun/);
  });

  test('a second weighing on one day is told of the first', async () => {
    const app = await atTheScale();
    await app.services.records.recordMeasurement(
      app.childId,
      theMeasurement({ measuredOn: TODAY, weightGrams: 7900 }),
      {},
    );
    expect(await screen.findByText(/sudah ditimbang pada tanggal ini: 7,9 kg/)).toBeVisible();
  });

  test('a phone that cannot write says so, keeps the typed, and can try again', async () => {
    const village = aVillage();
    let full = true;
    const app = await openSignedIn(village, {
      through: (services) => ({
        ...services,
        records: {
          ...services.records,
          recordMeasurement: (...saved) =>
            full
              ? Promise.reject(new DOMException('', 'QuotaExceededError'))
              : services.records.recordMeasurement(...saved),
        },
      }),
    });
    await app.services.records.registerChild(AYU, {});
    await app.user.click(await screen.findByRole('link', { name: /Ayu Contoh/ }));
    await app.user.type(await screen.findByLabelText('Berat (kg)'), '7,8');
    await app.user.click(save());
    expect(await screen.findByRole('alert')).toHaveTextContent(/Belum tersimpan/);
    expect(weight()).toHaveValue('7,8');
    full = false;
    await app.user.click(save());
    expect(await screen.findByRole('button', { name: 'Anak berikutnya' })).toBeVisible();
  });
});

describe('what is typed', () => {
  async function typedAndKilled() {
    const app = await atTheScale();
    await app.user.type(weight(), '7,8');
    await app.user.tab();
    await waitFor(async () => {
      expect(await app.services.records.draft(`weigh:${app.childId}`)).toMatchObject({
        weight: '7,8',
      });
    });
    await app.kill();
    return app;
  }

  test('is there again after the phone ended the app, and can be thrown away', async () => {
    const before = await typedAndKilled();
    const path = `/anak/${before.childId}/timbang`;
    const app = await openApp(before.world, { dbName: before.dbName, path });
    expect(await screen.findByText(/Lanjutan isian tadi/)).toBeVisible();
    expect(weight()).toHaveValue('7,8');

    await app.user.click(screen.getByRole('button', { name: 'Buang' }));
    expect(weight()).toHaveValue('');
    expect(screen.queryByText(/Lanjutan isian tadi/)).toBeNull();
    await waitFor(async () => {
      expect(await app.services.records.draft(`weigh:${before.childId}`)).toBeNull();
    });
  });

  test('keeps the day it was weighed when it is finished the day after', async () => {
    const before = await typedAndKilled();
    before.world.nowMs += 24 * 60 * 60 * 1000;
    const path = `/anak/${before.childId}/timbang`;
    await openApp(before.world, { dbName: before.dbName, path });
    expect(await screen.findByLabelText('Tanggal')).toHaveValue(TODAY);
  });

  test.each(['a tap on Simpan', 'Enter'])('is no draft any more once saved by %s', async (way) => {
    const app = await atTheScale();
    await app.user.type(weight(), way === 'Enter' ? '7,8{Enter}' : '7,8');
    if (way !== 'Enter') await app.user.click(save());
    await screen.findByRole('button', { name: 'Anak berikutnya' });
    await app.kill();
    const again = await openApp(app.world, { dbName: app.dbName });
    await screen.findByRole('heading', { name: 'Hari ini' });
    expect(await again.services.records.draft(`weigh:${app.childId}`)).toBeNull();
  });
});

describe('taking back', () => {
  test('a weighing of the wrong child is voided with its reason and kept in the history', async () => {
    const app = await atTheScale();
    await app.user.type(weight(), '7,8');
    await app.user.click(save());
    await app.user.click(await screen.findByRole('button', { name: 'Batalkan' }));
    await app.user.click(screen.getByRole('button', { name: 'Batalkan catatan' }));
    expect(screen.getByText(/Pilih satu sebab/)).toBeVisible();
    await app.user.click(screen.getByLabelText('Salah anak'));
    await app.user.click(screen.getByRole('button', { name: 'Batalkan catatan' }));
    expect(await screen.findByText('Catatan dibatalkan')).toBeVisible();
    expect(await eventsOf(app)).toMatchObject([
      { kind: 'measurement' },
      { kind: 'void', reason: 'Salah anak' },
    ]);
  });
});
