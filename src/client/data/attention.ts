/** What was sent back to the kader and no correction on this phone answers yet, and what waits to be sent. */

import type { AttentionItem, HeldView, OutboxView } from '#client/services.ts';
import { isGrowthEvent, isImmunizationEvent } from '#domain/child-event.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { PosyanduId } from '#domain/ids.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import { childNames } from './child-views.ts';
import type { PhoneDb } from './db.ts';
import { inCountingOrder } from './event-row.ts';
import { readAliases, standsAs } from './merged-children.ts';
import { isTakenUp, recordState, stateSources } from './record-state.ts';
import type { EventRow, OutboxRow, ReviewRow } from './rows.ts';

const OPERATION_OF = {
  measurement: 'measure.record',
  amendment: 'measure.amend',
  void: 'measure.void',
  immunization: 'immun.record',
  'immunization-amendment': 'immun.amend',
  'immunization-void': 'immun.void',
} as const;

/** Newest decision first. */
export async function attentionOf(db: PhoneDb, posyanduId: PosyanduId): Promise<AttentionItem[]> {
  const withStatus = (status: ReviewStatus) =>
    db.reviews.where('[posyanduId+status]').equals([posyanduId, status]).toArray();
  const reviews = (await Promise.all([withStatus('returned'), withStatus('quarantined')])).flat();
  const mids = reviews.map(({ mid }) => mid);
  const sources = await stateSources(db, reviews);
  const events = await db.events.where('mid').anyOf(mids).toArray();
  const eventOf = new Map(events.map((row) => [row.mid, row]));
  const names = await childNames(
    db,
    reviews.flatMap(({ childId }) => childId ?? []),
  );
  const aliases = await readAliases(db);

  const items: AttentionItem[] = [];
  for (const review of reviews) {
    const state = recordState(review.mid, sources);
    if (state.state !== 'returned' && state.state !== 'quarantined') continue;
    const event = eventOf.get(review.mid) ?? null;
    const op = await operationOf(db, review, sources.outbox.get(review.mid), event);
    const childId = review.childId === null ? null : standsAs(review.childId, aliases);
    // A second registration that was merged into the first is answered by that.
    if (op === 'child.create' && childId !== review.childId) continue;
    items.push({
      mid: review.mid,
      op,
      childId,
      childName: (review.childId === null ? null : names.get(review.childId)) ?? null,
      state,
      decidedAtMs: review.decidedAtMs,
      ...(event === null ? NO_VALUES : await valuesOf(db, event)),
      targetId: event?.rootId ?? null,
    });
  }
  return items.sort((a, b) => (b.decidedAtMs ?? 0) - (a.decidedAtMs ?? 0));
}

/** The feed does not say what a mutation was; most can be told from what it made. */
async function operationOf(
  db: PhoneDb,
  { mid, about, childId }: ReviewRow,
  own: OutboxRow | undefined,
  event: EventRow | null,
): Promise<string> {
  if (own !== undefined) return own.op;
  if (event !== null) return OPERATION_OF[event.kind];
  if (about === 'event' || childId === null) return 'measure.record';
  const child = await db.children.get(childId);
  return child === undefined || child.createdBy === mid ? 'child.create' : 'child.patch';
}

type Values = Pick<AttentionItem, 'measurement' | 'immunization'>;

const NO_VALUES: Values = { measurement: null, immunization: null };

/** The values the mutation brought; for a void, those it took away. */
async function valuesOf(db: PhoneDb, { event, rootId }: EventRow): Promise<Values> {
  if ('measurement' in event) return { ...NO_VALUES, measurement: event.measurement };
  if ('immunization' in event) return { ...NO_VALUES, immunization: event.immunization };
  const rows = await db.events.where('childId').equals(event.childId).toArray();
  const events = inCountingOrder(rows.filter((row) => row.rootId === rootId)).map(
    (row) => row.event,
  );
  const [weighing] = effectiveMeasurements(events.filter(isGrowthEvent));
  const [dose] = effectiveImmunizations(events.filter(isImmunizationEvent));
  return {
    measurement: weighing?.measurement ?? null,
    immunization: dose?.immunization ?? null,
  };
}

/**
 * Everything on this phone that waits, oldest first, of whichever posyandu.
 *
 * @param shown posyandu whose children may be named to the person signed in
 */
export async function outboxViews(
  db: PhoneDb,
  shown: ReadonlySet<PosyanduId>,
): Promise<OutboxView[]> {
  const rows = await db.outbox.where('state').equals('pending').sortBy('mid');
  const nameable = rows.filter(({ posyanduId }) => shown.has(posyanduId));
  const names = await childNames(
    db,
    nameable.map(({ childId }) => childId),
  );
  return rows.map(({ mid, op, childId, savedAtMs, tries, lastError }) => ({
    mid,
    op,
    childName: names.get(childId) ?? null,
    savedAtMs,
    tries,
    lastError,
  }));
}

/** @param shown posyandu whose records the person signed in may see */
export async function heldViews(db: PhoneDb, shown: ReadonlySet<PosyanduId>): Promise<HeldView[]> {
  const answered = await db.outbox.where('state').equals('answered').toArray();
  const kept = answered.filter(({ posyanduId, verdict }) => {
    return shown.has(posyanduId) && verdict !== null && !isTakenUp(verdict);
  });
  const sources = await stateSources(db, kept);
  const names = await childNames(
    db,
    kept.map(({ childId }) => childId),
  );
  return [...kept].reverse().flatMap(({ mid, op, childId }) => {
    const state = recordState(mid, sources);
    if (state.state !== 'parked' && state.state !== 'quarantined') return [];
    return [{ mid, op, childName: names.get(childId) ?? null, state }];
  });
}
