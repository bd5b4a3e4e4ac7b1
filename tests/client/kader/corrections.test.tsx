import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
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
