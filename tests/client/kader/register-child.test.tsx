import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aProfile } from '../../support/builders.ts';
import { aVillage, openSignedIn, type OpenApp } from '../../support/kader-app.tsx';

async function atTheForm() {
  const village = aVillage();
  const app = await openSignedIn(village, { path: '/anak/baru' });
  await screen.findByLabelText('Nama anak');
  return { ...app, village };
}

async function fillIn(
  { user }: OpenApp,
  child: {
    readonly name: string;
    readonly nik?: string;
    readonly bornOn: string;
    readonly sex: string;
    readonly mother: string;
  },
) {
  await user.type(screen.getByLabelText('Nama anak'), child.name);
  if (child.nik !== undefined) {
    await user.type(screen.getByLabelText('NIK (boleh kosong)'), child.nik);
  }
  await user.type(screen.getByLabelText('Tanggal lahir'), child.bornOn);
  await user.click(screen.getByLabelText(child.sex));
  await user.type(screen.getByLabelText('Nama ibu'), child.mother);
}

const BUDI = { name: 'Budi Contoh', bornOn: '2026-03-05', sex: 'Laki-laki', mother: 'Siti Contoh' };
const save = () => screen.getByRole('button', { name: 'Simpan' });

describe('registering a child', () => {
  test('works without signal and leads on to the scale', async () => {
    const app = await atTheForm();
    app.village.network.online = false;
    await fillIn(app, { ...BUDI, name: '  Budi   Contoh ' });
    await app.user.click(save());
    expect(await screen.findByText('Tersimpan di HP')).toBeVisible();
    const [child] = await app.services.records.children();
    expect(child?.profile).toEqual({
      name: 'Budi Contoh',
      nik: null,
      bornOn: '2026-03-05',
      sex: 'male',
      motherName: 'Siti Contoh',
      dusun: null,
      birthWeightGrams: null,
      birthLengthMm: null,
    });
    await app.user.click(screen.getByRole('button', { name: 'Timbang & ukur' }));
    expect(await screen.findByLabelText('Berat (kg)')).toBeVisible();
  });

  test('takes what more is known, with a birth weight typed in grams put right by one tap', async () => {
    const app = await atTheForm();
    await fillIn(app, { ...BUDI, nik: '5202 0105 0326 0001' });
    await app.user.type(screen.getByLabelText('Dusun'), 'Dusun Contoh');
    await app.user.type(screen.getByLabelText('Berat lahir (kg)'), '3100');
    await app.user.type(screen.getByLabelText('Panjang lahir (cm)'), '49,5');
    await app.user.click(screen.getByRole('button', { name: 'Maksudnya 3,1 kg?' }));
    await app.user.click(save());
    await screen.findByRole('button', { name: 'Timbang & ukur' });
    const [child] = await app.services.records.children();
    expect(child?.profile).toMatchObject({
      nik: '5202010503260001',
      dusun: 'Dusun Contoh',
      birthWeightGrams: 3100,
      birthLengthMm: 495,
    });
  });

  test('says under each field what is missing and goes to the first', async () => {
    const app = await atTheForm();
    await app.user.click(save());
    expect(screen.getByLabelText('Nama anak')).toHaveAccessibleDescription(/Isi nama anak/);
    expect(screen.getByLabelText('Tanggal lahir')).toHaveAccessibleDescription(/Isi tanggal lahir/);
    expect(screen.getByRole('group', { name: 'Jenis kelamin' })).toHaveAccessibleDescription(
      /Pilih laki-laki atau perempuan/,
    );
    expect(screen.getByLabelText('Nama ibu')).toHaveAccessibleDescription(/Isi nama ibu/);
    await waitFor(() => expect(screen.getByLabelText('Nama anak')).toHaveFocus());
    expect(await app.services.records.children()).toEqual([]);
  });

  test.each([
    ['2026-11-11', /belum terjadi/],
    ['2019-11-09', /lewat 7 tahun/],
  ])('refuses %s as a day of birth', async (bornOn, words) => {
    const app = await atTheForm();
    await fillIn(app, { ...BUDI, bornOn });
    await app.user.click(save());
    expect(screen.getByLabelText('Tanggal lahir')).toHaveAccessibleDescription(words);
    expect(await app.services.records.children()).toEqual([]);
  });

  test('refuses a NIK that has not 16 digits', async () => {
    const app = await atTheForm();
    await fillIn(app, { ...BUDI, nik: '52020105032600' });
    await app.user.click(save());
    expect(screen.getByLabelText('NIK (boleh kosong)')).toHaveAccessibleDescription(/16 angka/);
    expect(await app.services.records.children()).toEqual([]);
  });

  test('only warns when the NIK tells another day or sex', async () => {
    const app = await atTheForm();
    await fillIn(app, { ...BUDI, nik: '5202014503260001' });
    expect(await screen.findByText(/menunjuk jenis kelamin yang lain/)).toBeVisible();
    await app.user.click(save());
    expect(await screen.findByRole('button', { name: 'Timbang & ukur' })).toBeVisible();
  });

  test('two taps on Simpan register one child', async () => {
    const app = await atTheForm();
    await fillIn(app, BUDI);
    const button = save();
    button.click();
    button.click();
    await screen.findByRole('button', { name: 'Timbang & ukur' });
    expect(await app.services.records.children()).toHaveLength(1);
  });
});

describe('a child that may be registered already', () => {
  async function registeredTwice() {
    const app = await atTheForm();
    const id = await app.services.records.registerChild(
      aProfile({ name: 'Budi Contoh', bornOn: '2026-03-05', sex: 'male' }),
      {},
    );
    await fillIn(app, BUDI);
    await app.user.click(save());
    const question = await screen.findByRole('dialog', { name: 'Mungkin sudah terdaftar' });
    return { app, id, question };
  }

  test('is asked about, and the one that is there can be opened', async () => {
    const { app, id, question } = await registeredTwice();
    expect(within(question).getByText(/lahir 5 Mar 2026/)).toBeVisible();
    await app.user.click(within(question).getByRole('button', { name: 'Ya, buka anak itu' }));
    await waitFor(() => expect(location.pathname).toBe(`/anak/${id}`));
    expect(await app.services.records.children()).toHaveLength(1);
  });

  test('is registered when the kader knows better', async () => {
    const { app, question } = await registeredTwice();
    await app.user.click(within(question).getByRole('button', { name: 'Bukan, daftarkan' }));
    await screen.findByRole('button', { name: 'Timbang & ukur' });
    expect(await app.services.records.children()).toHaveLength(2);
  });
});

test('a name searched in vain is not typed twice', async () => {
  const app = await openSignedIn(aVillage(), { path: '/anak' });
  await app.user.type(await screen.findByLabelText('Cari anak'), 'Budi Contoh');
  await app.user.click(screen.getByRole('button', { name: 'Daftarkan anak' }));
  expect(await screen.findByLabelText('Nama anak')).toHaveValue('Budi Contoh');
});
