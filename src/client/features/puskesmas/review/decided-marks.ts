/**
 * What this desk decided, laid over what the server said before it heard of it.
 *
 * Answers of the server are never rewritten: a mark hides or shows a record until
 * an answer comes that was asked for after the decision was settled. Taking a
 * mark away is the whole rollback.
 */

import type { MutationId } from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';

/** `elsewhere`: the server said it was no longer to be decided here. */
export type MarkedStatus = ReviewStatus | 'elsewhere';

export interface DecidedMark {
  readonly status: MarkedStatus;
  /** The words sent with a return. */
  readonly reason: string | null;
  /** When the server confirmed it; `null` while it is on its way. */
  readonly settledAtMs: number | null;
}

export type DecidedMarks = ReadonlyMap<MutationId, DecidedMark>;

export const noMarks: DecidedMarks = new Map();

export function withMarks(
  marks: DecidedMarks,
  mids: readonly MutationId[],
  mark: DecidedMark,
): DecidedMarks {
  const next = new Map(marks);
  for (const mid of mids) next.set(mid, mark);
  return next;
}

/** Puts back what stood there before: the rollback of a decision that did not arrive. */
export function withMarksOf(
  marks: DecidedMarks,
  mids: readonly MutationId[],
  before: DecidedMarks,
): DecidedMarks {
  const next = new Map(marks);
  for (const mid of mids) {
    const earlier = before.get(mid);
    if (earlier === undefined) next.delete(mid);
    else next.set(mid, earlier);
  }
  return next;
}

/**
 * The mark that still counts for a record.
 *
 * @param askedAtMs when the answer that holds the record was asked for
 */
export function markOn(
  marks: DecidedMarks,
  mid: MutationId,
  askedAtMs: number,
): DecidedMark | null {
  const mark = marks.get(mid);
  if (mark === undefined) return null;
  return mark.settledAtMs === null || mark.settledAtMs >= askedAtMs ? mark : null;
}

/** A record as it stands for this desk. */
export function markedRecord<
  R extends {
    readonly mid: MutationId;
    readonly status: ReviewStatus;
    readonly reason: string | null;
  },
>(record: R, marks: DecidedMarks, askedAtMs: number): R {
  const mark = markOn(marks, record.mid, askedAtMs);
  if (mark === null || mark.status === 'elsewhere') return record;
  return { ...record, status: mark.status, reason: mark.reason };
}
