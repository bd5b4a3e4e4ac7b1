import { act, screen } from '@testing-library/react';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAppUpdate } from '#client/app/app-update.ts';
import { openForms } from '#client/ui/open-forms.ts';
import { aProfile } from '../../support/builders.ts';
import { aVillage, openSignedIn } from '../../support/kader-app.tsx';

describe('a new version', () => {
  test('waits while something is typed and is offered when the form is empty again', async () => {
    const update = createAppUpdate({
      isSafe: openForms.none,
      activateWaiting: () => undefined,
      reload: () => undefined,
    });
    onTestFinished(openForms.subscribe(() => update.recheck()));
    const app = await openSignedIn(aVillage(), { surroundings: { update } });
    const id = await app.services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    await app.user.click(await screen.findByRole('link', { name: /Ayu Contoh/ }));
    await app.user.type(await screen.findByLabelText('Berat (kg)'), '7');
    act(() => update.waiting());
    expect(screen.queryByRole('button', { name: 'Perbarui' })).toBeNull();

    await app.user.clear(screen.getByLabelText('Berat (kg)'));
    await app.user.type(screen.getByLabelText('Berat (kg)'), '8,4');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(await screen.findByRole('button', { name: 'Perbarui' })).toBeVisible();
    expect(await app.services.records.eventsOf(id)).toHaveLength(1);
  });
});

describe('a screen that breaks', () => {
  test('leaves calm words and a way back, and nothing of the record in them', async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => silence.mockRestore());
    await openSignedIn(aVillage(), {
      through: (services) => ({
        ...services,
        records: {
          ...services.records,
          children: () => Promise.reject(new Error('Ayu Contoh 5202010501250001')),
        },
      }),
    });
    expect(await screen.findByRole('button', { name: 'Muat ulang' })).toBeVisible();
    expect(screen.getByText(/tetap aman di HP ini/)).toBeVisible();
    expect(document.body).not.toHaveTextContent('Ayu');
  });
});

describe('an address', () => {
  test.each(['/entah', '/anak/bukan-anak', '/anak/bukan-anak/timbang'])(
    '%s that is none of ours leads home',
    async (path) => {
      const app = await openSignedIn(aVillage(), { path });
      await app.user.click(await screen.findByRole('button', { name: 'Ke Hari ini' }));
      expect(await screen.findByRole('heading', { name: 'Hari ini' })).toBeVisible();
    },
  );

  test('of a child of another posyandu says that it is not here', async () => {
    await openSignedIn(aVillage(), {
      path: '/anak/0190a0b0-0000-7000-8000-00000000000a/timbang',
    });
    expect(await screen.findByRole('heading', { name: 'Anak tidak ditemukan' })).toBeVisible();
  });
});

describe('teks besar', () => {
  test('is switched on for this phone and stays on', async () => {
    onTestFinished(() => {
      localStorage.clear();
      document.documentElement.className = '';
    });
    const app = await openSignedIn(aVillage(), { path: '/akun' });
    await app.user.click(await screen.findByLabelText('Teks besar'));
    expect(document.documentElement).toHaveClass('teks-besar');
    expect(localStorage.getItem('teks-besar')).toBe('ya');
  });
});
