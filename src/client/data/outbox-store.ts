/** The outbox as sync uses it: what to send next, and what the server answered. */

import type { Chunk, Heard, RunAs, SyncStore, TakenVerdicts } from '#client/sync/sync-store.ts';
import { deviceIdSchema, type MutationId, type PosyanduId } from '#domain/ids.ts';
import type { PushResponse } from '#protocol/push.ts';
import type { PhoneDb } from './db.ts';
import type { Log } from './diag.ts';
import { restartFeeds } from './feed-restart.ts';
import { recordableBy } from './grant-store.ts';
import { ensurePhone, readPhone, readSync, type IdSource } from './meta.ts';
import { resendMissing, waitingAgain } from './missing-numbers.ts';
import { isKeptOut, isTakenUp } from './record-state.ts';
import type { OutboxRow, PhoneRow, SyncRow } from './rows.ts';
import { reading, writing } from './transaction.ts';
import { nextUuidV7 } from './uuid-v7.ts';

/** Two monthly sessions: so long a server set back from a backup can be filled again. */
const KEPT_AFTER_ANSWER_MS = 60 * 86_400_000;

/** The server hears at least daily of a phone that syncs, and tells it what it holds. */
const REPORT_EVERY_MS = 86_400_000;

export type OutboxStore = Pick<
  SyncStore,
  'nextChunk' | 'reportDue' | 'noteFailure' | 'takeVerdicts'
>;

export interface StoreDeps extends IdSource {
  readonly db: PhoneDb;
  readonly log: Log;
}

export function createOutboxStore(deps: StoreDeps): OutboxStore {
  const { db, log } = deps;

  return {
    nextChunk: (as, limit, except) =>
      withPhone(deps, async ({ deviceId }): Promise<Chunk> => {
        const [mine, waiting] = await Promise.all([
          recordableBy(db, as.accountId),
          db.outbox.where('state').equals('pending').count(),
        ]);
        if (waiting === 0) return { deviceId, mutations: [], waiting };
        // By state, then by id: the order in which they were made.
        const rows = await sendable(db, mine)
          .filter(({ childId }) => !except.has(childId))
          .limit(limit)
          .toArray();
        return {
          deviceId,
          mutations: rows.map(({ mid, childId, mutation }) => ({ mid, childId, mutation })),
          waiting: waiting - rows.length,
        };
      }),

    reportDue: (as, nowMs) => reading(db, () => reportDue(db, as, nowMs)),

    async noteFailure(mids, why) {
      await writing(db, [db.outbox], async () => {
        const rows = await db.outbox.where('mid').anyOf(mids).toArray();
        const waiting = rows.filter(({ state }) => state === 'pending');
        await db.outbox.bulkPut(
          waiting.map((row) => ({ ...row, tries: row.tries + 1, lastError: why })),
        );
      });
    },

    takeVerdicts: (chunk, response, heard, notAgain) =>
      writing(db, takenInto(db), async () => {
        await noteServerClock(deps, response.nowMs, heard);
        const sent = new Set(chunk.mutations.map(({ mid }) => mid));
        const answered = await markAnswered(db, sent, response);
        await takeEpoch(deps, response, answered);
        const again = await resendMissing(db, response.have, answered, notAgain);
        await db.meta.put({
          ...(await readSync(db)),
          lastPushAtMs: deps.nowMs(),
        } satisfies SyncRow);
        if (again.length > 0) log('server-lacks', String(again.length));
        const forked = await forkIfAsked(deps, chunk, response);
        if (forked) log('device-fork');
        return { answered, again, forked } satisfies TakenVerdicts;
      }),
  };
}

/**
 * One moment of the records, and who this phone is. Only what makes it known for
 * the first time writes: to write is to wait for whatever screens are reading.
 */
export async function withPhone<T>(
  deps: StoreDeps,
  work: (phone: PhoneRow) => Promise<T>,
): Promise<T> {
  const { db } = deps;
  if ((await readPhone(db)) === null) await writing(db, [db.meta], () => ensurePhone(db, deps));
  return reading(db, async () => {
    const phone = await readPhone(db);
    if (phone === null) throw new Error('the phone forgot who it is');
    return work(phone);
  });
}

function sendable(db: PhoneDb, posyandu: ReadonlySet<PosyanduId>) {
  const waiting = db.outbox.where('state').equals('pending');
  return waiting.filter(({ posyanduId }) => posyandu.has(posyanduId));
}

/** Whether there is something for `nextChunk`. */
export async function hasWaiting(db: PhoneDb, { accountId }: RunAs): Promise<boolean> {
  return (await sendable(db, await recordableBy(db, accountId)).count()) > 0;
}

/** See `SyncStore`. */
export async function reportDue(db: PhoneDb, as: RunAs, nowMs: number): Promise<Chunk | null> {
  const [phone, kept] = await Promise.all([readPhone(db), db.outbox.count()]);
  if (phone === null || kept === 0 || (await hasWaiting(db, as))) return null;
  const { lastPushAtMs = null } = await readSync(db);
  // Either way: a clock that was set back may not silence the phone.
  const isFresh = lastPushAtMs !== null && Math.abs(nowMs - lastPushAtMs) < REPORT_EVERY_MS;
  if (isFresh) return null;
  const waiting = await db.outbox.where('state').equals('pending').count();
  return { deviceId: phone.deviceId, mutations: [], waiting };
}

function takenInto({ meta, outbox, children, events, reviews, cursors }: PhoneDb) {
  return [meta, outbox, children, events, reviews, cursors];
}

async function markAnswered(
  db: PhoneDb,
  sent: ReadonlySet<MutationId>,
  { verdicts, nowMs: answeredAtMs }: PushResponse,
): Promise<Set<MutationId>> {
  const about = new Map(
    verdicts
      .filter(({ status, mid }) => status !== 'device-fork' && sent.has(mid))
      .map((verdict) => [verdict.mid, verdict]),
  );
  const rows = present(await db.outbox.bulkGet([...about.keys()]));
  const edited = rows.filter(({ op }) => op === 'child.patch').map(({ childId }) => childId);
  const held = present(await db.children.bulkGet([...new Set(edited)]));
  const asHeld = new Map(held.map((row) => [row.id, row]));
  const answers = rows.map((row): OutboxRow => {
    const verdict = about.get(row.mid) ?? null;
    const answered = { ...row, state: 'answered' as const, verdict, lastError: null, answeredAtMs };
    // One it has answered for before may be in the row that came down since.
    const isOld = row.childSeq !== undefined && answered.verdict?.status === 'duplicate';
    if (row.op !== 'child.patch' || isOld) return answered;
    const child = asHeld.get(row.childId);
    return {
      ...answered,
      childSeq: child?.base?.seq ?? null,
      childGeneration: child?.generation ?? 0,
    };
  });
  await db.outbox.bulkPut(answers);
  for (const row of answers) {
    if (isKeptOut(row.verdict)) await keepOut(db, row, row.verdict?.reason ?? 'other');
  }
  return new Set(answers.map(({ mid }) => mid));
}

/** Shown at once as to be checked; the feed brings the same later, and whatever follows from it. */
async function keepOut(db: PhoneDb, row: OutboxRow, reason: string): Promise<void> {
  const { mid, posyanduId, entity, childId } = row;
  const event = await db.events.where('mid').equals(mid).first();
  if (event !== undefined && event.seq === null) await db.events.put({ ...event, refused: true });
  if ((await db.reviews.get(mid)) !== undefined) return;
  await db.reviews.add({
    mid,
    posyanduId,
    about: entity === childId ? 'child' : 'event',
    entity,
    childId,
    status: 'quarantined',
    reason,
    decidedBy: null,
    decidedAtMs: null,
    seq: 0,
    generation: (await db.cursors.get(posyanduId))?.generation ?? 0,
  });
}

/**
 * Another phone used this device's numbers: this one becomes a new device and
 * numbers what waits from 1. Ids stay, so what did arrive is still known there.
 */
async function forkIfAsked(
  deps: StoreDeps,
  chunk: Chunk,
  { verdicts }: PushResponse,
): Promise<boolean> {
  const { db } = deps;
  const sent = new Set(chunk.mutations.map(({ mid }) => mid));
  const asked = verdicts.some(({ mid, status }) => status === 'device-fork' && sent.has(mid));
  if (!asked) return false;
  const phone = await ensurePhone(db, deps);
  // Another tab has done it already.
  if (phone.deviceId !== chunk.deviceId) return true;

  const { uuid, state } = nextUuidV7(phone.uuid, deps.nowMs(), deps.randomBytes);
  const deviceId = deviceIdSchema.parse(uuid);
  const seqs: Record<string, number> = {};
  for (const row of await db.outbox.where('state').equals('pending').sortBy('mid')) {
    const seq = (seqs[row.posyanduId] ?? 0) + 1;
    seqs[row.posyanduId] = seq;
    await db.outbox.put({ ...row, deviceId, seq, mutation: { ...row.mutation, deviceId, seq } });
  }
  await db.meta.put({ ...phone, deviceId, uuid: state, seqs } satisfies PhoneRow);
  return true;
}

/** Server clock minus phone clock, taking the middle of the request as the moment the server spoke. */
export async function noteServerClock(
  deps: StoreDeps,
  serverNowMs: number,
  { sentAtMs, receivedAtMs }: Heard,
): Promise<void> {
  const phone = await ensurePhone(deps.db, deps);
  const serverOffsetMs = Math.round(serverNowMs - (sentAtMs + receivedAtMs) / 2);
  await deps.db.meta.put({ ...phone, serverOffsetMs } satisfies PhoneRow);
}

/**
 * Another epoch: the server was set back, and may miss what it had answered for.
 * Everything kept goes out again (it answers what it has as before), and every
 * feed starts over.
 *
 * @param answeredNow by this very server, so not sent again
 */
export async function takeEpoch(
  { db, log }: StoreDeps,
  { epoch }: { readonly epoch: string },
  answeredNow: ReadonlySet<MutationId>,
): Promise<void> {
  const sync = await readSync(db);
  if (sync.epoch === epoch) return;
  await db.meta.put({ ...sync, epoch });
  if (sync.epoch === null) return;
  log('new-epoch');
  await restartFeeds(db);
  const kept = await db.outbox.where('state').equals('answered').toArray();
  await db.outbox.bulkPut(kept.filter(({ mid }) => !answeredNow.has(mid)).map(waitingAgain));
}

/**
 * Forgets applied mutations that were answered long ago. One kept for review
 * stays, as only this phone has its words, and so does one that still waits on
 * the server, or whose record is told by nobody else: the void of a record that
 * was refused.
 */
export async function forgetLongAnswered(db: PhoneDb, serverNowMs: number): Promise<void> {
  const old = await db.outbox
    .where('state')
    .equals('answered')
    .and(
      ({ answeredAtMs, verdict }) =>
        answeredAtMs !== null &&
        serverNowMs - answeredAtMs > KEPT_AFTER_ANSWER_MS &&
        verdict !== null &&
        isTakenUp(verdict),
    )
    .toArray();
  if (old.length === 0) return;
  const ids = old.map(({ entity }) => entity);
  const records = await db.events.where('id').anyOf(ids).toArray();
  const untold = new Set(records.filter(({ seq }) => seq === null).map(({ mid }) => mid));
  await db.outbox.bulkDelete(old.map(({ mid }) => mid).filter((mid) => !untold.has(mid)));
}

function present<T>(rows: readonly (T | undefined)[]): T[] {
  return rows.filter((row) => row !== undefined);
}
