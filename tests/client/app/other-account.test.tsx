import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { kader as text } from '#client/i18n/kader.ts';
import type { Refusal } from '#client/services.ts';
import { dropSession, keepSession } from '#client/session/session-store.ts';
import { aGrant, anAccount, aProfile, aSession } from '../../support/builders.ts';
import { aVillage, openSignedIn } from '../../support/kader-app.tsx';
import { PASSWORD } from '../../support/memory-server.ts';

afterEach(() => history.replaceState(null, '', '/'));

const SAVE = { name: text.save };

/** A registration is tapped to be saved; by then the phone's sign-in has changed on another tab. */
async function savedAfter(change: (db: PhoneDb) => Promise<void>) {
  const village = aVillage();
  const changed = async () => {
    const db = new PhoneDb(app.dbName);
    await change(db);
    db.close();
  };
  const app = await openSignedIn(village, {
    path: '/anak/baru',
    through: (services) => ({
      ...services,
      records: {
        ...services.records,
        async registerChild(...saved) {
          await changed();
          return services.records.registerChild(...saved);
        },
      },
    }),
  });
  const { user } = app;
  await user.type(await screen.findByLabelText('Nama anak'), 'Ayu Contoh');
  await user.type(screen.getByLabelText('Tanggal lahir'), '2026-03-05');
  await user.click(screen.getByLabelText('Perempuan'));
  await user.type(screen.getByLabelText('Nama ibu'), 'Siti Contoh');
  await user.keyboard('{Enter}');
  return { ...app, village };
}

/** Of the other tab. */
const ids = { nowMs: () => 0, randomBytes: (length: number) => new Uint8Array(length) };

function othersSession() {
  const grants = [aGrant({ posyanduName: 'Posyandu Lain' })];
  return aSession({ account: anAccount({ displayName: 'Kader Lain' }), grants });
}

describe('a save after another account has signed in on another tab', () => {
  test('is said not to be one, on the page that is the other account’s now, until that is read', async () => {
    const session = othersSession();
    const app = await savedAfter((db) => keepSession(db, ids, session));
    expect(await screen.findByRole('link', { name: 'Akun Kader Lain' })).toBeVisible();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(text.turnedAway['other-account']);
    expect(app.services.sync.status().unsent).toBe(0);
    // Theirs is an empty form.
    expect(await screen.findByLabelText('Nama anak')).toHaveValue('');

    await app.user.click(within(alert).getByRole('button', { name: text.turnedAway.understood }));
    expect(screen.queryByText(text.turnedAway['other-account'])).toBeNull();
  });

  test('is there as it was typed when the one who typed it is back, and is saved then', async () => {
    const session = othersSession();
    let changed = false;
    const app = await savedAfter(async (db) => {
      if (!changed) await keepSession(db, ids, session);
      changed = true;
    });
    await screen.findByRole('link', { name: 'Akun Kader Lain' });
    await app.services.session.signIn(app.village.account.username, PASSWORD);
    expect(await screen.findByText(/Lanjutan isian tadi/)).toBeVisible();
    expect(screen.queryByText(text.turnedAway['other-account'])).toBeNull();
    expect(screen.getByLabelText('Nama anak')).toHaveValue('Ayu Contoh');
    expect(screen.getByLabelText('Nama ibu')).toHaveValue('Siti Contoh');

    await app.user.click(screen.getByRole('button', SAVE));
    expect(await screen.findByText(text.child.registered)).toBeVisible();
    expect(await app.services.records.children()).toMatchObject([
      { profile: { name: 'Ayu Contoh' } },
    ]);

    // What was said is over.
    const db = new PhoneDb(app.dbName);
    await keepSession(db, ids, session);
    db.close();
    expect(await screen.findByRole('link', { name: 'Akun Kader Lain' })).toBeVisible();
    expect(screen.queryByText(text.turnedAway['other-account'])).toBeNull();
  });
});

test('a save after a sign-out on another tab is said not to be one, where one signs in', async () => {
  const app = await savedAfter((db) => dropSession(db, 0));
  expect(await screen.findByRole('button', { name: 'Masuk' })).toBeVisible();
  expect(await screen.findByText(text.turnedAway['signed-out'])).toBeVisible();
  await app.services.session.signIn(app.village.account.username, PASSWORD);
  expect(await screen.findByLabelText('Nama anak')).toHaveValue('Ayu Contoh');
  expect(screen.queryByText(text.turnedAway['signed-out'])).toBeNull();
});

test('as long as the page has not heard of the other account, the form says it and keeps what was typed', async () => {
  const village = aVillage();
  const refusal: Refusal = { why: 'other-account', posyanduId: village.grant.posyanduId };
  const app = await openSignedIn(village, {
    through: (services) => ({
      ...services,
      session: { ...services.session, refusal: () => refusal },
      records: {
        ...services.records,
        recordMeasurement: () => Promise.reject(new Error('turned away')),
      },
    }),
  });
  await app.services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
  await app.user.click(await screen.findByRole('link', { name: /Ayu Contoh/ }));
  await app.user.type(await screen.findByLabelText('Berat (kg)'), '7,8');
  expect(screen.queryByText(text.turnedAway['other-account'])).toBeNull();
  await app.user.click(screen.getByRole('button', SAVE));
  expect(await screen.findByRole('alert')).toHaveTextContent(text.turnedAway['other-account']);
  expect(screen.getByLabelText('Berat (kg)')).toHaveValue('7,8');
});
