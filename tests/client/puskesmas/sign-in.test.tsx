import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { anAccount, aSession } from '../../support/builders.ts';
import {
  aRecord,
  aStaffSession,
  createMemoryPuskesmas,
  PASSWORD,
} from '../../support/memory-puskesmas.ts';
import { openDesk } from './open-desk.tsx';

async function fillIn(user: ReturnType<typeof openDesk>, username: string, password: string) {
  await user.type(await screen.findByLabelText('Nama pengguna'), username);
  await user.type(screen.getByLabelText('Kata sandi'), password);
  await user.click(screen.getByRole('button', { name: 'Masuk' }));
}

describe('the door of the desk', () => {
  test('staff sign in and stand in the review', async () => {
    const server = createMemoryPuskesmas();
    server.signedIn = null;
    const user = openDesk(server);

    await fillIn(user, 'petugas.uji', PASSWORD);

    expect(await screen.findByRole('heading', { name: 'Tinjauan' })).toBeInTheDocument();
  });

  test('a wrong password is said in words and nothing else is said', async () => {
    const server = createMemoryPuskesmas();
    server.signedIn = null;
    const user = openDesk(server);

    await fillIn(user, 'petugas.uji', 'bukan-ini');

    expect(await screen.findByRole('alert')).toHaveTextContent('tidak cocok');
    expect(screen.getByLabelText('Nama pengguna')).toHaveValue('petugas.uji');
  });

  test('practice says that it is practice, at the door and inside', async () => {
    const server = createMemoryPuskesmas(aStaffSession({ practice: true }));
    server.signedIn = null;
    server.info = {
      ...server.info,
      practice: true,
      practicePassword: PASSWORD,
      practiceAccounts: [
        { username: 'petugas.uji', role: 'petugas', place: 'Puskesmas Uji' },
        { username: 'kader', role: 'kader', place: 'Posyandu Uji' },
      ],
    };
    const user = openDesk(server);

    expect(await screen.findByText(/^Data latihan/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Pakai petugas.uji' }));
    expect(screen.queryByRole('button', { name: 'Pakai kader' })).not.toBeInTheDocument();
    await user.type(screen.getByLabelText('Kata sandi'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Masuk' }));

    expect(await screen.findByText('Data latihan')).toBeInTheDocument();
  });

  test('a kader who comes here is shown the way back, not an empty desk', async () => {
    openDesk(createMemoryPuskesmas(aSession({ account: anAccount({ displayName: 'Bu Kader' }) })));

    expect(await screen.findByText(/Bu Kader masuk sebagai kader/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Buka halaman kader' })).toHaveAttribute('href', '/');
  });

  test('a captive portal is not taken for the server, and trying again works', async () => {
    const server = createMemoryPuskesmas();
    server.network = 'portal';
    const user = openDesk(server);

    expect(await screen.findByText(/bukan server SiPosyandu/)).toBeInTheDocument();
    server.network = 'fine';
    await user.click(screen.getByRole('button', { name: 'Coba lagi' }));

    expect(await screen.findByRole('heading', { name: 'Tinjauan' })).toBeInTheDocument();
  });

  test('signing out leaves nothing of what was shown', async () => {
    const server = createMemoryPuskesmas();
    server.records = [aRecord()];
    const user = openDesk(server, '/puskesmas/akun');

    await user.click(await screen.findByRole('button', { name: 'Keluar' }));

    expect(await screen.findByRole('heading', { name: 'Masuk ke puskesmas' })).toBeInTheDocument();
    expect(server.signedIn).toBeNull();
  });

  test('out of reach, signing out says that it did not happen', async () => {
    const server = createMemoryPuskesmas();
    const user = openDesk(server, '/puskesmas/akun');
    const leave = await screen.findByRole('button', { name: 'Keluar' });
    server.network = 'offline';

    await user.click(leave);

    expect(await screen.findByRole('alert')).toHaveTextContent('Server tidak terjangkau');
  });

  test('only what exists stands in the rail', async () => {
    openDesk(createMemoryPuskesmas());

    const rail = await screen.findByRole('navigation', { name: 'Bagian' });
    expect(
      within(rail)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['Tinjauan', 'Posyandu', 'Impor', 'Akun']);
  });
});
