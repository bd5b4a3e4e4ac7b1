import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SetupScreen } from '#client/features/setup/setup-screen.tsx';
import { setupRequestSchema } from '#protocol/session.ts';
import { aSession, anAccount } from '../../support/builders.ts';
import { json, refuse } from '../../support/memory-server.ts';

const TOKEN = 'token-uji-yang-cukup-panjang';

function withServer(answer: () => Response) {
  const sent: { path: string; headers: Headers; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit & { readonly body: string }) => {
    sent.push({
      path,
      headers: new Headers(init.headers),
      body: JSON.parse(init.body) as unknown,
    });
    return answer();
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return sent;
}

async function fillIn() {
  const user = userEvent.setup();
  const people = ['admin', 'petugas', 'kader'];
  const names = screen.getAllByLabelText('Nama lengkap');
  const usernames = screen.getAllByLabelText('Nama pengguna');
  const passwords = screen.getAllByLabelText('Kata sandi');
  for (const [index, person] of people.entries()) {
    await user.type(names[index] as HTMLElement, `${person} Contoh`);
    await user.type(usernames[index] as HTMLElement, person);
    await user.type(passwords[index] as HTMLElement, 'rahasia-uji');
  }
  await user.type(screen.getByLabelText('Nama puskesmas'), 'Puskesmas Contoh');
  await user.type(screen.getByLabelText('Nama posyandu'), 'Posyandu Contoh');
  await user.type(screen.getByLabelText('Nama desa atau kelurahan'), 'Desa Contoh');
  await user.type(screen.getByLabelText('Kode desa'), '5202092001');
  return user;
}

describe('the one-time set-up', () => {
  test('sends what the server expects and says that it is done', async () => {
    const sent = withServer(() => json(201, aSession({ account: anAccount({ role: 'admin' }) })));
    render(<SetupScreen token={TOKEN} onDone={() => undefined} />);
    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: 'Buat semua' }));
    expect(await screen.findByRole('heading', { name: 'Selesai' })).toBeVisible();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.path).toBe('/api/setup');
    expect(sent[0]?.headers.get('x-siposyandu')).toBe('1');
    expect(setupRequestSchema.parse(sent[0]?.body)).toMatchObject({
      token: TOKEN,
      posyandu: { villageCode: '52.02.09.2001' },
      kader: { username: 'kader', displayName: 'kader Contoh' },
    });
  });

  test('sends nothing while something is missing, and says what', async () => {
    const sent = withServer(() => json(201, aSession()));
    render(<SetupScreen token={TOKEN} onDone={() => undefined} />);
    await userEvent.click(screen.getByRole('button', { name: 'Buat semua' }));
    expect(screen.getByLabelText('Kode desa')).toHaveAccessibleDescription(/10 angka/);
    expect(screen.getByLabelText('Nama puskesmas')).toBeInvalid();
    expect(sent).toEqual([]);
  });

  test('three people need three names', async () => {
    withServer(() => json(201, aSession()));
    render(<SetupScreen token={TOKEN} onDone={() => undefined} />);
    const user = await fillIn();
    const kader = screen.getAllByLabelText('Nama pengguna')[2] as HTMLElement;
    await user.clear(kader);
    await user.type(kader, 'Admin');
    await user.click(screen.getByRole('button', { name: 'Buat semua' }));
    expect(kader).toBeInvalid();
  });

  test.each([
    [() => refuse(410, 'setup-token-invalid'), /tidak berlaku lagi/],
    [() => refuse(409, 'username-taken'), /sudah dipakai/],
    [() => new Response('<html>Masuk wifi</html>', { status: 200 }), /belum bisa membuatnya/],
  ])('a refusal is said in plain words and keeps the form: %#', async (answer, words) => {
    withServer(answer);
    render(<SetupScreen token={TOKEN} onDone={() => undefined} />);
    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: 'Buat semua' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.getByLabelText('Nama posyandu')).toHaveValue('Posyandu Contoh');
  });
});
