import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ChildEvent } from '#domain/child-event.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { aRecord, createMemoryPuskesmas } from '../../support/memory-puskesmas.ts';
import {
  aProfile,
  newAccountId,
  newChildId,
  newEventId,
  theImmunization,
  theMeasurement,
} from '../../support/mutations.ts';
import { openDesk } from './open-desk.tsx';

const childId = newChildId();
const authorId = newAccountId();
const made = () => ({ id: newEventId(), childId, authorId });

const given = (over: Partial<Immunization>): ChildEvent => ({
  kind: 'immunization',
  ...made(),
  immunization: theImmunization(over),
});

/** 13 days before the ninth month. */
const earlyMr = theImmunization({
  product: 'MR',
  givenOn: '2026-06-20',
  source: 'provider',
  givenBy: 'Bidan Sri',
  lotNumber: 'MR2407A',
  expiresOn: '2026-05-31',
  place: 'posyandu',
});

function aDose(immunization: Immunization | null, over: Partial<ReviewRecord> = {}): ReviewRecord {
  return aRecord({
    op: 'immun.record',
    childId,
    child: aProfile({ name: 'Ayu' }),
    measurement: null,
    immunization,
    occurredOn: '2026-11-20',
    ...over,
  });
}

/** Opened at its record, whose child has these events. */
function openAt(
  record: ReviewRecord,
  events: readonly ChildEvent[] = [],
  server = createMemoryPuskesmas(),
) {
  server.records = [record, ...server.records];
  server.events.set(record.mid, events);
  return openDesk(server, `/puskesmas?status=${record.status}&buka=${record.mid}`);
}

const findRow = (name: string) => screen.findByRole('row', { name: new RegExp(name) });
const dose = () => screen.findByRole('region', { name: 'Imunisasi' });
const card = () => screen.findByRole('table', { name: 'Kartu imunisasi' });
const cardRows = async () =>
  within(await card())
    .getAllByRole('row')
    .slice(1);

describe('a dose in the list', () => {
  test('says vaccine, batch, day and source, with its flags', async () => {
    const server = createMemoryPuskesmas();
    server.records = [aDose(earlyMr, { flags: ['dose-too-early', 'dose-expired'] })];
    openDesk(server);

    const row = await findRow('Ayu');
    expect(row).toHaveTextContent('20 Jun 2026MR · batch MR2407ADiberikan bidan');
    expect(row).toHaveTextContent('P · 8 bl');
    expect(row).toHaveTextContent('! Terlalu dini');
    expect(row).toHaveTextContent('! Kedaluwarsa');
  });

  test('says as much of the day as is known, and no age that nobody can know', async () => {
    const server = createMemoryPuskesmas();
    server.records = [
      aDose(theImmunization({ givenOn: '2026-03' }), { child: aProfile({ name: 'Budi' }) }),
      aDose(theImmunization({ givenOn: '2026', source: 'recall' })),
    ];
    openDesk(server);

    expect(await findRow('Budi')).toHaveTextContent('Mar 2026PCVBuku KIA');
    const ayu = await findRow('Ayu');
    expect(ayu).toHaveTextContent('2026PCVIngatan ibu');
    expect(ayu).not.toHaveTextContent('P ·');
  });

  test('a batch is missed only of a dose whose giver had the vial in hand', async () => {
    const server = createMemoryPuskesmas();
    server.records = [
      aDose(theImmunization({ source: 'provider' })),
      aDose(theImmunization(), { child: aProfile({ name: 'Budi' }) }),
    ];
    openDesk(server);

    expect(await findRow('Ayu')).toHaveTextContent('tanpa batch');
    expect(await findRow('Budi')).not.toHaveTextContent('batch');
  });

  test('one with a flag is not picked among the plain ones', async () => {
    const server = createMemoryPuskesmas();
    server.records = [
      aDose(earlyMr, { flags: ['dose-too-early'] }),
      aDose(theImmunization(), { child: aProfile({ name: 'Budi' }) }),
      aRecord({ child: aProfile({ name: 'Citra' }) }),
    ];
    const user = openDesk(server);

    await user.click(await screen.findByRole('button', { name: 'Pilih semua yang wajar (2)' }));
    expect(screen.getByRole('checkbox', { name: 'Pilih Ayu' })).not.toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Pilih Budi' })).toBeChecked();
  });
});

describe('a dose in the pane', () => {
  test('says which dose it is, why it does not count, and everything written of it', async () => {
    const server = createMemoryPuskesmas();
    const record = aDose(earlyMr, { flags: ['dose-too-early', 'dose-expired'] });
    openAt(record, [{ kind: 'immunization', ...made(), immunization: earlyMr }], server);
    await card();

    const shown = await dose();
    expect(shown).toHaveTextContent('MR 1! Terlalu dini');
    expect(shown).toHaveTextContent('Terlalu dini 13 hari untuk MR 1 (paling cepat 3 Juli 2026)');
    expect(shown).toHaveTextContent('Sumber aturan: Buku KIA 2024');
    expect(shown).toHaveTextContent('Diberikan olehBidan Sri');
    expect(shown).toHaveTextContent('BatchMR2407A');
    expect(shown).toHaveTextContent('Kedaluwarsa31 Mei 2026 ! sudah lewat pada hari itu');
    // The flag of the verdict would say it a second time.
    expect(screen.getByRole('article')).not.toHaveTextContent('Dosis diberikan sebelum umurnya');
    expect(screen.getByRole('article')).toHaveTextContent('Pada hari diberikan');
  });

  test('the card has every dose as it counts now, and what is owed from when', async () => {
    const record = aDose(theImmunization({ product: 'DPT-HB-Hib-IPV', givenOn: '2025-12-05' }));
    const doubled = given({ product: 'BCG', givenOn: '2025-11-02' });
    const misread = given({ product: 'PCV', givenOn: '2025-12-30' });
    openAt(record, [
      given({ product: 'HB-0', givenOn: '2025-10-03' }),
      given({ product: 'BCG', givenOn: '2025-10-20' }),
      doubled,
      given({ product: 'DPT-HB-Hib-IPV', givenOn: '2025-12-05' }),
      { kind: 'immunization-void', ...made(), targetId: doubled.id, reason: 'Dobel' },
      misread,
      {
        kind: 'immunization-amendment',
        ...made(),
        targetId: misread.id,
        immunization: theImmunization({ givenOn: '2026-01' }),
        reason: 'Salah baca',
      },
    ]);

    const rows = await cardRows();
    expect(rows.map((row) => row.textContent)).toEqual([
      'HB-03 Okt 20250 hari · Buku KIA✓ Dihitung',
      'BCG20 Okt 202517 hari · Buku KIA✓ Dihitung',
      'BCGdibatalkan2 Nov 202530 hari · Buku KIA–',
      'DPT-HB-Hib 1 + IPV 15 Des 20252 bl · Buku KIA✓ Dihitung',
      'PCV 1dikoreksiJan 2026Buku KIA✓ Dihitung',
    ]);
    expect(rows[3]).toHaveAttribute('aria-current', 'true');
    const region = screen.getByRole('region', { name: 'Kartu imunisasi' });
    expect(region).toHaveTextContent(/Kejar.*DPT-HB-Hib 2/);
    expect(region).toHaveTextContent('Tidak bisa lagiRV 1RV 2RV 3');
    expect(region).toHaveTextContent(/Kunjungan berikutnya20 Nov 2026: /);
    expect(region).toHaveTextContent('IDL belum lengkap');
    expect(region).toHaveTextContent('RV 1 tidak diberikan lagi');
  });

  test.each([
    ['52.02', true],
    ['51.71', false],
  ])('in the kabupaten %s it is %s that JE is not scheduled', async (region, expected) => {
    const server = createMemoryPuskesmas();
    server.region = region;
    openAt(aDose(earlyMr), [given(earlyMr)], server);

    await card();
    expect(screen.queryByText('JE 1 tidak dijadwalkan di daerah ini') !== null).toBe(expected);
  });

  test('of two alike the one that arrived first counts', async () => {
    const second = { lotNumber: 'P2' };
    openAt(aDose(theImmunization(second), { flags: ['dose-duplicate'] }), [
      given({ lotNumber: 'P1' }),
      given(second),
    ]);

    expect(await dose()).toHaveTextContent('PCV 1');
    const rows = await cardRows();
    const doubled = rows.filter((row) => row.textContent.includes('◆ Dobel'));
    expect(doubled).toHaveLength(1);
    expect(doubled[0]).toHaveAttribute('aria-current');
    expect(rows.filter((row) => row.textContent.includes('✓ Dihitung'))).toHaveLength(1);
  });

  test('a child without any DPT at one year is called zero-dose', async () => {
    openAt(aDose(theImmunization({ product: 'BCG' })), [given({ product: 'BCG' })]);

    expect(await screen.findByText('Zero-dose: belum pernah mendapat DPT')).toBeInTheDocument();
  });

  test('a weighing shows the card too, after its own history', async () => {
    openAt(aRecord({ childId }), [
      given({}),
      { kind: 'measurement', ...made(), measurement: theMeasurement() },
    ]);

    await card();
    const sections = screen.getAllByRole('region').map((each) => each.getAttribute('aria-label'));
    expect(sections.indexOf('Kartu imunisasi')).toBeGreaterThan(
      sections.indexOf('Riwayat penimbangan'),
    );
  });

  test('a correction of a dose stands beside what it corrects', async () => {
    const root = given({ givenOn: '2025-12-30' });
    const record = aDose(theImmunization({ givenOn: '2026-01-10', lotNumber: 'P77' }), {
      op: 'immun.amend',
      flags: ['correction'],
      authorReason: 'Salah baca',
    });
    const amendment: ChildEvent = {
      kind: 'immunization-amendment',
      ...made(),
      targetId: root.id,
      immunization: theImmunization({ givenOn: '2026-01-10', lotNumber: 'P77' }),
      reason: 'Salah baca',
    };
    openAt(record, [root, given({ product: 'BCG', givenOn: '2025-10-20' }), amendment]);

    const compared = await screen.findByRole('table', { name: 'Yang dikoreksi' });
    const row = (name: RegExp) => within(compared).getByRole('row', { name });
    expect(row(/Tanggal/)).toHaveTextContent('Tanggal30 Des 202510 Jan 2026 berubah');
    expect(row(/Batch/)).toHaveTextContent('Batch–P77 berubah');
    expect(row(/Sumber/)).not.toHaveTextContent('berubah');
    expect(within(compared).queryByRole('row', { name: /Tempat/ })).not.toBeInTheDocument();
  });

  test('a dose taken back shows what it was', async () => {
    const root = given({ product: 'BCG', givenOn: '2025-10-20', lotNumber: 'B12' });
    const record = aDose(null, { op: 'immun.void', authorReason: 'Salah anak' });
    openAt(record, [
      root,
      { kind: 'immunization-void', ...made(), targetId: root.id, reason: 'Salah anak' },
    ]);

    const taken = await screen.findByRole('region', { name: 'Yang dibatalkan' });
    expect(taken).toHaveTextContent('BCG');
    expect(taken).toHaveTextContent('BatchB12');
  });

  test('one that was held back shows what was sent, and no verdict', async () => {
    const server = createMemoryPuskesmas();
    const record = aDose(theImmunization({ givenOn: '2025' }), {
      status: 'quarantined',
      reason: 'dose-before-birth',
      flags: ['quarantined'],
    });
    server.sent.set(record.mid, {
      op: 'immun.record',
      payload: { immunization: { product: 'PCV', givenOn: '2025', lotNumber: 'A1' } },
    });
    openAt(record, [], server);
    await screen.findByText('Belum ada imunisasi yang tercatat.');

    expect(screen.getByRole('article')).toHaveTextContent('Tanggal ini sebelum anak lahir.');
    expect(screen.getByRole('article')).toHaveTextContent('Imunisasi › batchA1');
    expect(await dose()).not.toHaveTextContent('Dihitung');
  });
});

describe('returning', () => {
  const sentences = async () => {
    const quick = await screen.findByRole('list', { name: 'Kalimat cepat' });
    return within(quick)
      .getAllByRole('button')
      .map((button) => button.textContent);
  };

  test('a dose goes back with a sentence of its own, which can be edited', async () => {
    const server = createMemoryPuskesmas();
    server.records = [aDose(earlyMr)];
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('r');
    expect(await sentences()).not.toContain('Berat tidak wajar, mohon ditimbang ulang.');
    await user.click(screen.getByRole('button', { name: /^Nomor batch belum ada/ }));
    await user.click(screen.getByRole('button', { name: 'Sepertinya tertukar dengan anak lain.' }));
    await user.type(screen.getByLabelText('Alasan'), ' Terima kasih.');
    await user.keyboard('{Control>}{Enter}{/Control}');

    expect(await screen.findByText('1 data dikembalikan.')).toBeInTheDocument();
    expect(server.decisions[0]?.reason).toBe(
      'Nomor batch belum ada, mohon tanyakan kepada bidan. Sepertinya tertukar dengan anak lain. Terima kasih.',
    );
  });

  test('for records of several kinds only what is true of each is offered', async () => {
    const server = createMemoryPuskesmas();
    server.records = [aDose(earlyMr), aRecord({ child: aProfile({ name: 'Budi' }) })];
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('xjxr');

    expect(await sentences()).toEqual([
      'Tanggalnya perlu dicek.',
      'Sepertinya tertukar dengan anak lain.',
      'Sepertinya tercatat dua kali.',
    ]);
  });
});

describe('why a child is to be referred, in a row', () => {
  test.each([
    ['T', {}],
    ['gizi kurang', { weightGrams: 7200 }],
    ['bengkak', { weightGrams: 7200, oedema: true }],
  ])('%s', async (brief, measured) => {
    const server = createMemoryPuskesmas();
    server.records = [aRecord({ flags: ['refer'], measurement: theMeasurement(measured) })];
    openDesk(server);

    expect(await findRow('Melati')).toHaveTextContent(`! Rujuk: ${brief}`);
  });
});
