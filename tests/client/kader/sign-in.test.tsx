import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { anAccount } from '../../support/builders.ts';
import { aVillage, openApp } from '../../support/kader-app.tsx';
import { PASSWORD } from '../../support/memory-server.ts';

async function atTheDoor(village = aVillage()) {
  const app = await openApp(village.world);
  await screen.findByLabelText('Nama pengguna');
  return { ...app, village };
}

async function signIn({ user }: Awaited<ReturnType<typeof atTheDoor>>, name: string, word: string) {
  await user.type(screen.getByLabelText('Nama pengguna'), name);
  await user.type(screen.getByLabelText('Kata sandi'), word);
  await user.click(screen.getByRole('button', { name: 'Masuk' }));
}

describe('signing in', () => {
  test('opens Hari ini of the kader’s posyandu', async () => {
    const app = await atTheDoor();
    await signIn(app, app.village.account.username, PASSWORD);
    expect(await screen.findByRole('heading', { name: 'Hari ini' })).toBeVisible();
    expect(screen.getByText('Posyandu Uji')).toBeVisible();
  });

  test('with a wrong password says so and keeps the name', async () => {
    const app = await atTheDoor();
    await signIn(app, app.village.account.username, 'bukan-ini');
    expect(await screen.findByRole('alert')).toHaveTextContent(/belum cocok/);
    expect(screen.getByLabelText('Nama pengguna')).toHaveValue(app.village.account.username);
  });

  test('without signal says in plain words what is needed', async () => {
    const app = await atTheDoor();
    app.village.network.online = false;
    await signIn(app, app.village.account.username, PASSWORD);
    expect(await screen.findByRole('alert')).toHaveTextContent(/Belum ada sinyal/);
  });

  test('with nothing typed asks for both', async () => {
    const { user } = await atTheDoor();
    await user.click(screen.getByRole('button', { name: 'Masuk' }));
    expect(screen.getByRole('alert')).toHaveTextContent(/Isi nama pengguna dan kata sandi/);
  });

  test('with a practice account takes one tap to fill in', async () => {
    const village = aVillage();
    const { username } = village.account;
    village.network.info = {
      server: 'siposyandu',
      protocol: 1,
      practice: true,
      practicePassword: PASSWORD,
      practiceAccounts: [{ username, role: 'kader', place: 'Posyandu Uji' }],
    };
    const app = await atTheDoor(village);
    await app.user.click(await screen.findByRole('button', { name: new RegExp(username) }));
    await app.user.click(screen.getByRole('button', { name: 'Masuk' }));
    expect(await screen.findByRole('heading', { name: 'Hari ini' })).toBeVisible();
  });

  test('as staff leads to the puskesmas half', async () => {
    const village = aVillage();
    const petugas = anAccount({ username: 'petugas.uji', role: 'petugas' });
    village.server.addAccount(petugas);
    village.server.store.open(village.grant, [petugas.id]);
    const app = await atTheDoor(village);
    await signIn(app, 'petugas.uji', PASSWORD);
    await expect.poll(() => location.pathname, { timeout: 10_000 }).toBe('/puskesmas');
  });
});
