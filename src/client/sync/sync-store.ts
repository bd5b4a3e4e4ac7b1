/** What sync needs of the phone's database. Every method is one transaction: after a crash it happened or it did not. */

import type { AccountId, ChildId, DeviceId, MutationId } from '#domain/ids.ts';
import type { PullRequest, PullResponse } from '#protocol/pull.ts';
import type { PushResponse } from '#protocol/push.ts';

/** Whose sign-in a run uses. */
export interface RunAs {
  readonly accountId: AccountId;
  /** Tells this sign-in from a later one of the same account. */
  readonly stamp: string;
}

export interface WaitingMutation {
  readonly mid: MutationId;
  readonly childId: ChildId;
  /** As it goes over the wire. */
  readonly mutation: Readonly<Record<string, unknown>>;
}

export interface Chunk {
  readonly deviceId: DeviceId;
  /** In the order they were made. */
  readonly mutations: readonly WaitingMutation[];
  /** What waits on the phone besides these. */
  readonly waiting: number;
}

/** When a request left and its answer arrived, by the phone's clock: the middle is when the server said its time. */
export interface Heard {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

export interface TakenVerdicts {
  /** Of the mutations sent, those the server has answered for good. */
  readonly answered: ReadonlySet<MutationId>;
  /** Answered earlier, not there any more, and therefore waiting once more. */
  readonly again: readonly MutationId[];
  /** The waiting mutations have new numbers under a new device id. */
  readonly forked: boolean;
}

export interface TakenPull {
  /** There are further pages. */
  readonly more: boolean;
  /** Something moved: a page was taken, or there was nothing to take. */
  readonly advanced: boolean;
  /** A page was taken that goes beyond what was asked from. */
  readonly news: boolean;
  /** The run came to its end, and that is noted. */
  readonly done: boolean;
}

/** To be noted with the last page, when what was to be sent is sent. */
export interface RunEnd {
  readonly atMs: number;
  /** Not where `nextChunk` or `reportDue` would find something. */
  readonly unless: { readonly waiting: boolean; readonly reportDue: boolean };
}

export interface SyncStore {
  /**
   * `null` when nobody is signed in whose records sync from here; `read-only`
   * when a newer build of the app keeps this one from writing.
   */
  begin(): Promise<RunAs | null | 'read-only'>;
  /**
   * The oldest waiting mutations this account may send: those of a posyandu it
   * has or had a grant for. Others wait for somebody who has.
   *
   * @param except children whose mutations are left out
   */
  nextChunk(as: RunAs, limit: number, except: ReadonlySet<ChildId>): Promise<Chunk>;
  /**
   * An empty chunk to be sent when nothing waits, so that both sides hear of
   * each other; `null` while the last push was less than a day ago, and when
   * this phone keeps nothing a server could have lost.
   */
  reportDue(as: RunAs, nowMs: number): Promise<Chunk | null>;
  /** Notes a failed try on those still waiting. */
  noteFailure(mids: readonly MutationId[], why: string): Promise<void>;
  /**
   * Marks by id exactly those of `chunk` that got a verdict. One without, or
   * made meanwhile, keeps waiting; one the server has lost waits again.
   *
   * @param notAgain not put back, whatever the server lacks
   */
  takeVerdicts(
    chunk: Chunk,
    response: PushResponse,
    heard: Heard,
    notAgain: ReadonlySet<MutationId>,
  ): Promise<TakenVerdicts>;
  pullRequest(as: RunAs, limit: number): Promise<Omit<PullRequest, 'protocol' | 'app'>>;
  /**
   * Rows and cursors together; with the last page, answers long given and drafts long
   * left are forgotten. A page that does not follow on what the phone
   * has by now (another tab was faster) is let go.
   *
   * @param heard `null` of a page that was not asked for by itself
   * @param end `null` where something could not be sent
   */
  takePull(
    as: RunAs,
    request: Omit<PullRequest, 'protocol' | 'app'>,
    response: PullResponse,
    heard: Heard | null,
    end: RunEnd | null,
  ): Promise<TakenPull>;
  /** Takes up what an older build could not read and this one can. */
  rereadUnknown(): Promise<void>;
  /** The server does not know this sign-in. */
  signedOut(as: RunAs): Promise<void>;
}
