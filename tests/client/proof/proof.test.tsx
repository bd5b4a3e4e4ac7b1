import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { smallNumber } from '#client/features/proof/decimals.ts';
import { ProofScreen } from '#client/features/proof/proof-screen.tsx';
import { openForms } from '#client/ui/open-forms.ts';
import { aVillage, openApp, openSignedIn } from '../../support/kader-app.tsx';

function open() {
  const user = userEvent.setup();
  const view = render(
    <ProofScreen appVersion="0.0.0-uji" today="2026-11-23" onBack={() => undefined} />,
  );
  return { user, view };
}

type User = ReturnType<typeof open>['user'];

async function fillIn(user: User, typed: Readonly<Record<string, string>>) {
  for (const [label, value] of Object.entries(typed)) {
    const field = screen.getByLabelText(label);
    await user.clear(field);
    if (value !== '') await user.type(field, value);
  }
}

const compute = (user: User) => user.click(screen.getByRole('button', { name: 'Hitung' }));

/** A girl of 225 days. */
async function fillInGirl(user: User, special: Readonly<Record<string, string>> = {}) {
  await user.click(screen.getByLabelText('Perempuan'));
  await fillIn(user, {
    'Tanggal lahir': '2026-04-12',
    'Tanggal ukur': '2026-11-23',
    'Berat (kg)': '7,8',
    'Panjang/tinggi (cm)': '68.0',
    'Lingkar kepala (cm)': '43',
    ...special,
  });
}

describe('the calculator', () => {
  test('shows every step with its numbers, and says the result aloud', async () => {
    const { user } = open();
    await fillInGirl(user);
    await compute(user);
    const result = screen.getByRole('region', { name: 'Hasil dan langkahnya' });
    expect(screen.getByRole('heading', { name: 'Hasil dan langkahnya' })).toHaveFocus();
    expect(result).toHaveTextContent('Perempuan · 225 hari · 7,8 kg · 68,0 cm · LK 43,0 cm');
    expect(result).toHaveTextContent('Umur 225 hari, 7 bulan penuh.');
    expect(result).toHaveTextContent('Tanpa koreksi: 68,0 cm.');
    expect(result).toHaveTextContent('baris hari ke-225');
    expect(result).toHaveTextContent('baris panjang 68,0 cm');
    expect(result).toHaveTextContent('7,8 ÷ (0,680 × 0,680) = 16,8685 kg/m²');
    const spoken = screen.getByRole('status');
    for (const code of ['BB/U', 'PB/U', 'BB/PB', 'IMT/U', 'LK/U']) {
      expect(spoken).toHaveTextContent(new RegExp(`${code} [−+]?\\d,\\d\\d SD, `));
    }
  });

  test('gives what the software of WHO gives for the same child', async () => {
    // Row 2484 of tests/fixtures/anthro-sample.csv.gz.
    const { user } = open();
    await user.click(screen.getByLabelText('Perempuan'));
    await user.click(screen.getByLabelText('Umur dalam bulan atau hari'));
    await fillIn(user, {
      'Ditambah (hari)': '452',
      'Berat (kg)': '12,73',
      'Panjang/tinggi (cm)': '79,9',
      'Lingkar kepala (cm)': '48,4',
    });
    await user.click(screen.getByLabelText('Berdiri'));
    await compute(user);
    expect(screen.getByRole('status')).toHaveTextContent(
      'BB/U +2,24 SD, Risiko berat badan lebih. PB/U +1,19 SD, Normal. BB/PB +2,37 SD, Gizi lebih. IMT/U +2,21 SD, Gizi lebih. LK/U +2,02 SD, Melebihi normal.',
    );
    expect(screen.getByText(/jadi ditambah 0,7 cm/)).toBeVisible();
  });

  test('goes on in a straight line beyond 3 SD and shows the values it used', async () => {
    const { user } = open();
    await fillInGirl(user, { 'Berat (kg)': '4,6' });
    await compute(user);
    expect(screen.getAllByText(/dari sana dihitung lurus/).length).toBeGreaterThan(0);
    expect(screen.getAllByText(/−3 SD = \d,\d{4} kg · −2 SD = \d,\d{4} kg/)[0]).toBeVisible();
  });

  test('turns months into days as WHO does', async () => {
    const { user } = open();
    await user.click(screen.getByLabelText('Laki-laki'));
    await user.click(screen.getByLabelText('Umur dalam bulan atau hari'));
    await fillIn(user, { 'Umur (bulan)': '7', 'Ditambah (hari)': '12', 'Berat (kg)': '8' });
    await compute(user);
    expect(screen.getByText('7 × 30,4375 + 12 = 225,0625 → 225 hari')).toBeVisible();
  });

  test('says why an index has no value, and gives a flagged one no category', async () => {
    const { user } = open();
    await fillInGirl(user, { 'Berat (kg)': '25', 'Lingkar kepala (cm)': '' });
    await compute(user);
    const result = screen.getByRole('region', { name: 'Hasil dan langkahnya' });
    expect(result).toHaveTextContent('LK/UTidak bisa dinilai: belum diukur');
    expect(screen.getByRole('status')).toHaveTextContent(/BB\/U \+\d+,\d\d SD, Angka tidak wajar/);
    expect(within(result).getAllByText(/tidak diberi kategori/)[0]).toBeVisible();
  });
});

describe('what cannot be read', () => {
  test('is said beside its field; the rest stays as it was typed', async () => {
    const { user } = open();
    await fillInGirl(user, { 'Berat (kg)': 'tujuh', 'Panjang/tinggi (cm)': '680' });
    await compute(user);
    const weight = screen.getByLabelText('Berat (kg)');
    expect(weight).toBeInvalid();
    expect(weight).toHaveValue('tujuh');
    expect(weight).toHaveAccessibleDescription(/Tulis satu angka saja/);
    expect(screen.getByLabelText('Panjang/tinggi (cm)')).toHaveAccessibleDescription(
      /terlalu besar/,
    );
    expect(screen.getByLabelText('Tanggal lahir')).toHaveValue('2026-04-12');
    expect(screen.queryByRole('region', { name: 'Hasil dan langkahnya' })).toBeNull();

    await fillIn(user, { 'Berat (kg)': '7,8', 'Panjang/tinggi (cm)': '68' });
    await compute(user);
    expect(screen.getByRole('region', { name: 'Hasil dan langkahnya' })).toBeVisible();
  });

  test('an empty form asks for what is missing', async () => {
    const { user } = open();
    await compute(user);
    expect(screen.getByText(/Pilih laki-laki atau perempuan/)).toBeVisible();
    expect(screen.getByLabelText('Tanggal lahir')).toHaveAccessibleDescription(/Isi tanggal lahir/);
    expect(screen.getByLabelText('Berat (kg)')).toHaveAccessibleDescription(/satu hasil ukur/);
  });

  test.each([
    [{ 'Tanggal lahir': '2026-11-24' }, 'Tanggal lahir', /belum terjadi/],
    [{ 'Tanggal lahir': '2016-11-24' }, 'Tanggal lahir', /lewat 7 tahun/],
    [{ 'Tanggal ukur': '2026-04-11' }, 'Tanggal ukur', /sebelum anak lahir/],
    [{ 'Tanggal ukur': '2026-11-24' }, 'Tanggal ukur', /belum terjadi/],
    [{ 'Berat (kg)': '-7' }, 'Berat (kg)', /satu angka/],
  ])('%j is refused in words', async (typed, label, words) => {
    const { user } = open();
    await fillInGirl(user, typed);
    await compute(user);
    expect(screen.getByLabelText(label)).toHaveAccessibleDescription(words);
  });

  test('an age without end is refused, not counted back before the calendar', async () => {
    const { user } = open();
    await user.click(screen.getByLabelText('Laki-laki'));
    await user.click(screen.getByLabelText('Umur dalam bulan atau hari'));
    await fillIn(user, { 'Umur (bulan)': '9999999', 'Berat (kg)': '8' });
    await compute(user);
    expect(screen.getByLabelText('Umur (bulan)')).toHaveAccessibleDescription(/lewat 7 tahun/);
  });
});

describe('what is typed', () => {
  test('stays in the page: neither the address nor the storage hears of it', async () => {
    const { user, view } = open();
    const before = location.href;
    await fillInGirl(user);
    await compute(user);
    expect(location.href).toBe(before);
    expect(localStorage).toHaveLength(0);
    expect(openForms.none()).toBe(false);
    view.unmount();
    expect(openForms.none()).toBe(true);
  });
});

describe('the page', () => {
  test('tells what was compared and where each rule stands', () => {
    open();
    expect(screen.getByText(/nilai z sama dengan program WHO \(anthro 1\.1\.0\)/)).toBeVisible();
    expect(screen.getByText('Edisi: Imunisasi rutin nasional 2026, NTB')).toBeInTheDocument();
    expect(screen.getByText('Kapsul vitamin A')).toBeInTheDocument();
    expect(screen.getByText(/Garis merah KMS sekarang.*Yang dipakai: −2 SD/)).toBeInTheDocument();
  });

  test('is open to who is not signed in, from the sign-in screen and back', async () => {
    const app = await openApp(aVillage().world);
    await app.user.click(await screen.findByRole('link', { name: 'Bagaimana kami menghitung' }));
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
      'Bagaimana kami menghitung',
    );
    expect(location.pathname).toBe('/bukti-hitungan');
    await app.user.click(screen.getByRole('button', { name: 'Kembali' }));
    expect(await screen.findByLabelText('Kata sandi')).toBeVisible();
  });

  test('is open to a kader from their account', async () => {
    const app = await openSignedIn(aVillage(), { path: '/akun' });
    await app.user.click(await screen.findByRole('link', { name: 'Bagaimana kami menghitung' }));
    expect(await screen.findByRole('heading', { name: 'Coba hitung sendiri' })).toBeVisible();
  });

  test.each([
    [5.2e-14, '0,000000000000052'],
    [0.0123, '0,012'],
    [0, '0'],
  ])('writes %d as %s', (value, written) => {
    expect(smallNumber(value)).toBe(written);
  });
});
