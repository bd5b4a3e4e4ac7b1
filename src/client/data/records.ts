/** The phone's records as screens use them: reads for live queries, and saves. */

import type { Records } from '#client/services.ts';
import { isGrowthEvent, isImmunizationEvent } from '#domain/child-event.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import { attentionOf, heldViews, outboxViews } from './attention.ts';
import { childViewOf, childViewsOf, movedChildViews } from './child-views.ts';
import { createChildWrites } from './child-writes.ts';
import type { PhoneDb } from './db.ts';
import { dropDraft, putDraft, readDraft } from './drafts.ts';
import { eventsInMonths, eventViewsOf, immunizationEvents } from './event-views.ts';
import { createEventWrites } from './event-writes.ts';
import { loadingRows } from './feed-store.ts';
import { readSession } from './meta.ts';
import type { SaveDeps } from './save.ts';
import { reading, writing } from './transaction.ts';

/**
 * Reads answer for the posyandu in use and show nothing of one that the person
 * signed in has no grant for. Each is one read transaction, which a live
 * query follows.
 *
 * @param afterSave called once a save is durable
 */
export function createRecords(deps: SaveDeps, afterSave: () => void): Records {
  const { db } = deps;
  return {
    ...createChildWrites(deps, afterSave),
    ...createEventWrites(deps, afterSave),

    loadingRows: () =>
      reading(db, async () => {
        const posyanduId = await inUse(db);
        return posyanduId === null ? null : loadingRows(db, posyanduId);
      }),
    children: () =>
      reading(db, async () => {
        const posyanduId = await inUse(db);
        return posyanduId === null ? [] : childViewsOf(db, posyanduId);
      }),
    movedChildren: () =>
      reading(db, async () => {
        const posyanduId = await inUse(db);
        return posyanduId === null ? [] : movedChildViews(db, posyanduId);
      }),
    child: (id) =>
      reading(db, async () => {
        const row = await db.children.get(id);
        if (row === undefined || !(await shown(db)).has(row.posyanduId)) return null;
        return childViewOf(db, row);
      }),
    eventsOf: (childId) =>
      reading(db, async () =>
        (await isShown(db, childId)) ? eventViewsOf(db, childId, isGrowthEvent) : [],
      ),
    immunizationsOf: (childId) =>
      reading(db, async () =>
        (await isShown(db, childId)) ? eventViewsOf(db, childId, isImmunizationEvent) : [],
      ),
    immunizations: () =>
      reading(db, async () => {
        const posyanduId = await inUse(db);
        return posyanduId === null ? new Map() : immunizationEvents(db, posyanduId);
      }),
    eventsInMonths: (months) =>
      reading(db, async () => {
        const posyanduId = await inUse(db);
        return posyanduId === null ? new Map() : eventsInMonths(db, posyanduId, months);
      }),
    outbox: () => reading(db, async () => outboxViews(db, await shown(db))),
    held: () => reading(db, async () => heldViews(db, await shown(db))),
    attention: () =>
      reading(db, async () => {
        const posyanduId = await inUse(db);
        return posyanduId === null ? [] : attentionOf(db, posyanduId);
      }),

    draft: (key, here) =>
      reading(db, async () => {
        const posyanduId = here ?? (await inUse(db));
        if (posyanduId === null || !(await shown(db)).has(posyanduId)) return null;
        return readDraft(db, posyanduId, key);
      }),
    saveDraft: (key, value, here) =>
      writing(db, [db.meta, db.drafts], async () => {
        const posyanduId = here ?? (await inUse(db));
        if (posyanduId === null) return;
        await putDraft(db, { posyanduId, key, value });
      }),
    deleteDraft: (key, here) =>
      writing(db, [db.meta, db.children, db.drafts], async () => {
        const posyanduId = here ?? (await inUse(db));
        if (posyanduId !== null) await dropDraft(db, posyanduId, key);
      }),
  };
}

async function inUse(db: PhoneDb): Promise<PosyanduId | null> {
  return (await readSession(db))?.posyanduId ?? null;
}

async function shown(db: PhoneDb): Promise<ReadonlySet<PosyanduId>> {
  const session = await readSession(db);
  return new Set(session?.grants.map(({ posyanduId }) => posyanduId));
}

async function isShown(db: PhoneDb, childId: ChildId): Promise<boolean> {
  const row = await db.children.get(childId);
  return row !== undefined && (await shown(db)).has(row.posyanduId);
}
