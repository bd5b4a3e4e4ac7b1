import { screen, waitFor, within } from '@testing-library/react';
import { onTestFinished, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { aVillage, openApp, openSignedIn } from '../../support/kader-app.tsx';
import { newChildId, theMeasurement } from '../../support/mutations.ts';
import { aWeighing, feedsOf, toThere } from '../data/told-feeds.ts';

const ayu = newChildId();
const twice = newChildId();

/** Out of signal, so that the phone knows just what the test tells it. */
async function openWithTwo(path = '/') {
  const village = aVillage();
  const { grant } = village;
  const signedIn = await openSignedIn(village);
  await signedIn.kill();
  const { dbName } = signedIn;
  village.network.online = false;
  const db = new PhoneDb(dbName);
  onTestFinished(() => db.close());
  const { tellChild, tellEvent } = feedsOf(db);
  await tellChild(grant, ayu, { profile: { name: 'Ayu Lestari', motherName: 'Inaq Sri' } });
  await tellChild(grant, twice, { profile: { name: 'Ayuk' } });
  await tellEvent(grant, aWeighing(twice));
  const app = await openApp(village.world, { path, dbName });
  return {
    ...app,
    db,
    merge: () => tellChild(grant, twice, { profile: { name: 'Ayuk' }, mergedInto: ayu }),
    move: () => tellChild(grant, ayu, { profile: { name: 'Ayu Lestari' }, movedTo: toThere() }),
  };
}

test('a page of a child that is merged meanwhile leads to the other, says why, and shows what was weighed', async () => {
  const { merge } = await openWithTwo(`/anak/${twice}`);
  await screen.findByRole('heading', { name: 'Ayuk', level: 1 });
  await merge();
  await screen.findByRole('heading', { name: 'Ayu Lestari', level: 1 });
  expect(location.pathname).toBe(`/anak/${ayu}`);
  expect(await screen.findByText(/Data Ayuk digabung dengan Ayu Lestari/)).toBeVisible();
  const history = await screen.findByRole('list', { name: 'Riwayat' });
  expect(within(history).getAllByRole('listitem')).toHaveLength(1);
  expect(screen.getByText('Digabung dari').nextSibling).toHaveTextContent('Ayuk');
});

test('an old link to the scale leads to the scale of the other', async () => {
  const app = await openWithTwo();
  await app.merge();
  await app.kill();
  await openApp(app.world, { path: `/anak/${twice}/timbang`, dbName: app.dbName });
  expect(await screen.findByText(/Data Ayuk digabung dengan Ayu Lestari/)).toBeVisible();
  expect(await screen.findByLabelText('Berat (kg)')).toBeVisible();
  expect(location.pathname).toBe(`/anak/${ayu}/timbang`);
});

test('what is being typed while the child is merged stays, is saved, and shows with the other', async () => {
  const { user, db, merge } = await openWithTwo(`/anak/${twice}/timbang`);
  await user.type(await screen.findByLabelText('Berat (kg)'), '8,9');
  await merge();
  expect(await screen.findByText(/Data Ayuk baru saja digabung dengan Ayu Lestari/)).toBeVisible();
  expect(screen.getByLabelText('Berat (kg)')).toHaveValue('8,9');
  await user.click(screen.getByRole('button', { name: 'Simpan' }));
  expect((await screen.findAllByText('Tersimpan di HP'))[0]).toBeVisible();
  expect(await db.outbox.toArray()).toMatchObject([{ childId: twice, op: 'measure.record' }]);
  await user.click(screen.getByRole('button', { name: 'Lihat grafik dan riwayat' }));
  const history = await screen.findByRole('list', { name: 'Riwayat' });
  await waitFor(() =>
    expect(within(history).getAllByRole('heading', { level: 3 })).toHaveLength(2),
  );
});

test('the merged child is found by its old name, as the other', async () => {
  const { user, merge } = await openWithTwo('/anak');
  await merge();
  expect(await screen.findByText('1 anak terdaftar')).toBeVisible();
  await user.type(screen.getByLabelText('Cari anak'), 'ayuk');
  const list = screen.getByRole('list', { name: 'Anak' });
  expect(await within(list).findByText('Ayu Lestari')).toBeVisible();
});

test('a child that moved is out of the count, and found by name with where it went', async () => {
  const { user, move } = await openWithTwo();
  await screen.findByText(/dari 2 anak/);
  await move();
  expect(await screen.findByText(/dari 1 anak/)).toBeVisible();
  await user.type(screen.getByLabelText('Cari anak'), 'lestari');
  const row = await screen.findByRole('link', { name: /Ayu Lestari.*Pindah ke Posyandu Anggrek/ });
  await user.click(row);
  expect(await screen.findByText('Pindah ke Posyandu Anggrek.')).toBeVisible();
  expect(screen.getByText('Dicatat di Posyandu Anggrek')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Timbang & ukur' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Ubah data anak' })).toBeNull();
});

test('the scale of a child that moved says where it is weighed now, and what was typed before still saves', async () => {
  const { user, db, move, services } = await openWithTwo(`/anak/${ayu}/timbang`);
  await user.type(await screen.findByLabelText('Berat (kg)'), '8,9');
  await move();
  expect(await screen.findByText('Pindah ke Posyandu Anggrek.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Simpan' }));
  await waitFor(async () => expect(await db.outbox.count()).toBe(1));

  history.pushState(null, '', `/anak/${ayu}/imunisasi/catat`);
  dispatchEvent(new PopStateEvent('popstate'));
  await user.click(await screen.findByRole('button', { name: 'Buka halaman anak' }));
  expect(await screen.findByRole('heading', { name: 'Ayu Lestari', level: 1 })).toBeVisible();
  await services.records.recordMeasurement(ayu, theMeasurement({ weightGrams: 9000 }), {});
  expect(await db.outbox.count()).toBe(2);
});
