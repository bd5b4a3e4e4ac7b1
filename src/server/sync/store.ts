/**
 * What sync needs of a database, in its own words.
 *
 * Everything of one posyandu is changed inside `inScope`, which holds that
 * posyandu's counter lock from the first statement on: changes there are
 * serial, so what `load` returned stays true until `save`.
 */

import type { ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { AccountId, ChildId, DeviceId, EventId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { Change, ReviewStatus } from '#protocol/pull.ts';
import type { Have, Outcome, QuarantineReason } from '#protocol/push.ts';
import type { ReviewFlag } from '#protocol/review.ts';

export interface ChildRow {
  readonly id: ChildId;
  readonly profile: ChildProfile;
  readonly fieldVersions: Readonly<Record<string, number>>;
  readonly createdBy: MutationId;
  /** The same child under another id; see `ChildChange`. */
  readonly mergedInto: ChildId | null;
  /** Where it lives now, if not here. */
  readonly movedTo: PosyanduId | null;
}

export interface EventRow {
  readonly mid: MutationId;
  readonly occurredOn: string;
  readonly event: ChildEvent;
}

export interface JournalRow {
  readonly envelope: MutationEnvelope;
  readonly contentHash: string;
  readonly pushedBy: AccountId;
  readonly arrivedAtMs: number;
  readonly status: Outcome;
  readonly reason: QuarantineReason | null;
  /** Of a parked one: the mutations or the child it waits for. */
  readonly needs: readonly string[];
}

/** What became of a mutation; what it says stands in the journal. */
export interface ReviewRow {
  readonly mid: MutationId;
  readonly op: string;
  readonly entity: string;
  readonly childId: ChildId | null;
  readonly authorId: AccountId;
  readonly arrivedAtMs: number;
  readonly status: ReviewStatus;
  readonly reason: string | null;
  readonly flags: readonly ReviewFlag[];
  readonly answers: MutationId | null;
  /** Set where the record arrives decided already, by whom. */
  readonly decidedBy: AccountId | null;
}

/** What a chunk may touch, to be read in one go. */
export interface ScopeKeys {
  readonly mids: readonly MutationId[];
  readonly slots: readonly { readonly deviceId: DeviceId; readonly seq: number }[];
  /** With everything recorded of them. */
  readonly childIds: readonly ChildId[];
  /** With their later measurements, unless they are among `childIds` or merged with one who is. */
  readonly measuredIds: readonly ChildId[];
  /** Of `measuredIds` the measurements of this day and later, ISO. */
  readonly measuredSince: string;
  readonly eventIds: readonly EventId[];
  readonly accountIds: readonly AccountId[];
}

export const NO_KEYS: ScopeKeys = {
  mids: [],
  slots: [],
  childIds: [],
  measuredIds: [],
  measuredSince: '1900-01-01',
  eventIds: [],
  accountIds: [],
};

export interface GrantSpan {
  readonly fromMs: number;
  readonly untilMs: number | null;
}

export interface ScopeState {
  /** Kemendagri code of the posyandu's kabupaten or kota, `52.02`. */
  readonly region: string;
  /** Journaled already: by mid. */
  readonly journal: ReadonlyMap<
    MutationId,
    {
      readonly op: string;
      readonly entity: string;
      readonly contentHash: string;
      readonly status: Outcome;
      readonly reason: string | null;
    }
  >;
  /** What waits in this posyandu, in the order it arrived. */
  readonly parked: readonly JournalRow[];
  /** Mid that holds a (device, seq), under `slotKey`. */
  readonly slots: ReadonlyMap<string, MutationId>;
  /** Those asked for that are known here, and all that are merged with them. */
  readonly children: ReadonlyMap<ChildId, ChildRow>;
  /**
   * In server order: every event of `childIds` and of those merged with them,
   * those asked for by id, and of each of the other children the measurements
   * since that day, as they were first told, with whatever amends or voids anything.
   */
  readonly events: readonly EventRow[];
  /** Of those children, who were measured before that day. */
  readonly measuredBefore: ReadonlySet<ChildId>;
  readonly grants: ReadonlyMap<AccountId, readonly GrantSpan[]>;
}

/** Written together with the counter; each child, event and moved review takes the next number. */
export interface ScopeBatch {
  readonly journal: readonly JournalRow[];
  /** Parked before, with what became of them now; they count from now on. */
  readonly judgedAgain: readonly JournalRow[];
  /** Of both, the order in which they came to count. */
  readonly inOrder: readonly MutationId[];
  /** New or changed, the newest state of each once. */
  readonly children: readonly ChildRow[];
  readonly events: readonly EventRow[];
  /** New, or standing anew for those judged again. */
  readonly reviews: readonly ReviewRow[];
  /** Earlier records that a mutation of this batch corrects. */
  readonly corrected: readonly { readonly mid: MutationId; readonly by: MutationId }[];
  /** Of children who live elsewhere now: kept to be carried there. */
  readonly toCarry: readonly { readonly mid: MutationId; readonly childId: ChildId }[];
}

/** A mutation that counted here and waits to be carried to where its child lives. */
export interface ToCarry {
  readonly envelope: MutationEnvelope;
  readonly pushedBy: AccountId;
  /** The child as the mutation names it. */
  readonly childId: ChildId;
  readonly movedTo: PosyanduId | null;
}

/** Where a posyandu belongs. */
interface Place {
  /** The same for all posyandu of one puskesmas. */
  readonly puskesmas: string;
  /** Invented, for practice: such a posyandu has nothing to do with a real one. */
  readonly practice: boolean;
}

export interface ScopeTransaction {
  readonly place: Place;
  load(keys: ScopeKeys): Promise<ScopeState>;
  save(batch: ScopeBatch): Promise<void>;
  /** Which numbers of these devices the journal holds, this transaction included. */
  have(deviceIds: readonly DeviceId[]): Promise<readonly Omit<Have, 'posyanduId'>[]>;
  /** What waits to be carried, in the order in which it came to count. */
  toCarry(): Promise<readonly ToCarry[]>;
  /** Of these children: what tells of their coming from elsewhere and waits for somebody to look at it. */
  arrivalsWaiting(childIds: readonly ChildId[]): Promise<readonly MutationId[]>;
  /** It was carried and waits no more. */
  forget(toCarry: readonly MutationId[]): Promise<void>;
}

export interface FeedPage {
  /** The posyandu's counter, read before the changes: they may reach beyond it, never short of it. */
  readonly counter: number;
  readonly changes: readonly Change[];
}

/**
 * What was decided of a record stands inside it, and is a change of its own
 * only for a phone that has the record and not this.
 */
export interface ReviewsInside {
  /** Up to this number the phone got it with the record, or will. */
  readonly upTo: number;
}

export interface SyncStore {
  epoch(): Promise<string>;
  /** One transaction under the posyandu's lock; `null` when there is no such posyandu. */
  inScope<T>(posyanduId: PosyanduId, work: (tx: ScopeTransaction) => Promise<T>): Promise<T | null>;
  /**
   * One transaction under the locks of both, in an order that is the same
   * whichever is named first; `null` when one of them does not exist.
   */
  inScopes<T>(
    ids: readonly [PosyanduId, PosyanduId],
    work: (one: ScopeTransaction, other: ScopeTransaction) => Promise<T>,
  ): Promise<T | null>;
  /** From where to where something waits to be carried; out of one posyandu, or of all. */
  waysToCarry(
    from?: PosyanduId,
  ): Promise<readonly { readonly from: PosyanduId; readonly to: PosyanduId }[]>;
  /**
   * Changes with a number above `after`, in order, at most `limit`.
   *
   * @param inside without, every decision is a change of its own and stands nowhere else
   */
  feed(
    posyanduId: PosyanduId,
    after: number,
    limit: number,
    inside?: ReviewsInside,
  ): Promise<FeedPage>;
  /** Whether this account ever held a grant there. */
  everGranted(accountId: AccountId, posyanduId: PosyanduId): Promise<boolean>;
  /** Keeps what cannot go into a journal. The same bytes are kept once. */
  keepRaw(row: {
    readonly accountId: AccountId;
    readonly reason: string;
    readonly body: string;
    readonly receivedAtMs: number;
  }): Promise<void>;
  noteDevice(row: {
    readonly posyanduId: PosyanduId;
    readonly deviceId: DeviceId;
    readonly accountId: AccountId;
    readonly app: string;
    readonly nowMs: number;
    /** `null` on a pull: what the phone reported last stays. */
    readonly waiting: number | null;
  }): Promise<void>;
  /** The store was asked for something that can never succeed as it is (not a passing fault). */
  isDataError(error: unknown): boolean;
}

export function slotKey(deviceId: DeviceId, seq: number): string {
  return `${deviceId} ${seq}`;
}
