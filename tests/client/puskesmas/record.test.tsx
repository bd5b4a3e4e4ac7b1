import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { aRecord, createMemoryPuskesmas } from '../../support/memory-puskesmas.ts';
import {
  aProfile,
  newAccountId,
  newChildId,
  newEventId,
  theMeasurement,
} from '../../support/mutations.ts';
import { openDesk } from './open-desk.tsx';

const childId = newChildId();
const authorId = newAccountId();

function weighing(over: Parameters<typeof theMeasurement>[0] = {}): GrowthEvent {
  return {
    kind: 'measurement',
    id: newEventId(),
    childId,
    authorId,
    measurement: theMeasurement(over),
  };
}

function open(record: ReviewRecord, server = createMemoryPuskesmas()) {
  server.records = [record, ...server.records];
  return openDesk(server, `/puskesmas?status=${record.status}&buka=${record.mid}`);
}

const pane = () => screen.findByRole('article', { name: 'Rincian' });

describe('one record in the pane at the right', () => {
  test('Enter opens the row the reader stands on, and its address can be kept', async () => {
    const server = createMemoryPuskesmas();
    const first = aRecord({ child: aProfile({ name: 'Ayu' }) });
    const second = aRecord({ child: aProfile({ name: 'Budi', motherName: 'Sari' }) });
    server.records = [first, second];
    const user = openDesk(server);
    await screen.findByRole('row', { name: /Ayu/ });

    await user.keyboard('j{Enter}');

    const budi = await pane();
    expect(within(budi).getByRole('heading', { name: 'Budi' })).toBeInTheDocument();
    expect(budi).toHaveTextContent('Perempuan · 1 th 1 bl · Ibu Sari');
    expect(location.search).toBe(`?buka=${second.mid}`);
    await user.keyboard('k');
    expect(await screen.findByRole('heading', { name: 'Ayu' })).toBeInTheDocument();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('article')).not.toBeInTheDocument());
    expect(location.search).toBe('');
  });

  test('every index is judged, with its z-score, or said to be not judged', async () => {
    open(aRecord());

    const table = within(await pane()).getByRole('table', { name: 'Status gizi' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent.split(/[−+–]/)[0])).toEqual([
      'BB/U',
      'PB/U',
      'BB/PB',
      'IMT/U',
      'LK/U',
      'LiLA',
    ]);
    expect(rows[0]).toHaveTextContent(/−0,\d+✓ Berat badan normal/);
    expect(rows[4]).toHaveTextContent('? Tidak bisa dinilai: belum diukur');
  });

  test('the history shows what counts, with the chart and the gain since last month', async () => {
    const server = createMemoryPuskesmas();
    const record = aRecord({ childId });
    const earlier = weighing({ measuredOn: '2026-10-10', weightGrams: 8300 });
    const voided = weighing({ measuredOn: '2026-09-10', weightGrams: 3000 });
    server.events.set(record.mid, [
      earlier,
      voided,
      {
        kind: 'void',
        id: newEventId(),
        childId,
        authorId,
        targetId: voided.id,
        reason: 'Salah anak',
      },
      weighing(),
    ]);
    open(record, server);

    const history = await screen.findByRole('table', { name: 'Riwayat penimbangan' });
    const rows = within(history).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toHaveTextContent('10 Nov 20261 th 1 bl8,874,1');
    expect(rows[2]).toHaveTextContent('dibatalkan');
    expect(screen.getByText(/N · Naik/)).toBeInTheDocument();
    expect(screen.getByText(/\+500 g sejak 10 Okt 2026/)).toBeInTheDocument();
    expect(screen.getByRole('img', { name: /Grafik berat menurut umur/ })).toBeInTheDocument();
  });

  test('a letter the kader changed is shown with the computed one and the reason', async () => {
    const server = createMemoryPuskesmas();
    const gainOverride = { code: 'T', reason: 'Garisnya mendatar' } as const;
    const record = aRecord({ childId, measurement: theMeasurement({ gainOverride }) });
    const earlier = weighing({ measuredOn: '2026-10-10', weightGrams: 8300 });
    server.events.set(record.mid, [earlier, weighing({ gainOverride })]);
    open(record, server);

    await screen.findByRole('table', { name: 'Riwayat penimbangan' });
    expect(screen.getByText(/T · Tidak naik/).closest('p')).toHaveTextContent(
      'T · Tidak naik (dihitung: N · Naik – Garisnya mendatar) · +500 g sejak 10 Okt 2026',
    );
  });

  test('a letter without ground is said to have none', async () => {
    const server = createMemoryPuskesmas();
    const record = aRecord({ childId });
    const earlier = weighing({ measuredOn: '2026-10-10', weightGrams: 40_000 });
    server.events.set(record.mid, [earlier, weighing()]);
    open(record, server);
    expect(
      await screen.findByText('? Tidak bisa dinilai: berat bulan lalu tidak wajar'),
    ).toBeInTheDocument();
  });

  test('a changed letter is compared like a value', async () => {
    const server = createMemoryPuskesmas();
    const root = weighing();
    const measurement = theMeasurement({ gainOverride: { code: 'N', reason: 'Dilihat bidan' } });
    const reason = 'Dilihat bidan';
    const record = aRecord({ childId, op: 'measure.amend', measurement, authorReason: reason });
    server.events.set(record.mid, [
      root,
      {
        kind: 'amendment',
        id: newEventId(),
        childId,
        authorId,
        targetId: root.id,
        measurement,
        reason,
      },
    ]);
    open(record, server);
    const compared = await screen.findByRole('table', { name: 'Yang dikoreksi' });
    expect(within(compared).getByRole('row', { name: /N\/T diubah/ })).toHaveTextContent(
      'N/T diubah–Naik – Dilihat bidan berubah',
    );
  });

  test('a correction stands beside the returned original, value by value', async () => {
    const server = createMemoryPuskesmas();
    const original = aRecord({
      status: 'corrected',
      reason: 'Berat tidak wajar',
      measurement: theMeasurement({ weightGrams: 18_800 }),
    });
    server.records = [original];
    const user = open(
      aRecord({
        op: 'measure.amend',
        flags: ['correction'],
        answers: original.mid,
        authorReason: 'Salah ketik',
      }),
      server,
    );

    const compared = await screen.findByRole('table', { name: 'Yang dikoreksi' });
    expect(within(compared).getByRole('row', { name: /Berat \(kg\)/ })).toHaveTextContent(
      'Berat (kg)18,88,8 berubah',
    );
    expect(within(compared).getByRole('row', { name: /Panjang/ })).not.toHaveTextContent('berubah');
    expect(screen.getByText('Salah ketik')).toBeInTheDocument();
    expect(screen.getByText('Berat tidak wajar')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Buka catatan semula' }));
    expect(location.search).toContain(`buka=${original.mid}`);
  });

  test('a correction nobody asked for finds its original among the events', async () => {
    const server = createMemoryPuskesmas();
    const root = weighing({ lengthMm: 700 });
    const amended = theMeasurement({ lengthMm: 741 });
    const record = aRecord({
      childId,
      op: 'measure.amend',
      measurement: amended,
      authorReason: 'Dibaca ulang',
    });
    server.events.set(record.mid, [
      root,
      {
        kind: 'amendment',
        id: newEventId(),
        childId,
        authorId,
        targetId: root.id,
        measurement: amended,
        reason: 'Dibaca ulang',
      },
    ]);
    open(record, server);

    const compared = await screen.findByRole('table', { name: 'Yang dikoreksi' });
    expect(within(compared).getByRole('row', { name: /Panjang/ })).toHaveTextContent('70,074,1');
  });

  test('what the server held back is shown as it was sent, with the reason in words', async () => {
    const server = createMemoryPuskesmas();
    const record = aRecord({
      status: 'quarantined',
      reason: 'unknown-child',
      child: null,
      childId: null,
      flags: ['quarantined'],
    });
    server.sent.set(record.mid, {
      op: 'measure.record',
      payload: { measurement: { weightGrams: 8800, batch: 'A1' } },
    });
    const user = open(record, server);

    const detail = await pane();
    expect(detail).toHaveTextContent(
      'Pendaftaran anak ini belum sampai; dihitung sendiri begitu itu datang.',
    );
    await user.click(within(detail).getByText('Yang dikirim, apa adanya'));
    expect(detail).toHaveTextContent('Ukuran › berat (gram)8800');
    expect(detail).toHaveTextContent('Ukuran › batchA1');
    expect(within(detail).queryByRole('button', { name: 'Setujui' })).not.toBeInTheDocument();
    expect(within(detail).getByRole('button', { name: 'Kembalikan' })).toBeInTheDocument();
  });

  test('deciding from the pane opens the next record and leaves a trace', async () => {
    const server = createMemoryPuskesmas();
    const next = aRecord({ child: aProfile({ name: 'Budi' }) });
    const first = aRecord({ child: aProfile({ name: 'Ayu' }) });
    server.records = [next];
    const user = open(first, server);
    await screen.findByRole('heading', { name: 'Ayu' });

    await user.click(within(await pane()).getByRole('button', { name: 'Setujui' }));

    expect(await screen.findByRole('heading', { name: 'Budi' })).toBeInTheDocument();
    await screen.findByText('1 data disetujui.');
    await user.click(screen.getByRole('link', { name: 'Disetujui' }));
    await user.click(await screen.findByRole('button', { name: 'Ayu' }));
    expect(await screen.findByRole('region', { name: 'Keputusan' })).toHaveTextContent(
      'Disetujui · Petugas Uji',
    );
    await user.click(within(await pane()).getByRole('button', { name: 'Buka kembali' }));
    expect(await screen.findByText('1 data dibuka kembali.')).toBeInTheDocument();
  });

  test("another puskesmas's record is not here, and the way back is", async () => {
    const server = createMemoryPuskesmas();
    openDesk(server, `/puskesmas?buka=${aRecord().mid}`);

    expect(await screen.findByText(/bukan milik puskesmas Anda/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Tutup rincian' })).toBeInTheDocument();
  });
});
