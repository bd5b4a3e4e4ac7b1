/** What review needs of a database, in its own words. Every question names whose records it may see. */

import type { GrowthEvent } from '#domain/growth-event.ts';
import type { AccountId, MutationId, PosyanduId, PuskesmasId } from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import type {
  DecisionRequest,
  Held,
  ReviewDetail,
  ReviewFlag,
  ReviewKind,
  ReviewRecord,
} from '#protocol/review.ts';

/** Records of one puskesmas, or of all. */
export type Reach = { readonly puskesmasId: PuskesmasId } | 'all';

export interface RecordFilter {
  readonly status: ReviewStatus;
  /** `null`: every posyandu within reach. */
  readonly posyanduId: PosyanduId | null;
  readonly flag: ReviewFlag | null;
  readonly kind: ReviewKind | null;
}

/** Place of a record in the list: newest first, by arrival and then by id. */
export interface ListKey {
  readonly arrivedAtMs: number;
  readonly mid: MutationId;
}

/** A record as a decision finds it. */
export interface DecidableRecord {
  readonly mid: MutationId;
  readonly op: string;
  readonly status: ReviewStatus;
  readonly reason: string | null;
  readonly decidedBy: AccountId | null;
  /** Why it was never applied; `null` for one that was. */
  readonly quarantinedFor: string | null;
}

export interface DecidedRecord {
  readonly mid: MutationId;
  readonly status: ReviewStatus;
  readonly reason: string | null;
}

/** Whose decision it was, and in which words. */
interface DecisionMade {
  readonly decision: DecisionRequest['decision'];
  readonly reason: string | null;
  readonly by: AccountId;
  readonly atMs: number;
}

export interface DecisionTransaction {
  /**
   * Those of the ids that are a kader's in this posyandu, or tell of a child that
   * another puskesmas sent here; in no promised order.
   */
  load(mids: readonly MutationId[]): Promise<readonly DecidableRecord[]>;
  /** Each takes the next number of the posyandu, so that its phones hear of it. */
  save(records: readonly DecidedRecord[], decision: DecisionMade): Promise<void>;
}

export interface PosyanduStanding {
  readonly id: PosyanduId;
  readonly name: string;
  readonly villageName: string;
  readonly lastSyncAtMs: number | null;
  readonly children: number;
  readonly waiting: number;
  readonly waitingOnPhones: number;
  readonly parked: Held;
  readonly quarantined: Held;
  readonly conflicts: Held;
  readonly missing: Held;
  readonly silentPhones: number;
}

/** What an overview is asked at: from when a child counts as under five, and a phone as silent. */
export interface StandingMoment {
  /** ISO date: children born later are under five. */
  readonly bornAfter: string;
  readonly nowMs: number;
  readonly silentBeforeMs: number;
}

export interface ReviewStore {
  /** In list order, at most `limit`, those after `after`. */
  list(
    reach: Reach,
    filter: RecordFilter,
    page: { readonly after: ListKey | null; readonly limit: number },
  ): Promise<ReviewRecord[]>;
  /** Exact up to `ceiling`, which also stands for more. */
  count(reach: Reach, filter: RecordFilter, ceiling: number): Promise<number>;
  find(reach: Reach, mid: MutationId): Promise<Omit<ReviewDetail, 'server'> | null>;
  /** Where the records within reach are; the others are left out. */
  locate(
    reach: Reach,
    mids: readonly MutationId[],
  ): Promise<readonly { readonly mid: MutationId; readonly posyanduId: PosyanduId }[]>;
  /** One transaction under the posyandu's lock; `null` when there is no such posyandu. */
  inScope<T>(
    posyanduId: PosyanduId,
    work: (tx: DecisionTransaction) => Promise<T>,
  ): Promise<T | null>;
  /** By name. */
  posyandu(reach: Reach, moment: StandingMoment): Promise<readonly PosyanduStanding[]>;
  /**
   * Events of the measurements taken from `from` to `to` (ISO dates, both
   * included) of children born after `bornAfter`: each with everything that
   * amends or voids it, in server order. Where a child was merged into another,
   * they name that one; those who moved away are left out.
   */
  eventsMeasured(
    reach: Reach,
    days: { readonly from: string; readonly to: string; readonly bornAfter: string },
  ): Promise<readonly { readonly posyanduId: PosyanduId; readonly event: GrowthEvent }[]>;
}
