/** From the server's pages to the list a reader sees. */

import type { ReviewStatus } from '#protocol/pull.ts';
import type { ReviewList, ReviewRecord } from '#protocol/review.ts';
import { markedRecord, markOn, type DecidedMarks } from './decided-marks.ts';

export interface StampedPage extends ReviewList {
  /** When it was asked for: a decision settled later is not in it. */
  readonly askedAtMs: number;
}

/** Records of all pages that have this status for this desk, in the server's order. */
export function standingRecords(
  pages: readonly StampedPage[],
  marks: DecidedMarks,
  status: ReviewStatus,
): ReviewRecord[] {
  return pages.flatMap((page) =>
    page.records
      .filter(({ mid }) => markOn(marks, mid, page.askedAtMs)?.status !== 'elsewhere')
      .map((record) => markedRecord(record, marks, page.askedAtMs))
      .filter((record) => record.status === status),
  );
}

/** @returns `null` when the server did not count to the end */
export function totalStanding(pages: readonly StampedPage[], standing: number): number | null {
  const total = pages[0]?.total ?? null;
  if (total === null) return null;
  const loaded = pages.reduce((sum, page) => sum + page.records.length, 0);
  return Math.max(standing, total - (loaded - standing));
}

/** How many records of the newest page came after everything that is loaded. */
export function arrivedSince(
  pages: readonly StampedPage[],
  newest: StampedPage | undefined,
  marks: DecidedMarks,
): { readonly count: number; readonly more: boolean } {
  if (newest === undefined) return { count: 0, more: false };
  const head = pages[0]?.records[0];
  const fresh = newest.records.filter(
    (record) =>
      (head === undefined || isNewer(record, head)) &&
      markOn(marks, record.mid, newest.askedAtMs) === null,
  );
  return {
    count: fresh.length,
    more: fresh.length > 0 && fresh.length === newest.records.length && newest.next !== null,
  };
}

/** The order of the server's list: by arrival, then by id. */
function isNewer(one: ReviewRecord, other: ReviewRecord): boolean {
  if (one.arrivedAtMs !== other.arrivedAtMs) return one.arrivedAtMs > other.arrivedAtMs;
  return one.mid > other.mid;
}
