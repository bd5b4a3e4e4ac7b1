import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ReviewRecord } from '#protocol/review.ts';
import { anAccount } from '../../support/builders.ts';
import {
  aRecord,
  aStaffSession,
  createMemoryPuskesmas,
  PASSWORD,
} from '../../support/memory-puskesmas.ts';
import { aProfile } from '../../support/mutations.ts';
import { openDesk } from './open-desk.tsx';

afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

function named(name: string, over: Partial<ReviewRecord> = {}): ReviewRecord {
  return aRecord({ child: aProfile({ name }), ...over });
}

/** Ayu, Budi and Citra wait; Budi is to be looked at. */
function threeWaiting() {
  const server = createMemoryPuskesmas();
  server.records = [
    named('Ayu'),
    named('Budi', { flags: ['implausible', 'refer'] }),
    named('Citra'),
  ];
  return server;
}

const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });
const noRow = (name: string) => screen.queryByRole('row', { name: new RegExp(name) });
const findRow = (name: string) => screen.findByRole('row', { name: new RegExp(name) });
const list = () => screen.getByRole('grid', { name: 'Data yang masuk' });
/** To the last row that is loaded; a browser without layout does not tell that it scrolled. */
async function toTheEnd(user: ReturnType<typeof openDesk>) {
  await user.keyboard('{End}');
  fireEvent.scroll(list().parentElement ?? list());
}
/** The row the keys act on. */
function activeRow(): string {
  const id = list().getAttribute('aria-activedescendant') ?? '';
  return document.getElementById(id)?.textContent ?? '';
}

describe('the list of what arrived', () => {
  test('a row says who, where, what, how it is judged and what to look at', async () => {
    const server = createMemoryPuskesmas();
    server.records = [named('Ayu', { flags: ['refer', 'big-jump'], authorName: 'Bu Rini' })];
    openDesk(server);

    const ayu = await findRow('Ayu');
    expect(ayu).toHaveTextContent('P · 1 th 1 bl');
    expect(ayu).toHaveTextContent('Posyandu Kenanga');
    expect(ayu).toHaveTextContent('Bu Rini');
    expect(ayu).toHaveTextContent('8,8 kg');
    expect(ayu).toHaveTextContent('74,1 cm');
    expect(ayu).toHaveTextContent(/BB\/PB −0,\d+ · Gizi baik/);
    expect(ayu).toHaveTextContent('! Rujuk');
    expect(ayu).toHaveTextContent('▲ Lonjakan');
    expect(screen.getByText('1 data')).toBeInTheDocument();
    expect(screen.getByText(/^Data per \d\d.15$/)).toBeInTheDocument();
  });

  test('what could not be judged is said, never shown as normal', async () => {
    const server = createMemoryPuskesmas();
    const { measurement } = aRecord();
    server.records = [
      named('Ayu', { measurement: measurement && { ...measurement, lengthMm: null } }),
    ];
    openDesk(server);

    expect(await findRow('Ayu')).toHaveTextContent(
      'Tidak bisa dinilai: panjang badan belum diukur',
    );
  });

  test('filters go to the server and stay in the address', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');

    await user.selectOptions(screen.getByLabelText('Tanda'), 'Tidak wajar');

    await waitFor(() => expect(noRow('Ayu')).not.toBeInTheDocument());
    expect(await findRow('Budi')).toBeInTheDocument();
    expect(location.search).toBe('?tanda=implausible');
    await user.click(screen.getByRole('button', { name: 'Hapus saringan' }));
    expect(await findRow('Ayu')).toBeInTheDocument();
    expect(location.search).toBe('');
  });

  test('the list can be narrowed to one kind of record', async () => {
    const server = threeWaiting();
    server.records.push(
      named('Dewi', { op: 'immun.void', measurement: null }),
      named('Eka', { op: 'child.patch', measurement: null }),
    );
    const user = openDesk(server);
    await findRow('Ayu');

    await user.selectOptions(screen.getByLabelText('Jenis'), 'Imunisasi');

    await waitFor(() => expect(noRow('Ayu')).not.toBeInTheDocument());
    expect(await findRow('Dewi')).toBeInTheDocument();
    expect(noRow('Eka')).not.toBeInTheDocument();
    expect(location.search).toBe('?jenis=immunization');
    await user.click(screen.getByRole('button', { name: 'Hapus saringan' }));
    expect(await findRow('Eka')).toBeInTheDocument();
  });

  test('an address with filters opens that view', async () => {
    const session = aStaffSession();
    const [, anggrek] = session.grants;
    const server = createMemoryPuskesmas(session);
    server.records = [
      named('Ayu', { status: 'approved' }),
      named('Budi', {
        status: 'approved',
        posyanduId: anggrek?.posyanduId ?? aRecord().posyanduId,
      }),
    ];
    openDesk(server, `/puskesmas?status=approved&posyandu=${anggrek?.posyanduId}`);

    expect(await findRow('Budi')).toBeInTheDocument();
    expect(noRow('Ayu')).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Disetujui' })).toHaveAttribute('aria-current', 'page');
  });

  test('of thousands only those in sight are drawn, and the rest comes page by page', async () => {
    const server = createMemoryPuskesmas();
    server.records = Array.from({ length: 1200 }, (_, index) => named(`Anak ${index}`));
    const user = openDesk(server);
    await findRow('Anak 0 ');

    expect(screen.getByText('lebih dari 1.000 data')).toBeInTheDocument();
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    const pages = () => server.asked.filter((path) => path.includes('after=')).length;
    expect(pages()).toBe(0);
    await toTheEnd(user);
    await waitFor(() => expect(pages()).toBe(1));
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });

  test('an empty list says why and where to look', async () => {
    openDesk(createMemoryPuskesmas());

    expect(await screen.findByText(/Tidak ada yang menunggu/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Lihat keadaan tiap posyandu' })).toBeInTheDocument();
  });

  test('what arrives meanwhile is counted and moves no row until it is asked for', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const server = createMemoryPuskesmas();
    server.records = [named('Ayu')];
    const user = openDesk(server);
    await findRow('Ayu');

    server.records = [named('Dewi', { arrivedAtMs: aRecord().arrivedAtMs + 1 }), ...server.records];
    vi.advanceTimersByTime(60_000);
    const show = await screen.findByRole('button', { name: '1 data baru masuk · tampilkan' });
    expect(noRow('Dewi')).not.toBeInTheDocument();
    await user.click(show);

    expect(await findRow('Dewi')).toBeInTheDocument();
    expect(row('Ayu')).toBeInTheDocument();
  });

  test('out of reach, the list stays with its age beside it', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');
    server.network = 'offline';

    await user.click(screen.getByRole('button', { name: 'Segarkan' }));

    expect(
      await screen.findByText(/Server tidak terjangkau.*Ini data per \d\d.15/),
    ).toBeInTheDocument();
    expect(row('Ayu')).toBeInTheDocument();
  });
});

describe('deciding', () => {
  test('the whole work is done by keys alone', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('j');
    expect(activeRow()).toContain('Budi');
    await user.keyboard('k');
    expect(activeRow()).toContain('Ayu');
    await user.keyboard('a');

    expect(await screen.findByText('1 data disetujui.')).toBeInTheDocument();
    expect(noRow('Ayu')).not.toBeInTheDocument();
    expect(activeRow()).toContain('Budi');
    await user.keyboard('r');
    await user.type(screen.getByLabelText('Alasan'), 'Mohon ditimbang ulang');
    await user.keyboard('{Control>}{Enter}{/Control}');

    expect(await screen.findByText('1 data dikembalikan.')).toBeInTheDocument();
    expect(server.decisions.map(({ decision, reason }) => [decision, reason])).toEqual([
      ['approve', null],
      ['return', 'Mohon ditimbang ulang'],
    ]);
  });

  test('a return without a reason is not sent', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('r');
    await user.click(screen.getByRole('button', { name: 'Kembalikan' }));

    expect(screen.getByText(/Tulis alasannya/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /tercatat dua kali/ }));
    await user.click(screen.getByRole('button', { name: 'Kembalikan' }));
    expect(await screen.findByText('1 data dikembalikan.')).toBeInTheDocument();
    expect(server.decisions).toMatchObject([{ reason: 'Sepertinya tercatat dua kali.' }]);
  });

  test('all plain ones are picked at once, those with a sign are not', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');

    await user.click(screen.getByRole('button', { name: 'Pilih semua yang wajar (2)' }));
    expect(screen.getByText('2 dipilih')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Setujui' }));

    expect(await screen.findByText('2 data disetujui.')).toBeInTheDocument();
    expect(row('Budi')).toBeInTheDocument();
    expect(server.records.map(({ status }) => status)).toEqual(['approved', 'waiting', 'approved']);
  });

  test('picked rows are known by their box and let go by Escape', async () => {
    const user = openDesk(threeWaiting());
    await findRow('Ayu');

    await user.keyboard('x');
    await user.click(screen.getByRole('checkbox', { name: 'Pilih Citra' }));
    expect(row('Ayu')).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByText('2 dipilih')).toBeInTheDocument();
    await user.keyboard('{Escape}');

    expect(screen.queryByText('2 dipilih')).not.toBeInTheDocument();
  });

  test('undo brings the rows back where they were', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('a');
    await screen.findByText('1 data disetujui.');
    await user.keyboard('u');

    expect(await screen.findByText('1 data dibuka kembali.')).toBeInTheDocument();
    const names = screen
      .getAllByRole('row')
      .map(({ textContent }) => textContent.match(/Ayu|Budi|Citra/)?.[0]);
    expect(names).toEqual([undefined, 'Ayu', 'Budi', 'Citra']);
    expect(server.decisions.map(({ decision }) => decision)).toEqual(['approve', 'reopen']);
  });

  test('a decision that did not arrive comes back, and is sent again with its words', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');
    server.network = 'offline';

    await user.keyboard('r');
    await user.type(screen.getByLabelText('Alasan'), 'Mohon diukur ulang');
    await user.click(screen.getByRole('button', { name: 'Kembalikan' }));

    expect(await screen.findByText(/1 data belum terkirim/)).toBeInTheDocument();
    expect(row('Ayu')).toBeInTheDocument();
    await waitFor(() => expect(activeRow()).toContain('Ayu'));
    server.network = 'fine';
    await user.click(screen.getByRole('button', { name: 'Kirim lagi' }));

    expect(await screen.findByText('1 data dikembalikan.')).toBeInTheDocument();
    expect(noRow('Ayu')).not.toBeInTheDocument();
    expect(server.decisions).toMatchObject([{ reason: 'Mohon diukur ulang' }]);
  });

  test('a session that ends asks for the password over the work and loses no word of it', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');
    server.signedIn = null;

    await user.keyboard('r');
    await user.type(screen.getByLabelText('Alasan'), 'Tanggal perlu dicek');
    await user.click(screen.getByRole('button', { name: 'Kembalikan' }));
    const again = await screen.findByRole('dialog', { name: 'Masuk lagi' });
    expect(within(again).getByLabelText('Nama pengguna')).toHaveValue('petugas.uji');
    await user.type(within(again).getByLabelText('Kata sandi'), `${PASSWORD}{Enter}`);
    await waitFor(() => expect(again).not.toBeInTheDocument());
    await user.keyboard('r');

    expect(screen.getByLabelText('Alasan')).toHaveValue('Tanggal perlu dicek');
    await user.click(screen.getByRole('button', { name: 'Kembalikan' }));
    expect(await screen.findByText('1 data dikembalikan.')).toBeInTheDocument();
  });

  test('a list that failed for want of a session comes by itself after signing in', async () => {
    const server = threeWaiting();
    server.records = [...server.records, named('Dewi', { status: 'returned', reason: 'Ulang' })];
    const user = openDesk(server);
    await findRow('Ayu');
    server.signedIn = null;

    await user.click(screen.getByRole('link', { name: 'Dikembalikan' }));
    const again = await screen.findByRole('dialog', { name: 'Masuk lagi' });
    await user.type(within(again).getByLabelText('Kata sandi'), `${PASSWORD}{Enter}`);

    expect(await findRow('Dewi')).toBeInTheDocument();
  });

  test('a late refusal of the old session does not ask for the password a second time', async () => {
    const server = threeWaiting();
    server.records = [...server.records, named('Dewi', { status: 'returned', reason: 'Ulang' })];
    const late = Promise.withResolvers<void>();
    const user = openDesk({
      ...server,
      fetch: async (input, init) => {
        const answer = await server.fetch(input, init);
        const isList = typeof input === 'string' && input.includes('status=returned');
        if (isList && answer.status === 401) await late.promise;
        return answer;
      },
    });
    await findRow('Ayu');
    server.signedIn = null;

    await user.keyboard('a');
    const again = await screen.findByRole('dialog', { name: 'Masuk lagi' });
    screen.getByRole('link', { name: 'Dikembalikan', hidden: true }).click();
    await waitFor(() => expect(server.asked.join()).toContain('status=returned'));
    await user.type(within(again).getByLabelText('Kata sandi'), `${PASSWORD}{Enter}`);
    await waitFor(() => expect(again).not.toBeInTheDocument());
    late.resolve();

    expect(await findRow('Dewi')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  test('what somebody else decided meanwhile is not decided twice, and said', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');
    server.records = server.records.map((record) => ({ ...record, status: 'approved' }));

    await user.keyboard('a');

    expect(await screen.findByText(/1 data tidak berubah/)).toBeInTheDocument();
    expect(noRow('Ayu')).not.toBeInTheDocument();
  });

  test('more than one request can hold is sent in parts', async () => {
    const server = createMemoryPuskesmas();
    server.records = Array.from({ length: 450 }, (_, index) => named(`Anak ${index}`));
    const user = openDesk(server);
    await findRow('Anak 0 ');
    const loaded = () => screen.queryByRole('button', { name: 'Pilih semua yang wajar (450)' });
    while (loaded() === null) {
      const before = server.asked.length;
      await toTheEnd(user);
      await waitFor(() => expect(loaded() !== null || server.asked.length > before).toBe(true));
      await waitFor(() => expect(list()).toHaveAttribute('aria-busy', 'false'));
    }

    await user.click(screen.getByRole('button', { name: 'Pilih semua yang wajar (450)' }));
    await user.click(screen.getByRole('button', { name: 'Setujui' }));

    expect(await screen.findByText('450 data disetujui.')).toBeInTheDocument();
    expect(server.decisions.map(({ mids }) => mids.length)).toEqual([200, 200, 50]);
  });

  test('an admin looks and decides nothing', async () => {
    const server = createMemoryPuskesmas(
      aStaffSession({ account: anAccount({ username: 'admin.uji', role: 'admin' }) }),
    );
    server.records = [named('Ayu')];
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('a');
    await user.keyboard('{Enter}');

    expect(await screen.findByText(/Admin hanya melihat/)).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(server.decisions).toEqual([]);
  });

  test('single letters can be switched off; arrows and Enter stay', async () => {
    const server = threeWaiting();
    const user = openDesk(server, '/puskesmas/akun');
    await user.click(await screen.findByRole('checkbox', { name: /pintasan satu huruf/ }));
    await user.click(screen.getByRole('link', { name: 'Tinjauan' }));
    await findRow('Ayu');

    await user.keyboard('{ArrowDown}');
    await user.keyboard('a');

    expect(activeRow()).toContain('Budi');
    expect(server.decisions).toEqual([]);
  });

  test('letters typed into a field are no shortcuts, and ? shows the keys', async () => {
    const server = threeWaiting();
    const user = openDesk(server);
    await findRow('Ayu');

    await user.keyboard('?');
    expect(screen.getByRole('dialog', { name: 'Pintasan papan ketik' })).toBeInTheDocument();
    await user.keyboard('a');
    await user.click(screen.getByRole('button', { name: 'Tutup' }));
    await user.keyboard('/');
    expect(screen.getByLabelText('Posyandu')).toHaveFocus();
    await user.keyboard('a');

    expect(server.decisions).toEqual([]);
  });
});
