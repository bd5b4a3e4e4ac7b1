import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { minWriterRow, WRITER_VERSION } from '#client/data/min-writer.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import type { Services, StorageControl } from '#client/services.ts';
import { aVillage, openApp, openSignedIn, type OpenApp } from '../../support/kader-app.tsx';

type Trouble = ReturnType<StorageControl['trouble']>;

/** The phone's storage as a test has it. */
function storageIs() {
  let trouble: Trouble = null;
  const listeners = new Set<() => void>();
  return {
    through: (services: Services): Services => ({
      ...services,
      storage: {
        ...services.storage,
        trouble: () => trouble,
        subscribe: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    }),
    becomes(next: Trouble) {
      trouble = next;
      for (const listener of listeners) listener();
    },
  };
}

/** A newer build has been here, on another tab or before. */
async function leaveToNewerBuild(dbName: string) {
  const db = new PhoneDb(dbName);
  await db.meta.put(minWriterRow(WRITER_VERSION + 1));
  db.close();
}

async function fillIn({ user }: OpenApp) {
  await user.type(await screen.findByLabelText('Nama anak'), 'Ayu Contoh');
  await user.type(screen.getByLabelText('Tanggal lahir'), '2026-03-05');
  await user.click(screen.getByLabelText('Perempuan'));
  await user.type(screen.getByLabelText('Nama ibu'), 'Siti Contoh');
}

afterEach(() => history.replaceState(null, '', '/'));

describe('an app that is too old to save', () => {
  test('says so under the form, not that the memory is full, and keeps what was typed', async () => {
    const app = await openSignedIn(aVillage(), { path: '/anak/baru' });
    await fillIn(app);
    await leaveToNewerBuild(app.dbName);
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(await screen.findByText(text.notSavedWhile['read-only'])).toBeVisible();
    expect(screen.queryByText(text.notSaved)).toBeNull();
    expect(screen.getByText(text.notice.readOnly)).toBeVisible();
    expect(screen.getByLabelText('Nama anak')).toHaveValue('Ayu Contoh');
  });

  test('says so where one signs in, and does not stay there waiting', async () => {
    const { world, account } = aVillage();
    const first = await openApp(world);
    await screen.findByLabelText(shared.signIn.username);
    await first.kill();
    await leaveToNewerBuild(first.dbName);
    const { user } = await openApp(world, { dbName: first.dbName });
    expect(await screen.findByText(text.notice.readOnly)).toBeVisible();
    await user.type(await screen.findByLabelText(shared.signIn.username), account.username);
    await user.type(screen.getByLabelText(shared.signIn.password), 'x');
    await user.click(screen.getByRole('button', { name: shared.signIn.submit }));
    expect(await screen.findByText(text.signIn['not-kept'])).toBeVisible();
  });
});

test('storage that fails while a form is open leaves the form on the screen', async () => {
  const storage = storageIs();
  const app = await openSignedIn(aVillage(), { path: '/anak/baru', through: storage.through });
  await fillIn(app);
  const name = screen.getByLabelText('Nama anak');
  act(() => storage.becomes('unavailable'));
  expect(await screen.findByText(text.notice.storageClosed)).toBeVisible();
  expect(name).toBeVisible();
  expect(name).toHaveValue('Ayu Contoh');
  act(() => storage.becomes('blocked'));
  expect(await screen.findByText(text.trouble.blocked.title)).toBeVisible();
  expect(name).not.toBeInTheDocument();
});
