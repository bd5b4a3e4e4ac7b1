import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ImportLine } from '#protocol/import.ts';
import { aStaffSession, createMemoryPuskesmas } from '../../support/memory-puskesmas.ts';
import { openDesk } from './open-desk.tsx';

const lines: readonly ImportLine[] = [
  { kind: 'progress', done: 1, total: 3 },
  { kind: 'row', row: 6, outcomes: ['child-added', 'measurement-added'], reason: null, notes: [] },
  {
    kind: 'row',
    row: 7,
    outcomes: ['child-matched', 'measurement-known'],
    reason: null,
    notes: ['nik-masked'],
  },
  { kind: 'row', row: 8, outcomes: ['refused'], reason: 'a-reason-of-tomorrow', notes: [] },
  { kind: 'progress', done: 3, total: 3 },
  {
    kind: 'summary',
    server: 'siposyandu',
    rows: 3,
    childrenAdded: 1,
    childrenMatched: 1,
    measurementsAdded: 1,
    measurementsKnown: 1,
    refused: 1,
  },
];

async function upload(user: ReturnType<typeof openDesk>) {
  await user.selectOptions(
    await screen.findByLabelText('Posyandu tujuan'),
    'Posyandu Anggrek · Desa Uji',
  );
  await user.upload(
    screen.getByLabelText(/^Berkas e-PPGBM/),
    new File(['PK'], 'melati.xlsx', { type: 'application/octet-stream' }),
  );
  await user.click(screen.getByRole('button', { name: 'Impor' }));
}

describe('bringing an e-PPGBM file in', () => {
  test('the report counts what was taken and names the rows to look at', async () => {
    const session = aStaffSession();
    const server = createMemoryPuskesmas(session);
    server.report = { lines };
    const user = openDesk(server, '/puskesmas/impor');

    await upload(user);

    expect(await screen.findByText('melati.xlsx → Posyandu Anggrek')).toBeInTheDocument();
    const table = await screen.findByRole('table', { name: 'Laporan per baris' });
    const rows = () =>
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map(({ textContent }) => textContent);
    expect(rows()).toEqual([
      '7Anak sudah ada, penimbangan sudah adaTidak diambil: NIK disamarkan (*).',
      '8! DitolakTidak bisa diambil.',
    ]);
    await user.selectOptions(screen.getByLabelText('Tampilkan'), 'Semua baris');
    expect(rows()[0]).toBe('6Anak baru, penimbangan baru');
    const anggrek = session.grants[1]?.posyanduId;
    expect(server.asked).toContain(`POST /api/import?posyandu=${anggrek}`);
  });

  test('nothing is sent before posyandu and file are chosen', async () => {
    const server = createMemoryPuskesmas();
    const user = openDesk(server, '/puskesmas/impor');

    await user.click(await screen.findByRole('button', { name: 'Impor' }));

    expect(screen.getByText(/Pilih posyandu tujuan/)).toBeInTheDocument();
    expect(screen.getByText(/Pilih berkasnya/)).toBeInTheDocument();
    expect(server.asked.filter((path) => path.startsWith('POST'))).toEqual([]);
  });

  test('a web page named .xls is refused with what to do instead', async () => {
    const server = createMemoryPuskesmas();
    server.report = { error: 'html-in-disguise' };
    const user = openDesk(server, '/puskesmas/impor');

    await upload(user);

    expect(await screen.findByRole('alert')).toHaveTextContent('Simpan sebagai');
    await user.click(screen.getByRole('button', { name: 'Impor berkas lain' }));
    expect(screen.getByLabelText('Posyandu tujuan')).toHaveDisplayValue(/Anggrek/);
  });

  test('a report that breaks off keeps what came and says that sending again is safe', async () => {
    const server = createMemoryPuskesmas();
    server.report = { lines, cutOff: true };
    const user = openDesk(server, '/puskesmas/impor');

    await upload(user);

    expect(await screen.findByRole('alert')).toHaveTextContent('tidak ada yang menjadi ganda');
    expect(screen.getByRole('table', { name: 'Laporan per baris' })).toHaveTextContent('Ditolak');
  });

  test('a report without its summary is not taken for a whole one', async () => {
    const server = createMemoryPuskesmas();
    server.report = { lines: lines.slice(0, -1) };
    const user = openDesk(server, '/puskesmas/impor');

    await upload(user);

    expect(await screen.findByRole('alert')).toHaveTextContent('terputus di tengah jalan');
  });

  test('the report is still there after a look at another screen', async () => {
    const server = createMemoryPuskesmas();
    server.report = { lines };
    const user = openDesk(server, '/puskesmas/impor');
    await upload(user);
    await screen.findByRole('table', { name: 'Laporan per baris' });

    await user.click(screen.getByRole('link', { name: 'Tinjauan' }));
    await screen.findByRole('heading', { name: 'Tinjauan' });
    await user.click(screen.getByRole('link', { name: 'Impor' }));

    expect(await screen.findByRole('table', { name: 'Laporan per baris' })).toBeInTheDocument();
  });
});
