/** A village's store on a real Postgres: the server's own, in a database that is copied for the seed and dropped after it. */

import { sql, type Transaction } from 'kysely';
import type { AccountId, PosyanduId, PuskesmasId } from '#domain/ids.ts';
import { mutationEnvelopeSchema } from '#protocol/mutation.ts';
import type { Change, Grant } from '#protocol/pull.ts';
import type { Connection } from '#server/postgres/supervisor.ts';
import { decide } from '#server/review/decide.ts';
import { createAccount, grantPosyandu, grantsOf } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { beginNewHistory } from '#server/store/new-history.ts';
import { posyanduStandings } from '#server/store/overview-queries.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import { inRebuild } from '#server/store/rebuild-store.ts';
import { createReviewStore } from '#server/store/review-store.ts';
import type { Database } from '#server/store/schema.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import type { JournalRow, SyncStore } from '#server/sync/store.ts';
import { copyDatabase } from '../support/throwaway-postgres.ts';
import { fromOutside } from './event-loop.ts';
import { puskesmasIdOf, staffOf } from './puskesmas.ts';
import type { ToldArrival, VillageStore } from './village-store.ts';

interface Snapshot {
  readonly epoch: string;
  readonly kept: readonly { readonly reason: string; readonly body: string }[];
  readonly scopes: ReadonlyMap<PosyanduId, ScopeSnapshot>;
}

interface ScopeSnapshot extends Pick<
  Awaited<ReturnType<typeof readStored>>,
  'children' | 'events'
> {
  readonly journal: readonly JournalRow[];
  readonly told: readonly Change[];
  readonly arrivals: readonly ToldArrival[];
}

/** @param now the server's clock */
export async function openPostgresVillage(
  template: Connection,
  now: () => number,
): Promise<VillageStore> {
  const database = await copyDatabase(template);
  const { db } = database;
  const real = createSyncStore(db);
  const places = new Map<PosyanduId, Grant>();
  let unknown: { posyanduId: PosyanduId; seq: number; change: Record<string, unknown> }[] = [];
  let snapshot: Snapshot | null = null;

  /** Anything may have changed. */
  function changing<T>(work: () => Promise<T>): Promise<T> {
    return fromOutside(async () => {
      snapshot = null;
      return work();
    });
  }

  function seen(): Snapshot {
    if (snapshot === null) throw new Error('looked at before it was read');
    return snapshot;
  }

  function scopeOf(posyanduId: PosyanduId): ScopeSnapshot {
    const scope = seen().scopes.get(posyanduId);
    if (scope === undefined) throw new Error('no such posyandu');
    return scope;
  }

  return {
    ...inTurn(real, changing),
    feed: (posyanduId, after, limit, inside) =>
      fromOutside(async () => {
        const page = await real.feed(posyanduId, after, limit, inside);
        const strange = unknown.filter((row) => row.posyanduId === posyanduId && row.seq > after);
        const changes = [
          ...page.changes,
          ...strange.map(({ seq, change }) => ({ ...change, seq }) as Change),
        ];
        return { ...page, changes: changes.sort((a, b) => a.seq - b.seq).slice(0, limit) };
      }),

    open: (grant, accounts, fromMs = 0) =>
      changing(async () => {
        const { posyanduId, posyanduName: name, villageName } = grant;
        if (!places.has(posyanduId)) {
          if (![...places.values()].some((one) => puskesmasIdOf(one) === puskesmasIdOf(grant))) {
            await addPuskesmas(db, grant);
          }
          places.set(posyanduId, grant);
          await createPosyandu(db, {
            id: posyanduId,
            puskesmasId: puskesmasIdOf(grant),
            name,
            villageName,
            villageCode: '52.02.08.2005',
            practice: false,
          });
        }
        for (const accountId of accounts) {
          const known = db.selectFrom('account').select('id').where('id', '=', accountId);
          if ((await known.executeTakeFirst()) === undefined) await addAccount(db, accountId, null);
          // Taken away and given back in one moment, it was never away.
          const { numUpdatedRows } = await db
            .updateTable('access_grant')
            .set({ valid_until: null })
            .where('account_id', '=', accountId)
            .where('posyandu_id', '=', posyanduId)
            .where('valid_from', '=', new Date(fromMs))
            .executeTakeFirst();
          if (numUpdatedRows === 0n) await grantPosyandu(db, { accountId, posyanduId, fromMs });
        }
      }),
    grantsOf: (accountId) =>
      fromOutside(() => grantsOf(db, { id: accountId, role: 'kader', puskesmasId: null }, now())),
    revoke: (accountId, posyanduId, untilMs) =>
      changing(async () => {
        await db
          .updateTable('access_grant')
          .set({ valid_until: new Date(untilMs) })
          .where('account_id', '=', accountId)
          .where('posyandu_id', '=', posyanduId)
          .where('valid_until', 'is', null)
          .execute();
      }),
    decide: (posyanduId, mid, status, reason) =>
      changing(async () => {
        const grant = places.get(posyanduId);
        if (grant === undefined) throw new Error('no such posyandu');
        const decision = status === 'approved' ? 'approve' : 'return';
        const staff = { id: staffOf(grant), reach: { puskesmasId: puskesmasIdOf(grant) } };
        await decide(createReviewStore(db), staff, { mids: [mid], decision, reason }, now());
      }),
    sendUnknown: (posyanduId, change) =>
      changing(async () => {
        const { seq } = await db
          .updateTable('scope_counter')
          .set((eb) => ({ seq: eb('seq', '+', 1) }))
          .where('posyandu_id', '=', posyanduId)
          .returning('seq')
          .executeTakeFirstOrThrow();
        unknown = [...unknown, { posyanduId, seq, change }];
      }),
    renumber: (posyanduId) =>
      changing(async () => {
        let seq = await db.transaction().execute((tx) => renumber(tx, posyanduId));
        unknown = unknown.map((row) =>
          row.posyanduId === posyanduId ? { ...row, seq: ++seq } : row,
        );
        await db
          .updateTable('scope_counter')
          .set({ seq })
          .where('posyandu_id', '=', posyanduId)
          .execute();
      }),
    backup: () =>
      fromOutside(async () => {
        const unknownThen = unknown;
        const tables = await copyTables(db);
        return () =>
          changing(async () => {
            await db.transaction().execute((tx) => putBack(tx, tables));
            unknown = unknownThen;
          });
      }),
    newEpoch: () => changing(() => beginNewHistory(db)),

    refresh: async () => {
      if (snapshot !== null) return;
      await fromOutside(async () => {
        snapshot = await takeSnapshot(db, [...places.keys()]);
      });
    },
    epochNow: () => seen().epoch,
    journal: (posyanduId) => scopeOf(posyanduId).journal,
    events: (posyanduId) => scopeOf(posyanduId).events,
    children: (posyanduId) => scopeOf(posyanduId).children,
    reviews: (posyanduId) => scopeOf(posyanduId).told.filter((change) => change.kind === 'review'),
    arrivals: (posyanduId) => scopeOf(posyanduId).arrivals,
    unknownOf: (posyanduId) =>
      unknown.filter((row) => row.posyanduId === posyanduId).map(({ change }) => change),
    kept: () => seen().kept,

    standings: (nowMs, silentBeforeMs) =>
      fromOutside(() =>
        posyanduStandings(db, 'all', { bornAfter: '2021-01-01', nowMs, silentBeforeMs }),
      ),

    close: () => fromOutside(() => database.drop()),
  };
}

/** Whatever is asked of it takes its turn. */
function inTurn(store: SyncStore, changing: <T>(work: () => Promise<T>) => Promise<T>): SyncStore {
  return {
    inScope: (...asked) => changing(() => store.inScope(...asked)),
    inScopes: (...asked) => changing(() => store.inScopes(...asked)),
    keepRaw: (row) => changing(() => store.keepRaw(row)),
    epoch: () => fromOutside(() => store.epoch()),
    waysToCarry: (...asked) => fromOutside(() => store.waysToCarry(...asked)),
    feed: (...asked) => fromOutside(() => store.feed(...asked)),
    everGranted: (...asked) => fromOutside(() => store.everGranted(...asked)),
    noteDevice: (row) => fromOutside(() => store.noteDevice(row)),
    isDataError: (error) => store.isDataError(error),
  };
}

async function addPuskesmas(db: Db, grant: Grant): Promise<void> {
  const id = puskesmasIdOf(grant);
  await createPuskesmas(db, { id, name: grant.puskesmasName, practice: false });
  await addAccount(db, staffOf(grant), id);
}

/** @param puskesmasId whose staff it is; `null`: a kader */
async function addAccount(db: Db, id: AccountId, puskesmasId: PuskesmasId | null): Promise<void> {
  await createAccount(db, {
    id,
    username: id,
    displayName: puskesmasId === null ? 'Kader Contoh' : 'Bidan Contoh',
    passwordHash: 'no password opens this',
    role: puskesmasId === null ? 'kader' : 'petugas',
    puskesmasId,
    practice: false,
  });
}

async function takeSnapshot(db: Db, posyandu: readonly PosyanduId[]): Promise<Snapshot> {
  const scopes = new Map<PosyanduId, ScopeSnapshot>();
  for (const posyanduId of posyandu) {
    const { children, events } = await readStored(db, posyanduId);
    const { changes } = await createSyncStore(db).feed(posyanduId, 0, 1_000_000);
    const numbers = new Map(
      changes.map((change) => [
        change.kind === 'event' ? change.event.id : idOf(change),
        change.seq,
      ]),
    );
    const numbered = <Row>(row: Row, id: string) => ({ ...row, seq: numbers.get(id) ?? -1 });
    scopes.set(posyanduId, {
      journal: await readJournal(db, posyanduId),
      children: children.map((row) => numbered(row, row.id)),
      events: events.map((row) => numbered(row, row.event.id)),
      told: changes,
      arrivals: await readArrivals(db, posyanduId),
    });
  }
  const kept = await db.selectFrom('inbox_raw').select(['reason', 'body']).orderBy('id').execute();
  return { epoch: await createSyncStore(db).epoch(), kept, scopes };
}

function idOf(change: Change): string {
  return change.kind === 'child' ? String(change['id']) : '';
}

function readArrivals(db: Db, posyanduId: PosyanduId): Promise<ToldArrival[]> {
  return db
    .selectFrom('review')
    .select(['mid', 'child_id as childId', 'status'])
    .where('posyandu_id', '=', posyanduId)
    .where('op', '=', 'child.receive')
    .orderBy('mid')
    .$castTo<ToldArrival>()
    .execute();
}

function readStored(db: Db, posyanduId: PosyanduId) {
  return inRebuild(db, posyanduId, async ({ stored }) => stored);
}

async function readJournal(db: Db, posyanduId: PosyanduId): Promise<JournalRow[]> {
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('posyandu_id', '=', posyanduId)
    .orderBy('place')
    .execute();
  return rows.map((row) => ({
    envelope: mutationEnvelopeSchema.parse(JSON.parse(row.body)),
    contentHash: row.content_hash.toString('hex'),
    pushedBy: row.pushed_by,
    arrivedAtMs: row.arrived_at.getTime(),
    status: row.status,
    reason: row.reason,
    needs: row.needs,
  }));
}

/** @returns the last number given */
async function renumber(tx: Transaction<Database>, posyanduId: PosyanduId): Promise<number> {
  let seq = 0;
  for (const [table, key] of [
    ['child', 'id'],
    ['event', 'id'],
    ['review', 'mid'],
  ] as const) {
    const [name, id] = [sql.table(table), sql.ref(key)];
    // Below zero first: no number may be there twice, not for a moment.
    const { numAffectedRows } = await sql`
      update ${name} t set scope_seq = -place from (
        select ${id} as id, ${seq} + row_number() over (order by scope_seq) as place
        from ${name} where posyandu_id = ${posyanduId} and scope_seq is not null
      ) n where n.id = t.${id} and t.posyandu_id = ${posyanduId}`.execute(tx);
    await sql`
      update ${name} set scope_seq = -scope_seq
      where posyandu_id = ${posyanduId} and scope_seq < 0`.execute(tx);
    seq += Number(numAffectedRows ?? 0);
  }
  return seq;
}

/** Whose grants are valid, and what phones said of themselves, is not set back. */
const NOT_IN_BACKUPS = new Set(['access_grant', 'device_scope', 'posyandu']);

async function copyTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'posyandu_id' order by 1`.execute(db);
  const tables = rows.map(({ name }) => name).filter((name) => !NOT_IN_BACKUPS.has(name));
  await sql`drop schema if exists backup cascade`.execute(db);
  await sql`create schema backup`.execute(db);
  for (const name of tables) {
    await sql`create table backup.${sql.table(name)} as table public.${sql.table(name)}`.execute(
      db,
    );
  }
  return tables;
}

async function putBack(tx: Transaction<Database>, tables: readonly string[]): Promise<void> {
  for (const name of tables) {
    await sql`delete from public.${sql.table(name)}`.execute(tx);
    await sql`
      insert into public.${sql.table(name)} overriding system value
      select * from backup.${sql.table(name)}`.execute(tx);
  }
}
