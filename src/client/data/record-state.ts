/** Where a record stands, derived from what waits in the outbox and what the server has said of it. Nothing is stored as a status. */

import type { RecordState } from '#client/services.ts';
import type { MutationId } from '#domain/ids.ts';
import type { Verdict } from '#protocol/push.ts';
import type { PhoneDb } from './db.ts';
import type { OutboxRow, ReviewRow } from './rows.ts';

/** What was decided last of a mutation. */
type Decided = Pick<ReviewRow, 'status' | 'reason' | 'decidedBy' | 'seq'>;

export interface StateSources {
  readonly outbox: ReadonlyMap<MutationId, OutboxRow>;
  readonly decided: ReadonlyMap<MutationId, Decided>;
  /** Mutations of this phone, by the earlier mutation they take the place of. */
  readonly answersTo: ReadonlyMap<MutationId, readonly OutboxRow[]>;
}

export function recordState(mid: MutationId, sources: StateSources): RecordState {
  if (sources.outbox.get(mid)?.state === 'pending') return { state: 'unsent' };
  const review = sources.decided.get(mid);
  const outcome = outcomeOf(sources.outbox.get(mid)?.verdict ?? null);
  if (isAnswered(mid, review, sources)) return { state: 'corrected' };
  switch (review?.status) {
    case undefined:
      return { state: outcome === 'parked' ? 'parked' : 'sent' };
    case 'waiting':
      return { state: 'sent' };
    case 'parked':
      return { state: 'parked' };
    case 'returned':
      return { state: 'returned', reason: review?.reason ?? '', by: review?.decidedBy ?? null };
    case 'quarantined':
      return { state: 'quarantined', reason: review?.reason ?? 'other' };
    case 'approved':
    case 'corrected':
      return { state: review?.status === 'approved' ? 'approved' : 'corrected' };
  }
}

/**
 * Corrected here before the server says so: by a mutation it has not refused,
 * unless it decided anew after that one was saved.
 */
function isAnswered(
  mid: MutationId,
  review: Decided | undefined,
  { answersTo }: StateSources,
): boolean {
  return (answersTo.get(mid) ?? []).some(
    (answer) => !isRefused(answer) && (review?.seq ?? 0) <= answer.answersSeq,
  );
}

/**
 * The server's rules kept it out, or the part of it that says who the child is:
 * what did count comes down with the child.
 */
export function isRefused({ state, verdict }: OutboxRow): boolean {
  return state === 'answered' && isKeptOut(verdict);
}

export function isKeptOut(verdict: Verdict | null): boolean {
  const outcome = outcomeOf(verdict);
  return outcome === 'quarantined' || outcome === 'conflict';
}

/** As it stands, as far as the first answer goes. */
export function isTakenUp(verdict: Verdict): boolean {
  return outcomeOf(verdict) === 'applied';
}

function outcomeOf(verdict: Verdict | null): Verdict['status'] | undefined {
  return verdict?.status === 'duplicate' ? verdict.of : verdict?.status;
}

/** Reads what `recordState` needs for the mutations that made these records. */
export async function stateSources(
  db: PhoneDb,
  records: readonly { readonly mid: MutationId; readonly approvedSeq?: number }[],
): Promise<StateSources> {
  const mids = records.map(({ mid }) => mid);
  const [outbox, reviews] = await Promise.all([db.outbox.bulkGet(mids), db.reviews.bulkGet(mids)]);
  return sourcesOf({
    outbox: present(outbox),
    reviews: present(reviews),
    approvals: records.flatMap(({ mid, approvedSeq }) =>
      approvedSeq === undefined ? [] : [[mid, approvedSeq] as const],
    ),
    answering: await db.outbox.where('answers').above('').toArray(),
  });
}

export function sourcesOf({
  outbox,
  reviews,
  approvals,
  answering,
}: {
  readonly outbox: readonly OutboxRow[];
  readonly reviews: readonly ReviewRow[];
  /** With their numbers; a review row of the same mutation is newer. */
  readonly approvals: Iterable<readonly [MutationId, number]>;
  readonly answering: readonly OutboxRow[];
}): StateSources {
  const answersTo = new Map<MutationId, OutboxRow[]>();
  for (const row of answering) {
    if (row.answers === null) continue;
    const rows = answersTo.get(row.answers);
    if (rows === undefined) answersTo.set(row.answers, [row]);
    else rows.push(row);
  }
  const decided = new Map<MutationId, Decided>();
  for (const [mid, seq] of approvals) {
    decided.set(mid, { status: 'approved', reason: null, decidedBy: null, seq });
  }
  for (const row of reviews) decided.set(row.mid, row);
  return {
    outbox: new Map(outbox.map((row) => [row.mid, row])),
    decided,
    answersTo,
  };
}

function present<T>(rows: readonly (T | undefined)[]): T[] {
  return rows.filter((row) => row !== undefined);
}
