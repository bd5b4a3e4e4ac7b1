import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import type { Services } from '#client/services.ts';
import type { ChildId } from '#domain/ids.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import { aProfile } from '../../support/builders.ts';
import { aVillage, openApp, openSignedIn, TODAY, type OpenApp } from '../../support/kader-app.tsx';

/** Two months and a few days old on `TODAY`. */
const BORN = '2026-09-05';
const REASON = 'Tanggalnya tidak sama dengan di buku.';

function aDose(over: Partial<Immunization> = {}): Immunization {
  return {
    product: 'BCG',
    givenOn: '2026-09-20',
    source: 'record',
    givenBy: null,
    lotNumber: null,
    expiresOn: null,
    place: null,
    ...over,
  };
}

async function withChild(
  options: {
    readonly bornOn?: string;
    readonly doses?: readonly Immunization[];
    readonly to?: string;
    readonly region?: string;
    readonly through?: (services: Services) => Services;
  } = {},
) {
  const { region } = options;
  const village = aVillage(region === undefined ? {} : { region });
  const first = await openSignedIn(village);
  const { records } = first.services;
  const childId = await records.registerChild(
    aProfile({ name: 'Ayu Contoh', bornOn: options.bornOn ?? BORN }),
    {},
  );
  if (options.doses !== undefined) await records.recordImmunizations(childId, options.doses, {});
  await first.kill();
  const { through } = options;
  const app = await openApp(village.world, {
    dbName: first.dbName,
    path: `/anak/${childId}/imunisasi${options.to ?? ''}`,
    ...(through === undefined ? {} : { through }),
  });
  return { ...app, village, childId };
}

async function outboxOf({ dbName }: OpenApp) {
  const db = new PhoneDb(dbName);
  try {
    return (await db.outbox.orderBy('mid').toArray()).filter(({ op }) => op.startsWith('immun.'));
  } finally {
    db.close();
  }
}

async function dosesOf({ services }: OpenApp, childId: ChildId) {
  return (await services.records.immunizationsOf(childId)).map(({ event }) => event);
}

const row = (name: string) => {
  const word = screen.getByText(name, { selector: 'summary > span' });
  const item = word.closest('li');
  if (item === null) throw new Error('a dose stands in a list');
  return item;
};

describe('the card', () => {
  test('says what may be given today, when to come back, and of every dose how it stands', async () => {
    await withChild({ doses: [aDose(), aDose({ product: 'HB-0', givenOn: BORN })] });
    const today = await screen.findByRole('list', { name: 'Boleh hari ini' });
    expect(
      within(today)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['OPV\u00a01', 'DPT\u2011HB\u2011Hib\u00a01', 'PCV\u00a01', 'RV\u00a01']);
    expect(screen.getByText(/Sel, 8 Des 2026/)).toBeVisible();
    expect(screen.getByText(/sedang berjalan: 2 dari 10 dosis/)).toBeVisible();

    expect(within(row('BCG')).getByText('sudah 20 Sep 2026')).toBeVisible();
    expect(within(row('DPT-HB-Hib 1')).getByText('hari ini')).toBeVisible();
    expect(within(row('OPV 1')).getByText(/^terlambat sejak/)).toBeVisible();
    expect(within(row('MR 1')).getByText('ditunggu mulai 5 Jun 2027')).toBeVisible();
    expect(within(row('JE 1')).getByText('tidak dijadwalkan')).toBeVisible();
    expect(screen.getAllByRole('list').length).toBeGreaterThan(8);
  });

  test('follows the schedule of the kabupaten in which the posyandu lies', async () => {
    await withChild({ bornOn: '2025-11-05', region: '51.71' });
    await screen.findByRole('heading', { name: 'Kartu imunisasi' });
    expect(within(row('JE 1')).queryByText('tidak dijadwalkan')).toBeNull();
    expect(within(row('JE 1')).getByText(/^kejar sampai/)).toBeVisible();
  });

  test('says why on a tap, with the source of the rule', async () => {
    const app = await withChild({ bornOn: '2024-01-10' });
    await screen.findByRole('heading', { name: 'Kartu imunisasi' });
    expect(within(row('BCG')).getByText('tidak bisa lagi')).toBeVisible();
    await app.user.click(screen.getByText('BCG', { selector: 'summary > span' }));
    expect(within(row('BCG')).getByText(/batasnya sebelum umur 12 bulan/)).toBeVisible();
    expect(within(row('BCG')).getByText(/Sumber aturan: .*Buku KIA/)).toBeVisible();
    expect(screen.getByText(/zero-dose/)).toBeVisible();
  });

  test('hides no dose that does not count, and shows what a combined vaccine did', async () => {
    await withChild({
      doses: [
        aDose({ product: 'DPT-HB-Hib-IPV', givenOn: '2026-11-05' }),
        aDose({ product: 'PCV', givenOn: '2026-10-01' }),
        aDose({ product: 'Vaksin Lama', givenOn: '2026' }),
      ],
    });
    await screen.findByRole('heading', { name: 'Kartu imunisasi' });
    expect(within(row('DPT-HB-Hib 1')).getByText('sudah 5 Nov 2026')).toBeVisible();
    expect(within(row('IPV 1')).getByText('sudah 5 Nov 2026')).toBeVisible();
    const early = row('PCV · 1 Okt 2026');
    expect(within(early).getByText('terlalu dini, tidak dihitung')).toBeVisible();
    expect(within(early).getByText(/Terlalu dini 35 hari/)).toBeInTheDocument();
    const others = screen.getByRole('list', { name: 'Vaksin lain' });
    expect(within(others).getByText('Vaksin Lama · tahun 2026')).toBeVisible();
    expect(within(others).getByText('tidak ada dalam jadwal')).toBeVisible();
  });

  test('takes a dose back with a reason; it stays to be seen and counts no more', async () => {
    const app = await withChild({ doses: [aDose()] });
    await app.user.click(await screen.findByText('BCG', { selector: 'summary > span' }));
    await app.user.click(screen.getByRole('button', { name: 'Batalkan BCG, 20 Sep 2026' }));
    const dialog = screen.getByRole('dialog', { name: 'Batalkan catatan ini?' });
    await app.user.click(within(dialog).getByLabelText('Salah anak'));
    await app.user.click(within(dialog).getByRole('button', { name: 'Batalkan catatan' }));

    const outside = await screen.findByRole('list', { name: 'Catatan yang tidak dihitung' });
    expect(within(outside).getByText('Dibatalkan: Salah anak')).toBeVisible();
    expect(within(row('BCG')).queryByText(/^sudah/)).toBeNull();
    expect((await dosesOf(app, app.childId)).map(({ kind }) => kind)).toEqual([
      'immunization',
      'immunization-void',
    ]);
  });

  test('is one tap from growth and back, and Back does not count the taps', async () => {
    const app = await withChild();
    const tab = await screen.findByRole('link', { name: 'Pertumbuhan' });
    const steps = history.length;
    await app.user.click(tab);
    expect(await screen.findByRole('button', { name: 'Timbang & ukur' })).toBeVisible();
    await app.user.click(screen.getByRole('link', { name: 'Imunisasi' }));
    expect(await screen.findByRole('heading', { name: 'Kartu imunisasi' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Imunisasi' })).toHaveAttribute('aria-current', 'page');
    expect(history).toHaveLength(steps);
  });
});

describe('writing doses down', () => {
  test('several of one visit are saved with one tap, without signal, and wait to be sent', async () => {
    const app = await withChild({ to: '/catat' });
    app.village.network.online = false;
    await app.user.click(await screen.findByLabelText('Polio tetes (OPV)'));
    await app.user.click(screen.getByLabelText('PCV'));
    await app.user.type(screen.getByLabelText(/Nama bidan/), 'Bidan Contoh');
    const opv = screen.getByRole('group', { name: 'Polio tetes (OPV)' });
    await app.user.type(within(opv).getByLabelText('Batch'), 'AB12');
    await app.user.type(within(opv).getByLabelText('Kedaluwarsa'), '2027-03-31');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));

    expect(await screen.findByText('Tersimpan di HP')).toBeVisible();
    const saved = await screen.findByRole('list', { name: 'Yang dicatat' });
    expect(within(saved).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.getByText(/Datang lagi Sel, 8 Des 2026/)).toBeVisible();
    const seen = { givenOn: TODAY, source: 'provider', givenBy: 'Bidan Contoh', place: 'posyandu' };
    expect(await outboxOf(app)).toMatchObject([
      {
        state: 'pending',
        op: 'immun.record',
        mutation: {
          occurredOn: TODAY,
          payload: {
            immunization: { ...seen, product: 'OPV', lotNumber: 'AB12', expiresOn: '2027-03-31' },
          },
        },
      },
      {
        state: 'pending',
        op: 'immun.record',
        mutation: { payload: { immunization: { ...seen, product: 'PCV', lotNumber: null } } },
      },
    ]);
    expect(await app.services.records.draft(`immunize:${app.childId}`)).toBeNull();
  });

  test('the vial and the midwife of today are there for the next child, and not for the book', async () => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByLabelText('PCV'));
    await app.user.type(screen.getByLabelText(/Nama bidan/), 'Bidan Contoh');
    const pcv = screen.getByRole('group', { name: 'PCV' });
    await app.user.type(within(pcv).getByLabelText('Batch'), 'P7');
    await app.user.type(within(pcv).getByLabelText('Kedaluwarsa'), '2027-05-31');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    await app.user.click(await screen.findByRole('button', { name: 'Catat vaksin lain' }));

    await app.user.click(await screen.findByLabelText('PCV'));
    expect(screen.getByText('PCV: batch P7, kedaluwarsa 31 Mei 2027')).toBeVisible();
    expect(screen.getByLabelText(/Nama bidan/)).toHaveValue('Bidan Contoh');
    await app.user.click(screen.getByLabelText('Buku KIA'));
    expect(screen.getByText('PCV: belum diisi')).toBeVisible();
    expect(screen.getByLabelText(/Nama bidan/)).toHaveValue('');
  });

  test('what the rules do not count is asked about, and kept with its verdict', async () => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByText(/^Vaksin yang lain/));
    await app.user.click(screen.getByLabelText('Campak-rubela (MR)'));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    const dialog = screen.getByRole('dialog', { name: 'Periksa dulu' });
    expect(within(dialog).getByText(/Terlalu dini/)).toBeVisible();
    await app.user.click(within(dialog).getByRole('button', { name: 'Periksa lagi' }));
    expect(await outboxOf(app)).toEqual([]);

    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    await app.user.click(screen.getByRole('button', { name: /^Tetap catat/ }));
    expect(await screen.findByText('terlalu dini, tidak dihitung')).toBeVisible();
    expect(await outboxOf(app)).toHaveLength(1);
  });

  test('a vial past its date is asked about', async () => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByLabelText('PCV'));
    await app.user.type(screen.getByLabelText('Kedaluwarsa'), '2026-10-31');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(within(screen.getByRole('dialog')).getByText(/kedaluwarsa 31 Okt 2026/)).toBeVisible();
  });

  test('of an old dose the year is enough, but not of one given before the kader’s eyes', async () => {
    const app = await withChild({ bornOn: '2024-01-10', to: '/catat' });
    await app.user.click(await screen.findByText(/^Vaksin yang lain/));
    await app.user.click(screen.getByLabelText('BCG'));
    expect(screen.queryByLabelText('Tahun saja')).toBeNull();
    await app.user.click(screen.getByLabelText('Ingatan ibu'));
    await app.user.click(screen.getByLabelText('Tahun saja'));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(screen.getByText(/Pilih tahun/)).toBeVisible();
    await app.user.click(screen.getByLabelText('2024'));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(await screen.findByText('sudah tahun 2024')).toBeVisible();
    expect(await dosesOf(app, app.childId)).toMatchObject([
      { immunization: { givenOn: '2024', source: 'recall', place: null, givenBy: null } },
    ]);
    expect(await outboxOf(app)).toMatchObject([{ mutation: { occurredOn: TODAY } }]);
  });

  test.each([
    ['2026-09-01', 'Tanggal ini sebelum anak lahir.'],
    ['2026-12-01', 'Tanggal ini belum terjadi.'],
  ])('a day that cannot be (%s) is refused in plain words', async (day, words) => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByLabelText('PCV'));
    await app.user.clear(screen.getByLabelText('Tanggal'));
    await app.user.type(screen.getByLabelText('Tanggal'), day);
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(screen.getByLabelText('Tanggal')).toHaveAccessibleDescription(new RegExp(words));
    expect(await outboxOf(app)).toEqual([]);
  });

  test('no vaccine ticked, none saved: the first thing missing is said and under the thumb', async () => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByRole('button', { name: 'Simpan' }));
    const vaccines = screen.getByRole('group', { name: 'Vaksin' });
    expect(vaccines).toHaveAccessibleDescription(/Pilih paling sedikit satu vaksin/);
    await waitFor(() => expect(vaccines).toHaveFocus());
  });

  test('another name of a vaccine that the schedule knows is offered by its own', async () => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByText(/^Vaksin yang lain/));
    await app.user.click(screen.getByLabelText('Vaksin lain…'));
    await app.user.type(screen.getByLabelText('Nama vaksin lain'), 'Campak');
    await app.user.click(screen.getByRole('button', { name: 'Maksudnya Campak-rubela (MR)?' }));
    expect(screen.getByLabelText('Campak-rubela (MR)')).toBeChecked();
    expect(screen.getByLabelText('Vaksin lain…')).not.toBeChecked();
  });

  test('a form left half filled is there again after the phone was killed', async () => {
    const app = await withChild({ to: '/catat' });
    await app.user.click(await screen.findByLabelText('PCV'));
    await app.user.type(screen.getByLabelText('Batch'), 'P7');
    await app.user.tab();
    await waitFor(async () =>
      expect(await app.services.records.draft(`immunize:${app.childId}`)).toMatchObject({
        'lot:PCV': 'P7',
      }),
    );
    await app.kill();
    await openApp(app.world, { dbName: app.dbName, path: `/anak/${app.childId}/imunisasi/catat` });
    expect(await screen.findByLabelText('PCV')).toBeChecked();
    expect(screen.getByLabelText('Batch')).toHaveValue('P7');
  });

  test('a phone that cannot write says so, keeps the form, and saves once it can', async () => {
    let isFull = true;
    const app = await withChild({
      to: '/catat',
      through: (services) => ({
        ...services,
        records: {
          ...services.records,
          recordImmunizations: async (...what) => {
            if (isFull) throw new Error('no space');
            return services.records.recordImmunizations(...what);
          },
        },
      }),
    });
    await app.user.click(await screen.findByLabelText('PCV'));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(/Belum tersimpan/);
    expect(screen.getByLabelText('PCV')).toBeChecked();
    isFull = false;
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(await screen.findByRole('list', { name: 'Yang dicatat' })).toBeVisible();
    expect(await outboxOf(app)).toHaveLength(1);
  });
});

describe('a dose the puskesmas returned', () => {
  async function withReturned() {
    const app = await withChild({ doses: [aDose({ lotNumber: 'AB12' })] });
    const { sync } = app.services;
    await sync.syncNow();
    const { posyanduId } = app.village.grant;
    const sent = app.village.server.store.journal(posyanduId).at(-1);
    if (sent === undefined) throw new Error('nothing was sent');
    app.village.server.store.review(posyanduId, sent.envelope.mid, 'returned', REASON);
    await sync.syncNow();
    return { ...app, returned: sent.envelope.mid };
  }

  test('stands on the card, and is put right from Tugas with a reason, linked to what came back', async () => {
    const first = await withReturned();
    expect(await screen.findByText('Perlu dicek', { selector: 'summary *' })).toBeVisible();
    await first.kill();
    const app = await openApp(first.world, { dbName: first.dbName, path: '/tugas' });
    const item = await screen.findByRole('listitem');
    expect(within(item).getByText(/^Imunisasi · 20 Sep 2026/)).toBeVisible();
    expect(within(item).getByText('BCG · Buku KIA · batch AB12')).toBeVisible();
    await app.user.click(within(item).getByRole('button', { name: 'Betulkan' }));

    expect(await screen.findByText(new RegExp(REASON))).toBeVisible();
    expect(screen.getByLabelText('Vaksin')).toHaveValue('BCG');
    expect(screen.getByText('BCG: batch AB12')).toBeVisible();
    const day = screen.getByLabelText('Tanggal');
    expect(day).toHaveValue('2026-09-20');
    await app.user.clear(day);
    await app.user.type(day, '2026-09-21');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(screen.getByLabelText('Sebab diubah')).toHaveAccessibleDescription(/Tulis sebab/);
    await app.user.click(screen.getByRole('button', { name: 'Salah tanggal' }));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));

    expect(await screen.findByText(/Tidak ada tugas/)).toBeVisible();
    expect((await outboxOf(app)).at(-1)).toMatchObject({
      op: 'immun.amend',
      mutation: {
        payload: {
          answers: first.returned,
          reason: 'Salah tanggal',
          immunization: { product: 'BCG', givenOn: '2026-09-21', lotNumber: 'AB12' },
        },
      },
    });
  });
});

describe('Imunisasi bulan ini', () => {
  test('names who never had DPT first, then who waits longest, then whose time it is', async () => {
    const village = aVillage();
    const app = await openSignedIn(village);
    const { records } = app.services;
    const add = (name: string, bornOn: string) =>
      records.registerChild(aProfile({ name, bornOn }), {});
    const due = await add('Ani Waktunya', '2026-11-08');
    await records.recordImmunizations(due, [aDose({ product: 'HB-0', givenOn: '2026-11-08' })], {});
    await add('Beni Terlambat', '2026-06-01');
    await add('Cici Lama Terlambat', '2026-02-01');
    await add('Dodi Zero', '2024-05-01');
    await add('Si Sulung', '2021-11-01');

    await app.user.click(await screen.findByRole('link', { name: 'Imunisasi bulan ini' }));
    const list = await screen.findByRole('list', { name: 'Anak yang perlu imunisasi bulan ini' });
    const names = within(list)
      .getAllByRole('link')
      .map(({ textContent }) => /^\w+/.exec(textContent ?? '')?.[0]);
    expect(names).toEqual(['Dodi', 'Cici', 'Beni', 'Ani']);
    expect(screen.getByText('4 anak perlu imunisasi bulan ini')).toBeVisible();
    expect(within(list).getByRole('link', { name: /Ani.*BCG.*OPV.1.*waktunya/ })).toHaveAttribute(
      'href',
      `/anak/${due}/imunisasi`,
    );

    const lists = () =>
      within(screen.getByRole('list', { name: 'Anak yang perlu imunisasi bulan ini' }));
    await records.recordImmunizations(
      due,
      [
        aDose({ product: 'BCG', givenOn: TODAY, source: 'provider' }),
        aDose({ product: 'OPV', givenOn: TODAY, source: 'provider' }),
      ],
      {},
    );
    await waitFor(() => expect(lists().queryByText('Ani Waktunya')).toBeNull());
  });

  test('says so when nobody waits', async () => {
    const village = aVillage();
    const app = await openSignedIn(village, { path: '/imunisasi' });
    expect(await screen.findByText('Belum ada anak terdaftar.')).toBeVisible();
    await app.services.records.registerChild(
      aProfile({ name: 'Si Sulung', bornOn: '2021-11-01' }),
      {},
    );
    expect(await screen.findByText(/tidak ada anak yang menunggu imunisasi/)).toBeVisible();
  });
});
