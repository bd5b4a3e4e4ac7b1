/** A child's page over a real phone database: what is known is judged as the server judges it, what is not is said, and nothing recorded is ever hidden. */

import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import type { ReviewRow } from '#client/data/rows.ts';
import { reasonWords } from '#client/features/kader/attention/reason-words.ts';
import { ChildScreen } from '#client/features/kader/child/child-screen.tsx';
import { GrowthResultCard } from '#client/features/kader/child/growth-result-card.tsx';
import { UndoDialog } from '#client/features/kader/weigh/undo-dialog.tsx';
import { ServicesProvider } from '#client/services.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { ChildId, EventId } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';
import { aProfile, newChildId, theMeasurement } from '../support/mutations.ts';
import { openRecords, startPhone } from '../support/phone.ts';

/** Seven months old on the day of the tests, 10 November 2026. */
const boy = aProfile({ name: 'Arjuna Contoh', sex: 'male', bornOn: '2026-04-10' });

/** Near the median of a boy of seven months. */
const ordinary: Partial<Measurement> = {
  measuredOn: '2026-11-10',
  weightGrams: 8300,
  lengthMm: 692,
  position: 'lying',
};
const lastMonth: Partial<Measurement> = {
  measuredOn: '2026-10-10',
  weightGrams: 7900,
  lengthMm: 676,
  position: 'lying',
};

type Phone = Awaited<ReturnType<typeof aPhoneWith>>;

async function aPhoneWith(profile: ChildProfile, ...taken: readonly Partial<Measurement>[]) {
  const opened = await openRecords();
  const { records, db, world } = opened;
  const childId = await records.registerChild(profile, {});
  for (const each of taken) {
    await records.recordMeasurement(childId, theMeasurement(each), {});
  }
  const { services } = startPhone(world, db.name);
  return { ...opened, records: services.records, childId, services };
}

function show({ services, childId }: Pick<Phone, 'services' | 'childId'>) {
  const asked = {
    back: vi.fn<() => void>(),
    weigh: vi.fn<() => void>(),
    edit: vi.fn<() => void>(),
    correct: vi.fn<(eventId: EventId) => void>(),
  };
  render(
    <ServicesProvider value={services}>
      <ChildScreen
        childId={childId}
        tabs={null}
        onBack={asked.back}
        onWeigh={asked.weigh}
        onEdit={asked.edit}
        onCorrect={asked.correct}
        reasonWords={reasonWords}
        renderUndo={(question) => <UndoDialog {...question} />}
      />
    </ServicesProvider>,
  );
  return asked;
}

async function open(profile: ChildProfile, ...taken: readonly Partial<Measurement>[]) {
  const phone = await aPhoneWith(profile, ...taken);
  const asked = show(phone);
  await screen.findByRole('heading', { level: 1, name: profile.name });
  return { ...phone, asked };
}

/** Opens "Ubah N/T", answers it, and waits until the dialog is gone. */
async function changeLetter(title: string, reason: string) {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Ubah N/T' }));
  const dialog = screen.getByRole('dialog', { name: title });
  await user.click(within(dialog).getByRole('button', { name: 'Ubah' }));
  expect(within(dialog).getByLabelText('Alasan')).toHaveAccessibleDescription(/Tulis alasannya/);
  await user.type(within(dialog).getByLabelText('Alasan'), reason);
  await user.click(within(dialog).getByRole('button', { name: 'Ubah' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
}

/** What the page says of one index. */
function verdictOf(code: string): HTMLElement {
  const row = screen.getByText(code, { selector: 'dt strong' }).closest('div');
  if (row === null) throw new Error(`no row of ${code}`);
  return within(row).getByRole('definition');
}

/** Newest first. */
function entries(): HTMLElement[] {
  return [...screen.getByRole('list', { name: 'Riwayat' }).children].filter(
    (child) => child instanceof HTMLElement,
  );
}

/** As if the server had answered for every record so far. */
async function answered({ db, posyanduId, records, childId }: Phone, review: Partial<ReviewRow>) {
  await db.outbox.toCollection().modify({ state: 'answered' });
  const event = (await records.eventsOf(childId)).at(-1);
  if (event === undefined) throw new Error('nothing recorded');
  await db.reviews.put({
    mid: event.mid,
    posyanduId,
    about: 'event',
    entity: event.event.id,
    childId,
    status: 'waiting',
    reason: null,
    decidedBy: null,
    decidedAtMs: null,
    seq: 1,
    generation: 0,
    ...review,
  });
}

describe('what the page says', () => {
  test('age, every index with its z-score, the letter, one sentence and that nothing calls for the puskesmas', async () => {
    await open(boy, lastMonth, { ...ordinary, headMm: 440, muacMm: 140 });
    expect(screen.getByText('7 bl · Laki-laki')).toBeVisible();
    expect(verdictOf('BB/U')).toHaveTextContent(/Berat badan normal[+−]?0,\d+ SD/);
    expect(verdictOf('PB/U')).toHaveTextContent(/Normal[+−]?0,\d+ SD/);
    expect(verdictOf('BB/PB')).toHaveTextContent(/Gizi baik[+−]?0,\d+ SD/);
    expect(verdictOf('IMT/U')).toHaveTextContent(/Gizi baik[+−]?0,\d+ SD/);
    expect(verdictOf('LK/U')).toHaveTextContent(/Normal[+−]?0,\d+ SD/);
    expect(verdictOf('LiLA')).toHaveTextContent('Hijau: normal');
    expect(screen.getByText('Naik (N)')).toBeVisible();
    expect(screen.getByText('+400 g sejak 10 Okt (paling sedikit +400 g)')).toBeVisible();
    expect(screen.getByText('Beratnya naik cukup dan pertumbuhannya baik.')).toBeVisible();
    expect(screen.getByText('Tidak perlu dirujuk.')).toBeVisible();
    expect(screen.getByText('Bagus, berat si kecil naik bulan ini.')).toBeVisible();
  });

  test('too little gained: refer, why, by which rule, and what to tell the mother', async () => {
    await open(boy, lastMonth, { ...ordinary, weightGrams: 8000 });
    expect(screen.getByText('Tidak naik (T)')).toBeVisible();
    expect(screen.getByText('Beratnya belum naik cukup dibanding bulan lalu.')).toBeVisible();
    expect(screen.getByText(/Karena: berat tidak naik \(T\)/)).toBeVisible();
    expect(screen.getByText(/berat tidak naik \(T\): Buku KIA 2023/)).toBeInTheDocument();
    expect(screen.getByText(/Beratnya belum naik cukup; mari kita periksakan/)).toBeVisible();
    expect(screen.queryByText('Tidak perlu dirujuk.')).not.toBeInTheDocument();
  });

  test('without length: said of each index that needs it, and never that all is well', async () => {
    await open(boy, lastMonth, { ...ordinary, lengthMm: null, position: null });
    for (const code of ['PB/U', 'BB/PB', 'IMT/U']) {
      expect(verdictOf(code)).toHaveTextContent('Tidak bisa dinilai: panjang badan belum diukur');
    }
    expect(verdictOf('LiLA')).toHaveTextContent('Tidak bisa dinilai: belum diukur');
    expect(
      screen.getByText('Beratnya normal, tetapi pendek atau kurus belum bisa dinilai.'),
    ).toBeVisible();
    expect(screen.getByText('Dari yang bisa dinilai, tidak perlu dirujuk.')).toBeVisible();
  });

  test('swollen feet: to the puskesmas today, and weight is not judged', async () => {
    await open(boy, lastMonth, { ...ordinary, oedema: true });
    for (const code of ['BB/U', 'BB/PB', 'IMT/U']) {
      expect(verdictOf(code)).toHaveTextContent('Tidak bisa dinilai: kedua kaki bengkak');
    }
    expect(screen.getByText('Rujuk hari ini juga ke puskesmas.')).toBeVisible();
    expect(screen.getByText(/hari ini juga perlu diperiksa di puskesmas/)).toBeVisible();
  });

  test('a value that cannot be true: weigh again, no letter and no category from it', async () => {
    await open(boy, lastMonth, { ...ordinary, weightGrams: 38_000 });
    expect(verdictOf('BB/U')).toHaveTextContent(/Angka tidak wajar\+\d+/);
    expect(screen.getByText(/^Ada angka yang tidak wajar/)).toBeVisible();
    expect(screen.getByText('Tidak bisa dinilai: beratnya tidak wajar')).toBeVisible();
    expect(screen.queryByText('Naik (N)')).not.toBeInTheDocument();
    expect(screen.getByText(/timbang dan ukur sekali lagi, supaya/)).toBeVisible();
  });

  test('a too heavy child is not praised for gaining', async () => {
    await open(boy, { ...lastMonth, weightGrams: 10_500 }, { ...ordinary, weightGrams: 11_400 });
    expect(screen.getByText('Naik (N)')).toBeVisible();
    expect(screen.queryByText('Bagus, berat si kecil naik bulan ini.')).not.toBeInTheDocument();
  });

  test('under six months nothing but breast milk is spoken of', async () => {
    const baby = { ...boy, bornOn: '2026-07-10' };
    await open(
      baby,
      { measuredOn: '2026-10-10', weightGrams: 6400, lengthMm: 614 },
      { measuredOn: '2026-11-10', weightGrams: 7000, lengthMm: 639 },
    );
    expect(screen.getByText('Teruskan ASI saja, sesering si kecil mau.')).toBeVisible();
  });

  test('an old result says that this month still waits, and speaks to nobody', async () => {
    await open(boy, lastMonth);
    expect(screen.getByText(/Bulan November 2026 belum ditimbang\./)).toBeVisible();
    expect(screen.queryByText('Katakan kepada Ibu/Bapak')).not.toBeInTheDocument();
  });

  test('standing before two years: judged with the correction, and said', async () => {
    await open(
      { ...boy, bornOn: '2025-05-10' },
      { ...ordinary, weightGrams: 10_900, lengthMm: 816, position: 'standing' },
    );
    expect(verdictOf('PB/U')).toHaveTextContent('Diukur berdiri, jadi ditambah 0,7 cm.');
  });

  test('never weighed: nothing is claimed, and the first step is there', async () => {
    const { asked } = await open(boy);
    expect(screen.getByText(/Belum pernah ditimbang atau diukur/)).toBeVisible();
    expect(screen.queryByText('Tidak perlu dirujuk.')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Timbang & ukur' }));
    await userEvent.click(screen.getByRole('button', { name: 'Ubah data anak' }));
    await userEvent.click(screen.getByRole('button', { name: 'Kembali' }));
    for (const call of [asked.weigh, asked.edit, asked.back]) expect(call).toHaveBeenCalledOnce();
  });

  test('a child this phone does not hold is said so', async () => {
    const { services } = await aPhoneWith(boy);
    show({ services, childId: newChildId() });
    expect(await screen.findByText('Anak tidak ditemukan')).toBeVisible();
  });
});

describe('Ubah N/T', () => {
  test('puts the other letter in its place with a reason, and the computed one stays beside it', async () => {
    const { records, childId } = await open(boy, lastMonth, { ...ordinary, weightGrams: 8000 });
    expect(screen.getByText('Tidak naik (T)')).toBeVisible();
    await changeLetter('Ubah menjadi “Naik (N)”?', 'Mengikuti garisnya');
    expect(await screen.findByText('Naik (N)')).toBeVisible();
    expect(
      screen.getByText(/^dihitung: tidak naik – Mengikuti garisnya · \+100 g sejak 10 Okt/),
    ).toBeVisible();
    expect(screen.queryByText(/Karena: berat tidak naik/)).toBeNull();
    expect((await records.eventsOf(childId)).at(-1)?.event).toMatchObject({
      kind: 'amendment',
      reason: 'Mengikuti garisnya',
      measurement: {
        weightGrams: 8000,
        gainOverride: { code: 'N', reason: 'Mengikuti garisnya' },
      },
    });
  });

  test('goes back to the computed letter the same way', async () => {
    const gainOverride = { code: 'T', reason: 'Garisnya mendatar' } as const;
    const { records, childId } = await open(boy, lastMonth, { ...ordinary, gainOverride });
    expect(screen.getByText('Tidak naik (T)')).toBeVisible();
    await changeLetter('Ubah menjadi “Naik (N)”?', 'Salah lihat');
    expect(await screen.findByText('+400 g sejak 10 Okt (paling sedikit +400 g)')).toBeVisible();
    const { event } = (await records.eventsOf(childId)).at(-1) ?? {};
    expect(event).not.toHaveProperty('measurement.gainOverride');
  });

  test('is not offered where there is no N or T to exchange', async () => {
    await open(boy, ordinary);
    expect(screen.queryByRole('button', { name: 'Ubah N/T' })).toBeNull();
  });
});

test('a weight held against an implausible one has no letter, says why and sends nobody away', async () => {
  await open(boy, lastMonth, { ...ordinary, weightGrams: 30_000 });
  expect(screen.getByText('Tidak bisa dinilai: beratnya tidak wajar')).toBeVisible();
  expect(screen.queryByText(/Karena:/)).toBeNull();
});

test('a weight after an implausible one has no letter and says why', async () => {
  await open(boy, { ...lastMonth, weightGrams: 30_000 }, ordinary);
  expect(screen.getByText('Tidak bisa dinilai: berat bulan lalu tidak wajar')).toBeVisible();
  expect(screen.queryByText(/Karena:/)).toBeNull();
});

describe('the history', () => {
  test('each measurement says where its record stands, newest first', async () => {
    const phone = await open(boy, lastMonth);
    expect(entries()[0]).toHaveTextContent(/Sab, 10 Okt 2026.*Tersimpan di HP/);
    await answered(phone, { status: 'waiting' });
    await waitFor(() => expect(entries()[0]).toHaveTextContent('Terkirim'));
    await answered(phone, { status: 'approved' });
    await waitFor(() => expect(entries()[0]).toHaveTextContent('Disetujui'));
    await phone.records.recordMeasurement(phone.childId, theMeasurement(ordinary), {});
    await waitFor(() => expect(entries()).toHaveLength(2));
    expect(entries()[0]).toHaveTextContent(/Sel, 10 Nov 2026.*Tersimpan di HP/);
    expect(entries()[0]).toHaveTextContent('7 bl · 8,3 kg · 69,2 cm (telentang)');
  });

  test('a returned one shows the words of the puskesmas and leads to its correction', async () => {
    const phone = await open(boy, ordinary);
    await answered(phone, {
      status: 'returned',
      reason: 'Mohon ditimbang ulang',
      decidedBy: 'Petugas Uji',
    });
    await waitFor(() => expect(entries()[0]).toHaveTextContent('Perlu dicek'));
    expect(entries()[0]).toHaveTextContent(/Mohon ditimbang ulang.*Petugas Uji/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Betulkan penimbangan Sel, 10 Nov 2026' }),
    );
    const [event] = await phone.records.eventsOf(phone.childId);
    expect(phone.asked.correct).toHaveBeenCalledExactlyOnceWith(event?.event.id);
  });

  test('one the server kept out counts in nothing and says why', async () => {
    const phone = await open(boy, ordinary);
    await answered(phone, { status: 'quarantined', reason: 'before-birth' });
    const [event] = await phone.db.events.toArray();
    if (event === undefined) throw new Error('nothing recorded');
    await phone.db.events.update(event.id, { refused: true });
    await waitFor(() => expect(entries()[0]).toHaveTextContent('Belum ikut dihitung.'));
    expect(entries()[0]).toHaveTextContent('Tanggal ini sebelum anak lahir.');
    expect(screen.getByText(/Belum pernah ditimbang atau diukur/)).toBeVisible();
  });

  test('a correction keeps what was corrected, struck, with the reason', async () => {
    const { records, childId } = await open(boy, { ...ordinary, weightGrams: 7800 });
    const [first] = await records.eventsOf(childId);
    if (first === undefined) throw new Error('nothing recorded');
    await records.amendMeasurement(childId, first.event.id, theMeasurement(ordinary), {
      reason: 'Salah baca alat',
    });
    await waitFor(() => expect(entries()[0]).toHaveTextContent('Dibetulkan: Salah baca alat'));
    expect(entries()).toHaveLength(1);
    expect(entries()[0]?.querySelector('del')).toHaveTextContent('7,8 kg');
    expect(verdictOf('BB/U')).toHaveTextContent('Berat badan normal');
  });

  test('taking back asks why, keeps the record and its reason, and counts it no more', async () => {
    await open(boy, lastMonth, ordinary);
    const [newest] = entries();
    if (newest === undefined) throw new Error('two weighings');
    await userEvent.click(within(newest).getByRole('button', { name: /^Batalkan/ }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Salah anak' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Batalkan catatan' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await waitFor(() => expect(entries()[0]).toHaveTextContent('Dibatalkan: Salah anak'));
    expect(entries()).toHaveLength(2);
    expect(entries()[0]?.querySelector('del')).toHaveTextContent('8,3 kg');
    expect(within(newest).queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByText('Sab, 10 Okt 2026, umur 6 bl')).toBeVisible();
    const shapes = screen.getByRole('img').querySelectorAll('[data-standing]');
    expect([...shapes].map((shape) => shape.getAttribute('data-standing'))).toEqual([
      'judged',
      'voided',
    ]);
  });

  test('a long one begins with the last half year', async () => {
    const months = Array.from({ length: 8 }, (_, month) => ({
      measuredOn: `2026-${String(month + 3).padStart(2, '0')}-10`,
      weightGrams: 6000 + month * 250,
      lengthMm: null,
      position: null,
    }));
    await open({ ...boy, bornOn: '2025-10-10' }, ...months);
    expect(entries()).toHaveLength(6);
    await userEvent.click(screen.getByRole('button', { name: 'Tampilkan semua (8)' }));
    expect(entries()).toHaveLength(8);
  });
});

test('after saving, the same result is shown with its chart', async () => {
  const { services, childId }: { services: Phone['services']; childId: ChildId } = await aPhoneWith(
    boy,
    lastMonth,
    ordinary,
  );
  render(
    <ServicesProvider value={services}>
      <GrowthResultCard childId={childId} />
    </ServicesProvider>,
  );
  expect(await screen.findByText('Beratnya naik cukup dan pertumbuhannya baik.')).toBeVisible();
  expect(screen.getByRole('img')).toHaveAccessibleName(/BB\/U/);
});
