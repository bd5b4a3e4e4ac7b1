/** The server's feed as sync uses it: what to ask for, and taking a page with its cursors in one transaction. */

import type { RunAs, SyncStore, TakenPull } from '#client/sync/sync-store.ts';
import type { PosyanduId } from '#domain/ids.ts';
import { reviewsUpTo } from '#protocol/pull-pages.ts';
import type { PullRequest, PullResponse } from '#protocol/pull.ts';
import { applyChanges, readChanges, type ReadChanges } from './apply-changes.ts';
import type { PhoneDb } from './db.ts';
import { pruneDrafts } from './drafts.ts';
import { firstCursor, startedOver, sweep } from './feed-restart.ts';
import { noteGrants, removeUngranted, showGrants } from './grant-store.ts';
import { ensurePhone, readSession, readSync } from './meta.ts';
import { resendOfEarlierDevices } from './missing-numbers.ts';
import {
  forgetLongAnswered,
  noteServerClock,
  takeEpoch,
  withPhone,
  type StoreDeps,
} from './outbox-store.ts';
import type { CursorRow, SyncRow } from './rows.ts';
import { noteEnd } from './run-end.ts';
import { writing } from './transaction.ts';

export type FeedStore = Pick<SyncStore, 'pullRequest' | 'takePull'>;

/** To look for answers long given is to read all that are kept. */
const FORGET_EVERY_MS = 86_400_000;

/** The protocol's bound; no kader serves a tenth of it. */
const MAX_CURSORS = 50;

type Feed = PullResponse['feeds'][number];
type Asked = Pick<PullRequest, 'epoch' | 'cursors'>;

export function createFeedStore(deps: StoreDeps): FeedStore {
  const { db, log } = deps;
  return {
    pullRequest: (as, limit) =>
      withPhone(deps, async ({ deviceId }) => {
        const [{ epoch }, held] = await Promise.all([readSync(db), db.grants.toArray()]);
        const mine = held.filter(({ accounts }) => accounts.includes(as.accountId));
        const cursors = await db.cursors.bulkGet(mine.map(({ posyanduId }) => posyanduId));
        return {
          deviceId,
          epoch,
          cursors: cursors
            .filter((cursor) => cursor !== undefined)
            .slice(0, MAX_CURSORS)
            .map(({ posyanduId, seq, reviewsUpTo: upTo }) =>
              upTo === undefined ? { posyanduId, seq } : { posyanduId, seq, reviewsUpTo: upTo },
            ),
          limit,
          reviewsInside: true,
        };
      }),

    takePull: (as, asked, response, heard, end) => {
      // Before the transaction, which may have to wait for the one of the page before.
      const read = response.feeds.map(({ changes }) => readChanges(changes));
      return writing(db, db.tables, async (): Promise<TakenPull> => {
        if (!(await isStillSignedIn(db, as))) return NOBODYS;
        if (heard !== null) await noteServerClock(deps, response.nowMs, heard);
        if (await hasMovedOn(db, asked, response.feeds)) {
          return { more: true, advanced: true, news: false, done: false };
        }

        await takeEpoch(deps, response, new Set());
        await noteGrants(db, as.accountId, response.grants);
        await showGrants(db, response.grants);
        const news = bringsNews(asked, response.feeds);
        if (await wasSetBack(db, response.feeds)) await askWhatIsMissing(deps);
        let advanced = true;
        for (const [index, feed] of response.feeds.entries()) {
          if (!(await takeFeed(db, feed, read[index] ?? NO_CHANGES))) advanced = false;
        }
        const removed = await removeUngranted(db);
        if (removed.length > 0) log('posyandu-removed', String(removed.length));
        const more = response.feeds.some((feed) => feed.more);
        if (more) return { more, advanced, news, done: false };
        await forgetOld(db, response.nowMs);
        const done = end !== null && (await noteEnd(db, as, end));
        return { more, advanced, news, done };
      });
    },
  };
}

const NO_CHANGES: ReadChanges = { known: [], unknown: [] };

/** Whoever it was for has gone: nothing is taken, and nothing more is to be done. */
const NOBODYS: TakenPull = { more: false, advanced: false, news: false, done: true };

/** By the server's clock alone: the phone's may jump at any moment, and nothing goes too early for that. */
async function forgetOld(db: PhoneDb, serverNowMs: number): Promise<void> {
  await pruneDrafts(db, serverNowMs);
  const sync = await readSync(db);
  const { forgotAtMs } = sync;
  if (forgotAtMs !== undefined && Math.abs(serverNowMs - forgotAtMs) < FORGET_EVERY_MS) return;
  await forgetLongAnswered(db, serverNowMs);
  await db.meta.put({ ...sync, forgotAtMs: serverNowMs } satisfies SyncRow);
}

async function isStillSignedIn(db: PhoneDb, { stamp }: RunAs): Promise<boolean> {
  return (await readSession(db))?.stamp === stamp;
}

/** Another tab took pages since this one was asked for: it no longer follows on what is here. */
async function hasMovedOn(db: PhoneDb, asked: Asked, feeds: readonly Feed[]): Promise<boolean> {
  if ((await readSync(db)).epoch !== asked.epoch) return true;
  const sent = new Map(asked.cursors.map(({ posyanduId, seq }) => [posyanduId, seq]));
  const held = await db.cursors.bulkGet(feeds.map(({ posyanduId }) => posyanduId));
  return feeds.some(
    ({ posyanduId }, index) => (held[index]?.seq ?? 0) !== (sent.get(posyanduId) ?? 0),
  );
}

/** The server does not know as far as this phone has come. */
async function wasSetBack(db: PhoneDb, feeds: readonly Feed[]): Promise<boolean> {
  for (const { posyanduId, mode, to } of feeds) {
    const held = await db.cursors.get(posyanduId);
    if (mode === 'reset' && held !== undefined && to < held.seq) return true;
  }
  return false;
}

/** The next round pushes even if nothing waits, and hears which numbers are there. */
async function askWhatIsMissing({ db, log, ...ids }: StoreDeps): Promise<void> {
  log('server-set-back');
  const { deviceId } = await ensurePhone(db, ids);
  await resendOfEarlierDevices(db, deviceId);
  await db.meta.put({ ...(await readSync(db)), lastPushAtMs: null } satisfies SyncRow);
}

/** Numbers only rise, so no server can bring news for ever without telling something. */
function bringsNews({ cursors }: Asked, feeds: readonly Feed[]): boolean {
  const from = new Map(cursors.map(({ posyanduId, seq }) => [posyanduId, seq]));
  return feeds.some(({ posyanduId, to }) => to > (from.get(posyanduId) ?? 0));
}

/** @returns false when the page leads nowhere */
async function takeFeed(db: PhoneDb, feed: Feed, changes: ReadChanges): Promise<boolean> {
  const held = await db.cursors.get(feed.posyanduId);
  const cursor = begun(held ?? firstCursor(feed.posyanduId), feed);
  if (feed.to < cursor.seq || (feed.more && feed.to === cursor.seq)) return false;
  if (held !== undefined && isNothingNew(held, feed)) return true;

  await applyChanges(db, cursor, changes);
  const { reviewsUpTo: _, ...before } = cursor;
  const taken = {
    ...before,
    ...reviewsUpTo(cursor, feed),
    seq: feed.to,
    taken: cursor.taken + feed.changes.length,
  };
  if (feed.more) {
    await db.cursors.put(taken);
    return true;
  }
  if (taken.startedOver) await sweep(db, taken);
  await db.cursors.put({ ...taken, startedOver: false, loaded: true });
  return true;
}

/** A feed told anew by the server; one that the epoch started over already is not started twice. */
function begun(cursor: CursorRow, { mode }: Feed): CursorRow {
  const atStart = cursor.seq === 0 && (cursor.startedOver || !cursor.loaded);
  return mode === 'reset' && !atStart ? startedOver(cursor) : cursor;
}

function isNothingNew(held: CursorRow, feed: Feed): boolean {
  return (
    held.loaded &&
    !held.startedOver &&
    !feed.more &&
    feed.changes.length === 0 &&
    feed.to === held.seq
  );
}

/** Changes taken of a first load under way; `null` when it is done. */
export async function loadingRows(db: PhoneDb, posyanduId: PosyanduId): Promise<number | null> {
  const cursor = await db.cursors.get(posyanduId);
  if (cursor?.loaded === true) return null;
  return cursor?.taken ?? 0;
}

/**
 * How much of a first load under way is here at least, below 1. What is still to
 * come is no more than the numbers the feed had when it began; decisions that
 * came inside their records leave most of the last ones empty. `null` where the
 * server did not say, or the load has come past those.
 */
export async function loadingPart(db: PhoneDb, posyanduId: PosyanduId): Promise<number | null> {
  const cursor = await db.cursors.get(posyanduId);
  if (cursor?.reviewsUpTo === undefined || cursor.loaded) return null;
  const { taken, seq, reviewsUpTo: upTo } = cursor;
  return taken / (taken + upTo - seq);
}
