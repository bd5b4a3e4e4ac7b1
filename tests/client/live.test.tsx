import { renderHook, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useRecords } from '#client/live.ts';
import { ServicesProvider, type SyncControl, type SyncStatus } from '#client/services.ts';
import { aProfile } from '../support/builders.ts';
import { aVillage, openSignedIn } from '../support/kader-app.tsx';

/** Sync as it is, but that a first load goes on until the test ends it. */
function loading(sync: SyncControl) {
  const listeners = new Set<() => void>();
  let isOver = false;
  let last: { readonly of: SyncStatus; readonly said: SyncStatus } | null = null;
  const during: SyncControl = {
    ...sync,
    status() {
      const of = sync.status();
      if (isOver) return of;
      if (last?.of !== of) last = { of, said: { ...of, running: true, loadingRows: 500 } };
      return last.said;
    },
    subscribe(listener) {
      listeners.add(listener);
      const stop = sync.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
  const end = () => {
    isOver = true;
    for (const listener of listeners) listener();
  };
  return { during, end };
}

test('what a first load changes is read once, when it ends, however many pages it had', async () => {
  let readings = 0;
  let end = () => {};
  const app = await openSignedIn(aVillage(), {
    through(services) {
      const load = loading(services.sync);
      end = load.end;
      const { records } = services;
      const eventsInMonths: typeof records.eventsInMonths = (months) => {
        readings += 1;
        return records.eventsInMonths(months);
      };
      return { ...services, sync: load.during, records: { ...records, eventsInMonths } };
    },
  });
  await screen.findByText(/Belum ada anak terdaftar/);
  expect(readings).toBe(1);
  for (const name of ['Ayu Contoh', 'Budi Contoh', 'Cici Contoh']) {
    await app.services.records.registerChild(aProfile({ name }), {});
  }
  const { sync } = app.services;
  await waitFor(() => expect(sync.status()).toMatchObject({ unsent: 0, running: false }));
  expect(readings).toBe(1);
  expect(screen.queryByText('Ayu Contoh')).toBeNull();

  end();
  expect(await screen.findByText('Ayu Contoh')).toBeVisible();
  expect(screen.getByText('Cici Contoh')).toBeVisible();
  expect(readings).toBe(2);
});

test('a new reading leaves what did not change as the very same objects, so that only the rest is drawn anew', async () => {
  const { services } = await openSignedIn(aVillage());
  await services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
  await services.records.registerChild(aProfile({ name: 'Cici Contoh' }), {});
  const { result } = renderHook(() => useRecords((records) => records.children()), {
    wrapper: ({ children }) => <ServicesProvider value={services}>{children}</ServicesProvider>,
  });
  const read = () => result.current ?? [];
  await waitFor(() => expect(read().map(({ state }) => state.state)).toEqual(['sent', 'sent']));
  const before = read();

  await services.records.registerChild(aProfile({ name: 'Budi Contoh' }), {});
  await waitFor(() => expect(read()).toHaveLength(3));
  expect(read().filter((child) => before.includes(child))).toHaveLength(2);
});
