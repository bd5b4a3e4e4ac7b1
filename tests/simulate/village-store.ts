/** What a village needs of its server's store: what sync asks of it, what operators do to it, and a look at everything it holds. */

import type { AccountId, ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { Grant, ReviewChange, ReviewStatus } from '#protocol/pull.ts';
import type { PosyanduStanding } from '#server/review/store.ts';
import type { ChildRow, EventRow, JournalRow, SyncStore } from '#server/sync/store.ts';

/** Done at once in memory; a database takes its time. */
type Done = void | Promise<void>;

/** What tells the puskesmas that a child came. */
export interface ToldArrival {
  readonly mid: MutationId;
  readonly childId: ChildId;
  readonly status: ReviewStatus;
}

export interface VillageStore extends SyncStore {
  /** Adds a posyandu and grants it to these accounts. */
  open(grant: Grant, accounts: readonly AccountId[], fromMs?: number): Done;
  grantsOf(accountId: AccountId): Grant[] | Promise<Grant[]>;
  /** @param untilMs end of the authority to record */
  revoke(accountId: AccountId, posyanduId: PosyanduId, untilMs: number): Done;
  /** Somebody of the posyandu's own puskesmas decides, where that may be decided. */
  decide(
    posyanduId: PosyanduId,
    mid: MutationId,
    status: 'approved' | 'returned',
    reason: string | null,
  ): Done;
  /** Puts a change of a kind no phone knows into the feed. */
  sendUnknown(posyanduId: PosyanduId, change: Record<string, unknown>): Done;
  /** The same history begins anew with lower numbers, as after a rebuild of the feed. */
  renumber(posyanduId: PosyanduId): Done;
  /** Everything as it stands now, but for the grants. @returns brings it back */
  backup(): (() => Done) | Promise<() => Done>;
  /** A new history begins: what the operator says after a restore. */
  newEpoch(): Done;

  /** Brings what follows up to date, where it is not by itself. */
  refresh?(): Promise<void>;
  epochNow(): string;
  /** Every mutation ever journaled, in the order they came to count. */
  journal(posyanduId: PosyanduId): readonly JournalRow[];
  events(posyanduId: PosyanduId): readonly EventRow[];
  children(posyanduId: PosyanduId): readonly ChildRow[];
  /** Every review that has a number in the feed. */
  reviews(posyanduId: PosyanduId): readonly ReviewChange[];
  /** Whether it has a number in the feed or none. */
  arrivals(posyanduId: PosyanduId): readonly ToldArrival[];
  unknownOf(posyanduId: PosyanduId): readonly Record<string, unknown>[];
  /** What could not go into a journal, as it came. */
  kept(): readonly { readonly reason: string; readonly body: string }[];

  /** The puskesmas' overview; a store in memory has none. */
  standings?(
    nowMs: number,
    silentBeforeMs: number,
  ): Promise<readonly Pick<PosyanduStanding, 'id' | 'waitingOnPhones' | 'silentPhones'>[]>;

  close?(): Promise<void>;
}
