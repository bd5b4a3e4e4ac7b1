import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { paths } from '#client/app/paths.ts';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { aVillage, openSignedIn, TODAY } from '../../support/kader-app.tsx';

const REASON = 'Sama dengan kakaknya, tolong ditimbang ulang.';

/** A kader whose weighing the puskesmas has sent back. */
async function withReturnedWeighing() {
  const village = aVillage();
  const app = await openSignedIn(village, { path: '/tugas' });
  const { records, sync } = app.services;
  const childId = await records.registerChild(
    aProfile({ name: 'Ayu Contoh', bornOn: '2025-09-01' }),
    {},
  );
  const eventId = await records.recordMeasurement(
    childId,
    theMeasurement({ measuredOn: TODAY, weightGrams: 8700, lengthMm: null, position: null }),
    {},
  );
  await sync.syncNow();
  const { posyanduId } = village.grant;
  const sent = village.server.store.journal(posyanduId).at(-1);
  if (sent === undefined) throw new Error('nothing was sent');
  village.server.store.review(posyanduId, sent.envelope.mid, 'returned', REASON);
  await sync.syncNow();
  return { ...app, village, childId, eventId, returned: sent.envelope.mid };
}

describe('a weighing the puskesmas returned', () => {
  test('stands under Tugas as Perlu dicek with the reason, and is counted in the bar', async () => {
    await withReturnedWeighing();
    const item = await screen.findByRole('listitem');
    expect(within(item).getByText('Perlu dicek')).toBeVisible();
    expect(within(item).getByText(new RegExp(REASON))).toBeVisible();
    expect(within(item).getByText(/8,7 kg/)).toBeVisible();
    expect(screen.getByRole('link', { name: /Tugas.*1 menunggu/ })).toBeVisible();
  });

  test('is put right with a reason, linked to what was returned, and both are kept', async () => {
    const app = await withReturnedWeighing();
    await app.user.click(await screen.findByRole('button', { name: 'Betulkan' }));
    expect(await screen.findByText(new RegExp(REASON))).toBeVisible();
    const weight = screen.getByLabelText('Berat (kg)');
    expect(weight).toHaveValue('8,7');
    await app.user.clear(weight);
    await app.user.type(weight, '8,2');
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    expect(screen.getByLabelText('Sebab dibetulkan')).toHaveAccessibleDescription(/Tulis sebab/);
    await app.user.click(screen.getByRole('button', { name: 'Sudah diukur ulang' }));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));

    await app.user.click(await screen.findByRole('button', { name: 'Selesai' }));
    expect(await screen.findByText(/Tidak ada tugas/)).toBeVisible();
    const views = await app.services.records.eventsOf(app.childId);
    expect(views.map(({ event }) => event)).toMatchObject([
      { kind: 'measurement', measurement: { weightGrams: 8700 } },
      {
        kind: 'amendment',
        targetId: app.eventId,
        measurement: { weightGrams: 8200 },
        reason: 'Sudah diukur ulang',
      },
    ]);
    await app.services.sync.syncNow();
    const sent = app.village.server.store.journal(app.village.grant.posyanduId).at(-1);
    expect(sent?.envelope).toMatchObject({ payload: { answers: app.returned } });
  });
});

describe('a letter that was changed by hand', () => {
  const gainOverride = { code: 'N', reason: 'Mengikuti garisnya' } as const;

  async function correcting() {
    const village = aVillage();
    const app = await openSignedIn(village, { path: '/anak' });
    const { records } = app.services;
    const childId = await records.registerChild(aProfile({ bornOn: '2025-09-01' }), {});
    const eventId = await records.recordMeasurement(
      childId,
      theMeasurement({ measuredOn: TODAY, weightGrams: 8700, gainOverride }),
      {},
    );
    act(() => history.pushState(null, '', paths.correct(childId, eventId)));
    return { ...app, childId, weight: await screen.findByLabelText('Berat (kg)') };
  }

  async function saved(app: Awaited<ReturnType<typeof correcting>>) {
    await app.user.click(screen.getByRole('button', { name: 'Salah ketik' }));
    await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
    await screen.findByRole('button', { name: 'Selesai' });
    const { event } = (await app.services.records.eventsOf(app.childId)).at(-1) ?? {};
    return event;
  }

  test('goes with a correction that leaves the weight as it was', async () => {
    const app = await correcting();
    expect(screen.getByText('N/T yang diubah dulu tetap dipakai: Naik.')).toBeVisible();
    await app.user.type(screen.getByLabelText('LiLA (cm)'), '14,2');
    expect(await saved(app)).toMatchObject({ measurement: { muacMm: 142, gainOverride } });
  });

  test('does not go with another weight, and the form says so', async () => {
    const app = await correcting();
    await app.user.clear(app.weight);
    await app.user.type(app.weight, '8,6');
    expect(screen.getByText(/“Naik” yang diubah dulu tidak dipakai lagi/)).toBeVisible();
    expect(await saved(app)).not.toHaveProperty('measurement.gainOverride');
  });
});

test('a registration the puskesmas returned is put right in the same form', async () => {
  const village = aVillage();
  const app = await openSignedIn(village, { path: '/tugas' });
  const { records, sync } = app.services;
  const childId = await records.registerChild(aProfile({ name: 'Ayu Contho' }), {});
  await sync.syncNow();
  const { posyanduId } = village.grant;
  const [sent] = village.server.store.journal(posyanduId);
  if (sent === undefined) throw new Error('nothing was sent');
  village.server.store.review(posyanduId, sent.envelope.mid, 'returned', 'Namanya keliru');
  await sync.syncNow();

  await app.user.click(await screen.findByRole('button', { name: 'Betulkan' }));
  const name = await screen.findByLabelText('Nama anak');
  await app.user.clear(name);
  await app.user.type(name, 'Ayu Contoh');
  await app.user.click(screen.getByRole('button', { name: 'Simpan' }));
  await waitFor(async () => {
    expect(await records.child(childId)).toMatchObject({ profile: { name: 'Ayu Contoh' } });
  });
  await waitFor(async () => expect(await records.attention()).toEqual([]));
});
