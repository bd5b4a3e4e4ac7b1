/** What the phone's tables hold. Clear fields are ids, months and states; personal text stays inside values that no index sees. */

import type { Traffic } from '#client/sync/traffic.ts';
import type { ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { IsoMonth } from '#domain/dates.ts';
import type { AccountId, ChildId, DeviceId, EventId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { Mutation, Operation } from '#protocol/mutation.ts';
import type { Grant, MovedTo, ReviewStatus } from '#protocol/pull.ts';
import type { Verdict } from '#protocol/push.ts';
import type { Session } from '#protocol/session.ts';
import type { UuidState } from './uuid-v7.ts';

/** This installation. Made once, with the first id it needs. */
export interface PhoneRow {
  readonly key: 'phone';
  readonly deviceId: DeviceId;
  readonly uuid: UuidState;
  /** Per posyandu, the last number given to a mutation of this device. */
  readonly seqs: Readonly<Record<string, number>>;
  /** Server clock minus phone clock when last heard, ms. */
  readonly serverOffsetMs: number | null;
}

/** How far sync has come. */
export interface SyncRow {
  readonly key: 'sync';
  /** The server history that every cursor belongs to. */
  readonly epoch: string | null;
  readonly lastSyncAtMs: number | null;
  /**
   * When a push was last answered; `null` when the server has shown since that
   * it was set back. Absent in rows of the first build.
   */
  readonly lastPushAtMs?: number | null;
  /** When answers long given were last looked for, by the server's clock. Absent until then. */
  readonly forgotAtMs?: number;
}

/** Who is signed in on this phone; its presence, not the network, opens the app. */
export interface SessionRow {
  readonly key: 'session';
  readonly account: Session['account'];
  readonly grants: readonly Grant[];
  readonly practice: boolean;
  /** The posyandu in use. */
  readonly posyanduId: PosyanduId | null;
  /** The server does not know this session any more. */
  readonly expired: boolean;
  /** Made anew at every sign-in, so that a late answer to an earlier one is told apart. */
  readonly stamp: string;
}

/** A sign-out the server has not heard of yet. */
export interface SignOutRow {
  readonly key: 'sign-out';
  readonly atMs: number;
}

/** Renews a session that the browser lost: its private half can be used here, and read nowhere. */
export interface DeviceKeyRow {
  readonly key: 'device-key';
  readonly keys: CryptoKeyPair;
  /** What the server knows it by: always of who is signed in here; `null` when it renews nothing. */
  readonly boundTo: {
    readonly deviceId: DeviceId;
    readonly accountId: AccountId;
    /** Of the session it was bound with. */
    readonly stamp: string;
  } | null;
}

/** The least `WRITER_VERSION` of a build that may write here. */
export interface MinWriterRow {
  readonly key: 'min-writer';
  readonly version: number;
}

/** The database came back empty, and nobody has read that yet. */
export interface LossRow {
  readonly key: 'loss';
  /** Records not sent when last counted. */
  readonly unsent: number;
  readonly noticedAtMs: number;
}

/** Data used by sync in one calendar month, roughly. */
export interface TrafficRow extends Traffic {
  readonly key: 'traffic';
  /** `2026-11`, by the phone's zone. */
  readonly month: string;
}

export type MetaRow =
  | PhoneRow
  | SyncRow
  | SessionRow
  | SignOutRow
  | DeviceKeyRow
  | MinWriterRow
  | LossRow
  | TrafficRow;

/** A posyandu this phone holds records of, and whose accounts used it here. */
export interface GrantRow {
  readonly posyanduId: PosyanduId;
  readonly accounts: readonly AccountId[];
  /** Their grant has ended; they may still send what was recorded under it. */
  readonly formerly: readonly AccountId[];
}

export interface CursorRow {
  readonly posyanduId: PosyanduId;
  /** The last change taken. */
  readonly seq: number;
  /** Raised when the feed starts over; rows of an older generation go when it has come to its end. */
  readonly generation: number;
  readonly startedOver: boolean;
  /** The first load has come to its end once. */
  readonly loaded: boolean;
  /** Changes taken so far, to show how the first load goes. */
  readonly taken: number;
  /** While a first load is under way: see `PullRequest`. */
  readonly reviewsUpTo?: number;
}

/** A child as the server holds it. */
export interface ChildBase {
  readonly profile: ChildProfile;
  readonly fieldVersions: Readonly<Record<string, number>>;
  readonly seq: number;
  /** The same child under another id. Absent in rows of the first build, as is `movedTo`. */
  readonly mergedInto?: ChildId | null;
  readonly movedTo?: MovedTo | null;
  /** Number of the registration's approval, where that came with it: then it has no review row. */
  readonly approvedSeq?: number;
}

/** A child as the feed of one posyandu tells it. */
export interface ChildCopy {
  readonly posyanduId: PosyanduId;
  readonly createdBy: MutationId;
  readonly base: ChildBase;
  readonly generation: number;
}

export interface ChildRow {
  readonly id: ChildId;
  /** Where it lives, as far as this phone was told. */
  readonly posyanduId: PosyanduId;
  readonly createdBy: MutationId;
  /** `null` until the server has sent it. */
  readonly base: ChildBase | null;
  /** As registered on this phone; `null` when registered elsewhere. */
  readonly registered: ChildProfile | null;
  readonly generation: number;
  /** What the other posyandu tell of it in whose feeds it is too (`feed-copies.ts`). */
  readonly elsewhere?: readonly ChildCopy[];
}

/** An event as the feed of one posyandu tells it. */
export interface EventCopy {
  readonly posyanduId: PosyanduId;
  readonly mid: MutationId;
  readonly seq: number;
  readonly generation: number;
  readonly approvedSeq?: number;
}

export interface EventRow {
  readonly id: EventId;
  readonly posyanduId: PosyanduId;
  readonly childId: ChildId;
  readonly kind: ChildEvent['kind'];
  /** The measurement or dose it is, amends or voids. */
  readonly rootId: EventId;
  /** Calendar month measured; `null` for a void and for everything about a dose. */
  readonly month: IsoMonth | null;
  readonly mid: MutationId;
  /** Its number in the server's feed; `null` until the server has sent it back. */
  readonly seq: number | null;
  /** Kept out by the server's rules: shown, but counts in nothing. */
  readonly refused: boolean;
  readonly event: ChildEvent;
  readonly generation: number;
  /** Number of its approval, where that came with it: then it has no review row. */
  readonly approvedSeq?: number;
  /** The other posyandu in whose feeds it is too (`feed-copies.ts`). */
  readonly elsewhere?: readonly EventCopy[];
}

export interface ReviewRow {
  readonly mid: MutationId;
  readonly posyanduId: PosyanduId;
  /** Whether the mutation made or changed a child, or an event. */
  readonly about: 'child' | 'event';
  readonly entity: string;
  readonly childId: ChildId | null;
  readonly status: ReviewStatus;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  /** 0 while only the verdict of a push is known. */
  readonly seq: number;
  readonly generation: number;
}

/** One mutation made on this phone: kept after the answer, so that a restored server can be filled again. */
export interface OutboxRow {
  readonly mid: MutationId;
  readonly posyanduId: PosyanduId;
  readonly deviceId: DeviceId;
  readonly seq: number;
  readonly state: 'pending' | 'answered';
  readonly op: Operation;
  readonly entity: string;
  readonly childId: ChildId;
  /** The earlier mutation this one takes the place of. */
  readonly answers: MutationId | null;
  /** Number of that one's review when this was saved: a later decision is news. */
  readonly answersSeq: number;
  readonly mutation: Mutation;
  readonly savedAtMs: number;
  readonly tries: number;
  readonly lastError: string | null;
  readonly verdict: Verdict | null;
  /** By the server's clock. */
  readonly answeredAtMs: number | null;
  /**
   * Of an answered edit: number of the child's row as the phone held it then, and
   * in which telling of the feed. Absent in rows of the first build.
   */
  readonly childSeq?: number | null;
  readonly childGeneration?: number;
  /** The server has it under another number than `seq`; absent in rows of the first build. */
  readonly numberElsewhere?: boolean;
}

export interface DraftRow {
  readonly posyanduId: PosyanduId;
  readonly key: string;
  readonly value: Readonly<Record<string, string>>;
  /** Server's time at the first sync that found it so; `null` until then. */
  readonly savedAtMs: number | null;
}

/** A change of a kind or shape this build cannot read, as it came. */
export interface UnknownRow {
  readonly posyanduId: PosyanduId;
  readonly seq: number;
  /** Place among the changes of one number. */
  readonly ordinal: number;
  readonly change: Readonly<Record<string, unknown>>;
  readonly generation: number;
}

/** One line of the phone's own log. Never holds personal data. */
export interface DiagRow {
  readonly id?: number;
  readonly atMs: number;
  readonly what: string;
  readonly detail: string | null;
}
