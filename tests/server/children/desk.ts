/** Posyandu whose staff merge, split and transfer children, and kader who know nothing of it. */

import { expect } from 'vitest';
import type { AccountId, PosyanduId, PuskesmasId } from '#domain/ids.ts';
import { childIdSchema } from '#domain/ids.ts';
import type { ChildActionRequest } from '#protocol/children.ts';
import type { Change, ChildChange, EventChange, ReviewChange } from '#protocol/pull.ts';
import { compareWithJournal, isEqual } from '#server/rebuild/rebuild.ts';
import { actOnChild } from '#server/review/act-on-child.ts';
import type { Db } from '#server/store/database.ts';
import { inRebuild } from '#server/store/rebuild-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { aPosyandu } from '../../support/a-posyandu.ts';
import { createPhone, newMid } from '../../support/mutations.ts';

export const nowMs = Date.parse('2026-11-10T03:00:00Z');
export const today = '2026-11-10';

export interface Place {
  readonly posyanduId: PosyanduId;
  readonly puskesmasId: PuskesmasId;
  readonly kader: AccountId;
  /** A phone of its kader. */
  phone(): ReturnType<typeof createPhone>;
  push(mutations: readonly unknown[], store?: SyncStore): Promise<(string | undefined)[]>;
  feed(): Promise<Change[]>;
  child(id: string): Promise<ChildChange | undefined>;
  /** Ids of the events, in the order in which they count. */
  events(): Promise<EventChange[]>;
  /** What the puskesmas sees of a mutation. */
  review(
    mid: string,
  ): Promise<{ status: string; flags: string[]; answered_by: string | null } | undefined>;
  reviews(): Promise<ReviewChange[]>;
  /** How many mutations wait for somebody to look at them. */
  toLookAt(): Promise<number>;
}

/** @param neighbour one of the same puskesmas; without it, of a puskesmas of its own */
export async function aPlace(
  db: Db,
  name?: string,
  neighbour?: Pick<Place, 'puskesmasId'>,
): Promise<Place> {
  const over = neighbour === undefined ? {} : { puskesmasId: neighbour.puskesmasId };
  const { posyanduId, puskesmasId, kader } = await aPosyandu(db, name, over);
  const ours = createSyncStore(db);
  const feed = async () => [...(await ours.feed(posyanduId, 0, 1000)).changes];
  const rows = () => db.selectFrom('review').selectAll().where('posyandu_id', '=', posyanduId);
  return {
    posyanduId,
    puskesmasId,
    kader,
    phone: () => createPhone({ posyanduId, authorId: kader }),
    async push(mutations, store = ours) {
      const context = { pushedBy: kader, nowMs, today, decidedBy: null };
      const { verdicts } = await applyPush(store, mutations, context);
      return verdicts.map(({ status, of, reason }) => reason ?? of ?? status);
    },
    feed,
    child: async (id) =>
      (await feed()).find(
        (change): change is ChildChange => change.kind === 'child' && change.id === id,
      ),
    events: async () =>
      (await feed()).filter((change): change is EventChange => change.kind === 'event'),
    reviews: async () =>
      (await feed()).filter((change): change is ReviewChange => change.kind === 'review'),
    review: async (mid) =>
      (await rows().execute()).find((row): boolean => row.mid === mid) ?? undefined,
    toLookAt: async () =>
      (await rows().where('status', 'in', ['waiting', 'quarantined']).execute()).length,
  };
}

type Action = { [A in ChildActionRequest['action']]: Extract<ChildActionRequest, { action: A }> };
type Wish<A extends keyof Action> = Omit<Action[A], 'mid' | 'posyanduId' | 'reason'> & {
  readonly mid?: Action[A]['mid'];
};

/** One of the staff. @returns what the desk is answered: a status, or the code of a refusal */
export function aDesk(db: Db, staff: AccountId) {
  return async (
    { posyanduId }: Pick<Place, 'posyanduId'>,
    childId: string,
    wish: Wish<'merge'> | Wish<'split'> | Wish<'transfer'>,
    store = createSyncStore(db),
  ): Promise<string> => {
    const request = { mid: newMid(), ...wish, posyanduId, reason: 'sudah ditanyakan ke ibunya' };
    const done = await actOnChild(store, { staff, nowMs }, childIdSchema.parse(childId), request);
    return done.ok ? done.value : done.error;
  };
}

/** What `npm run rebuild -- --check` finds. */
export async function expectToldByJournal(
  db: Db,
  ...places: readonly Pick<Place, 'posyanduId'>[]
): Promise<void> {
  for (const { posyanduId } of places) {
    const found = await inRebuild(db, posyanduId, async ({ stored }) =>
      compareWithJournal(stored, nowMs),
    );
    expect(found.repair).toEqual({
      children: [],
      events: [],
      strangers: { children: [], events: [] },
    });
    expect(isEqual(found)).toBe(true);
  }
}
