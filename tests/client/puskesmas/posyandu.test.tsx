import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { sortPosyandu } from '#client/features/puskesmas/posyandu/sort-posyandu.ts';
import type { PosyanduList } from '#protocol/review.ts';
import { createMemoryPuskesmas } from '../../support/memory-puskesmas.ts';
import { newPosyanduId } from '../../support/mutations.ts';
import { nowMs, openDesk } from './open-desk.tsx';

type Row = PosyanduList['posyandu'][number];

const none = { count: 0, oldestAtMs: null };
const held = (count: number, days: number) => ({ count, oldestAtMs: nowMs - days * 86_400_000 });

function aRow(over: Partial<Row> = {}): Row {
  return {
    id: newPosyanduId(),
    name: 'Posyandu Kenanga',
    villageName: 'Desa Uji',
    lastSyncAtMs: nowMs,
    children: 60,
    weighedThisMonth: 38,
    waiting: 4,
    waitingOnPhones: 2,
    parked: none,
    quarantined: none,
    conflicts: none,
    missing: none,
    silentPhones: 0,
    ...over,
  };
}

const row = (name: RegExp) => screen.findByRole('row', { name });

describe('how each posyandu stands', () => {
  test('children, share weighed this month, what waits and what is still on phones', async () => {
    const server = createMemoryPuskesmas();
    const kenanga = aRow();
    server.posyandu = [kenanga];
    openDesk(server, '/puskesmas/posyandu');

    expect(await row(/Kenanga/)).toHaveTextContent(/6038 dari 6063 %42–$/);
    expect(screen.getByText('Ditimbang November 2026')).toBeInTheDocument();
    expect(screen.getByText('1 dari 1 posyandu mengirim dalam November 2026')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: '4 data dari Posyandu Kenanga menunggu ditinjau' }),
    ).toHaveAttribute('href', `/puskesmas?posyandu=${kenanga.id}`);
  });

  test('nothing of nothing is a dash, not nought percent', async () => {
    const server = createMemoryPuskesmas();
    server.posyandu = [
      aRow({
        children: 0,
        weighedThisMonth: 0,
        waiting: 0,
        waitingOnPhones: 0,
        lastSyncAtMs: null,
      }),
    ];
    openDesk(server, '/puskesmas/posyandu');

    const kenanga = await row(/Kenanga/);
    expect(kenanga).toHaveTextContent('? belum pernah');
    expect(within(kenanga).getAllByText('–')).toHaveLength(2);
    expect(kenanga).not.toHaveTextContent('%');
  });

  test('nearly all is not all', async () => {
    const server = createMemoryPuskesmas();
    server.posyandu = [aRow({ children: 300, weighedThisMonth: 299 })];
    openDesk(server, '/puskesmas/posyandu');

    expect(await row(/Kenanga/)).toHaveTextContent('99 %');
  });

  test('one silent for more than a posyandu month is marked', async () => {
    const server = createMemoryPuskesmas();
    server.posyandu = [aRow({ lastSyncAtMs: nowMs - 40 * 86_400_000 })];
    openDesk(server, '/puskesmas/posyandu');

    expect(await row(/Kenanga/)).toHaveTextContent('! 40 hari lalu');
  });

  test('what needs somebody says what, how many, since when, and leads there', async () => {
    const server = createMemoryPuskesmas();
    const kenanga = aRow({
      parked: held(3, 8),
      quarantined: held(2, 4),
      conflicts: held(1, 0),
      missing: held(5, 2),
      silentPhones: 1,
    });
    server.posyandu = [kenanga, aRow({ name: 'Posyandu Anggrek' })];
    openDesk(server, '/puskesmas/posyandu');

    const items = within(await row(/Kenanga/)).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      '! 3 tertunda, tertua 8 hari',
      '▲ 1 bertentangan',
      '▲ 2 ditahan, tertua 4 hari',
      '▲ 5 belum sampai, tertua 2 hari',
      '? 1 HP diam lebih dari 35 hari',
    ]);
    const link = (name: RegExp) => screen.getByRole('link', { name });
    expect(link(/tertunda.* di Posyandu Kenanga/)).toHaveAttribute(
      'href',
      `/puskesmas?status=parked&posyandu=${kenanga.id}`,
    );
    expect(link(/ditahan/)).toHaveAttribute(
      'href',
      `/puskesmas?status=quarantined&posyandu=${kenanga.id}`,
    );
    expect(await row(/^Semua/)).toHaveTextContent(/1 posyandu$/);
  });

  test('what waited no more than a week may settle by itself and calls nobody', async () => {
    const server = createMemoryPuskesmas();
    server.posyandu = [aRow({ parked: held(3, 7) })];
    openDesk(server, '/puskesmas/posyandu');

    const [item] = within(await row(/Kenanga/)).getAllByRole('listitem');
    expect(item).toHaveTextContent(/^3 tertunda, tertua 7 hari$/);
    expect(await row(/^Semua/)).toHaveTextContent(/–$/);
  });

  test('a puskesmas without posyandu is told who adds them', async () => {
    openDesk(createMemoryPuskesmas(), '/puskesmas/posyandu');

    expect(await screen.findByText(/belum punya posyandu/)).toBeInTheDocument();
  });

  test('sorted by a column, those that need somebody come first', () => {
    const rows = [
      aRow({ name: 'Melati 10', weighedThisMonth: 60, waiting: 1, lastSyncAtMs: 2 }),
      aRow({ name: 'Melati 2', weighedThisMonth: 10, waiting: 9, lastSyncAtMs: null }),
      aRow({ name: 'Kosong', children: 0, weighedThisMonth: 0, waiting: 0, lastSyncAtMs: 1 }),
    ];
    const names = (key: Parameters<typeof sortPosyandu>[1]) =>
      sortPosyandu(rows, key).map(({ name }) => name);

    expect(
      sortPosyandu([aRow(), aRow({ name: 'Tertahan', quarantined: held(1, 0) })], 'attention')[0],
    ).toHaveProperty('name', 'Tertahan');
    expect(names('name')).toEqual(['Kosong', 'Melati 2', 'Melati 10']);
    expect(names('lastSync')).toEqual(['Melati 2', 'Kosong', 'Melati 10']);
    expect(names('weighed')).toEqual(['Melati 2', 'Melati 10', 'Kosong']);
    expect(names('waiting')).toEqual(['Melati 2', 'Melati 10', 'Kosong']);
  });
});
