/**
 * Errors that sync must not have, each put into a working village from outside:
 * around the phone's store, its transport, its database, or the server's store.
 * A simulator that does not notice them proves nothing.
 */

import { Dexie } from 'dexie';
import { applyChanges, readChanges } from '#client/data/apply-changes.ts';
import { PhoneDb } from '#client/data/db.ts';
import { ensurePhone } from '#client/data/meta.ts';
import type { OutboxRow } from '#client/data/rows.ts';
import type { SyncStore as PhoneStore } from '#client/sync/sync-store.ts';
import { deviceIdSchema, posyanduIdSchema, type PosyanduId } from '#domain/ids.ts';
import { ok } from '#domain/result.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { PushResponse } from '#protocol/push.ts';
import { applyChunk } from '#server/sync/apply-chunk.ts';
import { carriedMid } from '#server/sync/carried-mid.ts';
import type { ScopeBatch, ScopeTransaction, SyncStore } from '#server/sync/store.ts';
import type { PageParts } from './sim-phone.ts';
import type { Bug } from './world.ts';

export const BUGS: Readonly<Record<string, Bug>> = {
  'ack before commit': {
    server: (store, chance) =>
      onSave(store, async (save) => {
        // Answered at once; the process dies before one in ten is on the disk.
        if (!chance.is(0.1)) await save();
      }),
  },
  'delete before ack': {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async nextChunk(...args) {
          const chunk = await store.nextChunk(...args);
          await db.outbox.bulkDelete(chunk.mutations.map(({ mid }) => mid));
          return chunk;
        },
      }),
    },
  },
  'http status ignored': {
    phone: {
      transport: (transport) => ({
        ...transport,
        async push(request) {
          const answer = await transport.push(request);
          if (answer.ok || answer.error.kind === 'offline') return answer;
          return ok(allApplied(request.mutations));
        },
      }),
    },
  },
  'verdict ignored': {
    phone: {
      store: (store) => ({
        ...store,
        takeVerdicts: (chunk, response, ...rest) =>
          store.takeVerdicts(
            chunk,
            { ...response, verdicts: allApplied(chunk.mutations).verdicts },
            ...rest,
          ),
      }),
    },
  },
  'cursor before rows': {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async takePull(as, asked, response, heard, end) {
          const pages = new Map(response.feeds.map((feed) => [feed.posyanduId, feed]));
          const kept = new Map(asked.cursors.map(({ posyanduId, seq }) => [posyanduId, seq]));
          const cursors = (await db.cursors.toArray()).filter(({ posyanduId, seq, loaded }) => {
            const isNext = kept.get(posyanduId) === seq && response.epoch === asked.epoch;
            return isNext && loaded && pages.get(posyanduId)?.mode === 'delta';
          });
          for (const cursor of cursors) {
            const { to = cursor.seq } = pages.get(cursor.posyanduId) ?? {};
            await db.cursors.put({ ...cursor, seq: to });
          }
          // A crash here, and the rows are never asked for again.
          for (const { posyanduId, generation } of cursors) {
            const { changes = [] } = pages.get(posyanduId) ?? {};
            await db.transaction('rw', db.tables, () =>
              applyChanges(db, { posyanduId, generation }, readChanges(changes)),
            );
          }
          return store.takePull(as, asked, response, heard, end);
        },
      }),
    },
  },
  'feed by a sequence with gaps': {
    server: (store, chance) => ({
      ...store,
      async feed(...asked) {
        const page = await store.feed(...asked);
        // Numbered before it was committed: a reader comes by in between.
        if (!chance.is(0.1)) return page;
        return { ...page, changes: page.changes.filter((_change, index) => index !== 0) };
      },
    }),
  },
  'feed by what is committed, cursor by number': {
    server: (store, chance) => ({
      ...store,
      async feed(...asked) {
        const page = await store.feed(...asked);
        // The newest is not to be seen yet, and its number is given away all the same.
        return chance.is(0.1) ? { ...page, changes: page.changes.slice(0, -1) } : page;
      },
    }),
  },
  'dropped on void': {
    server: (store) =>
      onSave(store, (save, batch) => {
        const voids = new Set(
          batch.events.filter(({ event }) => event.kind.endsWith('void')).map(({ mid }) => mid),
        );
        return save({
          ...batch,
          journal: batch.journal.filter(({ envelope }) => !voids.has(envelope.mid)),
          reviews: batch.reviews.filter(({ mid }) => !voids.has(mid)),
          events: batch.events.filter(({ mid }) => !voids.has(mid)),
        });
      }),
  },
  'evicted before drained': {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async takePull(as, asked, response, heard, end) {
          const granted = new Set<string>(response.grants.map(({ posyanduId }) => posyanduId));
          await db.outbox.filter(({ posyanduId }) => !granted.has(posyanduId)).delete();
          return store.takePull(as, asked, response, heard, end);
        },
      }),
    },
  },
  'dedup forgets': {
    server: (store) => {
      const arrived = new Map<string, number>();
      let pushes = 0;
      const isRecent = (mid: string) => pushes - (arrived.get(mid) ?? 0) < 3;
      const noting = onSave(store, (save, batch) => {
        pushes += 1;
        for (const { envelope } of batch.journal) arrived.set(envelope.mid, pushes);
        return save();
      });
      return onLoad(noting, (state) => ({
        ...state,
        journal: new Map([...state.journal].filter(([mid]) => isRecent(mid))),
        slots: new Map([...state.slots].filter(([, mid]) => isRecent(mid))),
      }));
    },
  },
  'head of line stops all': {
    phone: {
      store: (store) => ({
        ...store,
        async nextChunk(as, limit, except) {
          const chunk = await store.nextChunk(as, limit, new Set());
          const isStopped = chunk.mutations.some(({ childId }) => except.has(childId));
          return isStopped ? { ...chunk, mutations: [] } : chunk;
        },
      }),
    },
  },
  'numbers used again after a lost database': {
    phone: {
      async emptied({ db, nowMs }, before) {
        if (before === null) return;
        const phone = await ensurePhone(db, { nowMs, randomBytes: (size) => new Uint8Array(size) });
        await db.meta.put({ ...phone, deviceId: deviceIdSchema.parse(before) });
      },
      // Whoever bears a number that is there is taken for a repetition.
      transport: (transport) => ({
        ...transport,
        async push(request) {
          const answer = await transport.push(request);
          if (!answer.ok) return answer;
          const verdicts = answer.value.verdicts.map((verdict) =>
            verdict.status === 'device-fork' ? { ...verdict, status: 'applied' as const } : verdict,
          );
          return ok({ ...answer.value, verdicts });
        },
      }),
    },
  },
  'a reset replaces what waits': {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async takePull(as, asked, response, heard, end) {
          if (response.feeds.some(({ mode }) => mode === 'reset')) {
            await db.outbox.where('state').equals('pending').delete();
          }
          return store.takePull(as, asked, response, heard, end);
        },
      }),
    },
  },
  'last writer by the phone’s clock': {
    server: (store) => {
      const lastMs = new Map<string, number>();
      return onSave(store, (save, batch) => {
        const clocks = new Map(
          batch.journal.map(({ envelope }) => [envelope.entity, envelope.captured.wallMs]),
        );
        const children = batch.children.filter(({ id }) => {
          const wallMs = clocks.get(id) ?? 0;
          const isNewest = wallMs >= (lastMs.get(id) ?? -Infinity);
          if (isNewest) lastMs.set(id, wallMs);
          return isNewest;
        });
        return save({ ...batch, children });
      });
    },
  },
  'relaxed save': { phone: { database: relaxed } },
  'parked for ever': { server: (store) => onLoad(store, (state) => ({ ...state, parked: [] })) },
  'a restart forgets what waits': {
    phone: {
      async boot({ db }) {
        await db.outbox.where('state').equals('pending').delete();
      },
    },
  },
  squashed: {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async nextChunk(...args) {
          const patches = await db.outbox
            .filter(({ state, op }) => state === 'pending' && op === 'child.patch')
            .sortBy('mid');
          const last = new Map(patches.map(({ entity, mid }) => [entity, mid]));
          const earlier = patches.filter(({ entity, mid }) => last.get(entity) !== mid);
          await db.outbox.bulkDelete(earlier.map(({ mid }) => mid));
          return store.nextChunk(...args);
        },
      }),
    },
  },
  'late work for a moved child stays behind': {
    server: (store) => onSave(store, (save, batch) => save({ ...batch, toCarry: [] })),
  },
  'late work for a merged child is dropped': {
    server: (store) => {
      const merged = new Set<string>();
      return onSave(store, (save, batch) => {
        for (const { id, mergedInto } of batch.children) if (mergedInto !== null) merged.add(id);
        return save({
          ...batch,
          events: batch.events.filter((row) => !merged.has(row.event.childId)),
        });
      });
    },
  },
  'an arrival counts as looked at before anybody looked': {
    server: (store) =>
      inBoth(store, (tx) => ({
        ...tx,
        save: (batch) =>
          tx.save({
            ...batch,
            reviews: batch.reviews.map((row) =>
              row.op === 'child.receive' ? { ...row, status: 'approved' } : row,
            ),
          }),
      })),
  },
  'sending back forgets late work': {
    server: (store) => ({
      ...store,
      // What waits in the posyandu that the child comes back to is asked for by the transfer alone.
      inScopes: (ids, work) =>
        store.inScopes(ids, (one, other) => work(one, { ...other, toCarry: async () => [] })),
    }),
  },
  'sent on, its arrival waits for ever': {
    server: (store) => inBoth(store, (tx) => ({ ...tx, arrivalsWaiting: async () => [] })),
  },
  'who sent a child goes on being told': { server: tellsWhereItCameFrom },
  'a merge forgets the other child': {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async takePull(...args) {
          const taken = await store.takePull(...args);
          const merged = await db.children
            .filter(({ base }) => (base?.mergedInto ?? null) !== null)
            .toArray();
          await db.events
            .where('childId')
            .anyOf(merged.map(({ id }) => id))
            .delete();
          return taken;
        },
      }),
    },
  },
  'every sync throws drafts away': {
    phone: {
      store: (store, { db }) => ({
        ...store,
        async takePull(...args) {
          await db.drafts.clear();
          return store.takePull(...args);
        },
      }),
    },
  },
  'an older build writes on': { phone: { database: alwaysAllowed } },
  'whoever is signed in writes anywhere': { phone: { database: everybodyMayRecord } },
  'asks as often as it likes': { phone: { isUnbounded: true } },
  'says that nothing waits': {
    phone: {
      transport: (transport) => ({
        ...transport,
        push: (request) => transport.push({ ...request, waiting: 0 }),
      }),
    },
  },
  'a wrong clock is turned away': {
    phone: {
      store: (store, parts) => ({ ...store, nextChunk: withoutWrongClocks(store, parts) }),
    },
  },
};

function allApplied(mutations: readonly unknown[]): PushResponse {
  return {
    server: 'siposyandu',
    protocol: 1,
    epoch: 'epoch-1',
    nowMs: 0,
    verdicts: mutations.map((mutation) => ({
      mid: (mutation as Pick<OutboxRow, 'mid'>).mid,
      status: 'applied' as const,
    })),
    have: [],
  };
}

/** Does not hear of a newer build. */
function alwaysAllowed(name: string): PhoneDb {
  const db = new PhoneDb(name);
  db.meta.hook('reading', (row) => (row?.key === 'min-writer' ? { ...row, version: 1 } : row));
  return db;
}

/** To a save everybody who used the phone has every posyandu; to sync only who has it. */
function everybodyMayRecord(name: string): PhoneDb {
  const db = new PhoneDb(name);
  db.grants.hook('reading', (row) => {
    const tables = Dexie.currentTransaction?.storeNames ?? [];
    const isSave =
      tables.includes('drafts') && tables.includes('outbox') && !tables.includes('cursors');
    if (!isSave || row === undefined) return row;
    return { ...row, accounts: Object.assign([...row.accounts], { includes: () => true }) };
  });
  return db;
}

/** Durability as the browser's default has it. */
function relaxed(name: string): PhoneDb {
  const db = new PhoneDb(name);
  db.use({
    stack: 'dbcore',
    name: 'relaxed',
    create: (core) => ({
      ...core,
      transaction: (tables, mode) => core.transaction(tables, mode, { durability: 'relaxed' }),
    }),
  });
  return db;
}

function withoutWrongClocks(store: PhoneStore, { db }: PageParts): PhoneStore['nextChunk'] {
  return async (as, limit, except) => {
    const chunk = await store.nextChunk(as, limit, except);
    const rows = await db.outbox.bulkGet(chunk.mutations.map(({ mid }) => mid));
    const isWrong = rows.map(
      (row) => Math.abs(row?.mutation.captured.serverOffsetMs ?? 0) > 86_400_000,
    );
    return {
      ...chunk,
      mutations: chunk.mutations.filter((_one, index) => isWrong[index] !== true),
    };
  };
}

type Save = (batch?: ScopeBatch) => Promise<void>;

function onSave(
  store: SyncStore,
  around: (save: Save, batch: ScopeBatch) => Promise<void>,
): SyncStore {
  return inTransaction(store, (tx) => ({
    ...tx,
    save: (batch) => around((changed = batch) => tx.save(changed), batch),
  }));
}

function onLoad(
  store: SyncStore,
  change: (
    state: Awaited<ReturnType<ScopeTransaction['load']>>,
  ) => Awaited<ReturnType<ScopeTransaction['load']>>,
): SyncStore {
  return inTransaction(store, (tx) => ({
    ...tx,
    load: async (keys) => change(await tx.load(keys)),
  }));
}

/** Around what happens in two posyandu at once. */
function inBoth(store: SyncStore, wrap: (tx: ScopeTransaction) => ScopeTransaction): SyncStore {
  return {
    ...store,
    inScopes: (ids, work) => store.inScopes(ids, (one, other) => work(wrap(one), wrap(other))),
  };
}

/** What is recorded of a child that came is carried to where it came from, as if it had gone back. */
function tellsWhereItCameFrom(store: SyncStore): SyncStore {
  const cameFrom = new Map<string, PosyanduId>();
  const noting = inBoth(store, (tx) => ({
    ...tx,
    async save(batch) {
      for (const { envelope } of batch.journal) {
        const { op, posyanduId, entity, payload } = envelope;
        const from = posyanduIdSchema.safeParse(payload['fromPosyanduId']);
        if (op === 'child.receive' && from.success)
          cameFrom.set(`${posyanduId} ${entity}`, from.data);
      }
      await tx.save(batch);
    },
  }));
  return {
    ...noting,
    async inScope(posyanduId, work) {
      const recorded: MutationEnvelope[] = [];
      const done = await onSave(noting, async (save, { journal }) => {
        recorded.push(...journal.map(({ envelope }) => envelope));
        await save();
      }).inScope(posyanduId, work);
      for (const envelope of recorded) {
        const to = cameFrom.get(`${posyanduId} ${String(envelope.payload['childId'])}`);
        if (to === undefined) continue;
        const { mid, authorId: pushedBy, captured } = envelope;
        const deviceId = deviceIdSchema.parse(mid);
        const copy = { ...envelope, mid: carriedMid(mid, to), deviceId, posyanduId: to, deps: [] };
        const moment = { nowMs: captured.wallMs, today: '2027-01-01' };
        const how = { pushedBy, ...moment, decidedBy: null, isCarried: true } as const;
        await noting.inScope(to, (tx) => applyChunk(tx, [copy], how));
      }
      return done;
    },
  };
}

function inTransaction(
  store: SyncStore,
  wrap: (tx: ScopeTransaction) => ScopeTransaction,
): SyncStore {
  return {
    ...store,
    inScope: (posyanduId, work) => store.inScope(posyanduId, (tx) => work(wrap(tx))),
  };
}
