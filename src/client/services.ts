/**
 * What screens may use of the phone: its records, its sync, its sign-in and its clock.
 *
 * Interfaces only, and the context that carries them. `main.tsx` makes the real
 * ones; a test hands in the same factories over a fresh database.
 */

import { createContext, useContext } from 'react';
import type { ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { AccountId, ChildId, EventId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { ImmunizationEvent } from '#domain/immunization/immunization-event.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { Grant, MovedTo } from '#protocol/pull.ts';
import type { Role, ServerInfo } from '#protocol/session.ts';

/** Where a record stands, in the words of the screen: Tersimpan di HP, Terkirim, Disetujui, Perlu dicek. */
export type RecordState =
  | { readonly state: 'unsent' }
  | { readonly state: 'sent' }
  /** On the server, waiting for something that has not arrived there. */
  | { readonly state: 'parked' }
  | { readonly state: 'approved' }
  /** Corrected by a later record of the kader; kept. */
  | { readonly state: 'corrected' }
  /** Returned by a person: `reason` is their words. */
  | { readonly state: 'returned'; readonly reason: string; readonly by: string | null }
  /** Kept by the server's rules: `reason` is a `QuarantineReason` or one of a newer server. */
  | { readonly state: 'quarantined'; readonly reason: string };

export interface NamedChild {
  readonly id: ChildId;
  readonly name: string;
}

export interface ChildView {
  readonly id: ChildId;
  /** Where it lives, as far as this phone was told. */
  readonly posyanduId: PosyanduId;
  /** As the server holds it, with what waits on this phone folded in. */
  readonly profile: ChildProfile;
  /** Per field, how often it was changed; goes back into `patchChild` with the profile it belongs to. */
  readonly fieldVersions: Readonly<Record<string, number>>;
  readonly createdBy: MutationId;
  /** State of the registration or of the last edit waiting on this phone. */
  readonly state: RecordState;
  /** Registered twice: the child it counts as, which shows the records of both. */
  readonly mergedInto: NamedChild | null;
  /** Those that count as this one, by name. */
  readonly mergedHere: readonly NamedChild[];
  /** Recorded there from now on; what this posyandu recorded stays readable. */
  readonly movedTo: MovedTo | null;
}

export interface EventView<E extends ChildEvent = GrowthEvent> {
  readonly mid: MutationId;
  readonly event: E;
  readonly state: RecordState;
  /** False for one the server's rules kept out: shown in the history, left out of every rule. */
  readonly counts: boolean;
}

/** Something the puskesmas or the server's rules sent back, not yet answered by a correction. */
export interface AttentionItem {
  readonly mid: MutationId;
  readonly op: string;
  readonly childId: ChildId | null;
  /** The child's name as far as this phone knows it. */
  readonly childName: string | null;
  readonly state: Extract<RecordState, { state: 'returned' | 'quarantined' }>;
  readonly decidedAtMs: number | null;
  /** The values in question, where it is a measurement. */
  readonly measurement: Measurement | null;
  /** The dose in question, where it is one. */
  readonly immunization: Immunization | null;
  /** The root measurement or dose to amend; `null` for a registration. */
  readonly targetId: EventId | null;
}

export interface OutboxView {
  readonly mid: MutationId;
  readonly op: string;
  readonly childName: string | null;
  readonly savedAtMs: number;
  readonly tries: number;
  /** Why the last try failed: `offline`, `portal`, `server`, `signed-out`, … ; `null` before the first. */
  readonly lastError: string | null;
}

export interface HeldView {
  readonly mid: MutationId;
  readonly op: string;
  readonly childName: string | null;
  readonly state: Extract<RecordState, { state: 'parked' | 'quarantined' }>;
}

/**
 * Saves resolve only after the browser has written durably; they reject and
 * change nothing when it could not, or when who is signed in by now may not
 * record there (`SessionControl.refusal`).
 */
export interface Records {
  /** Changes taken of a first load of the posyandu in use that is not at its end; else `null`. */
  loadingRows(): Promise<number | null>;
  /** Every child of the posyandu in use, by name, without those that moved away or count as another. */
  children(): Promise<readonly ChildView[]>;
  /** Those that moved away from the posyandu in use, by name. */
  movedChildren(): Promise<readonly ChildView[]>;
  /** By its own id, also when it counts as another. */
  child(id: ChildId): Promise<ChildView | null>;
  /** Weighings of one child and of all that count as the same, in the order they count. */
  eventsOf(childId: ChildId): Promise<readonly EventView[]>;
  /** Doses, likewise. */
  immunizationsOf(childId: ChildId): Promise<readonly EventView<ImmunizationEvent>[]>;
  /** Everything that counts about the doses of all children, grouped by the child it counts for, in the order it counts. */
  immunizations(): Promise<ReadonlyMap<ChildId, readonly ImmunizationEvent[]>>;
  /** Weighings of all children measured in these calendar months (`2026-11`), grouped likewise. */
  eventsInMonths(months: readonly string[]): Promise<ReadonlyMap<ChildId, readonly GrowthEvent[]>>;
  outbox(): Promise<readonly OutboxView[]>;
  /** This phone's records that the server has, but has not taken up as they stand; newest first. */
  held(): Promise<readonly HeldView[]>;
  attention(): Promise<readonly AttentionItem[]>;

  /** @param draftKey draft removed in the same transaction */
  registerChild(profile: ChildProfile, options: SaveOptions): Promise<ChildId>;
  /** Saves only the fields that differ from what the kader saw; nothing when none does and nothing is answered. */
  patchChild(id: ChildId, profile: ChildProfile, options: PatchOptions): Promise<void>;
  recordMeasurement(
    childId: ChildId,
    measurement: Measurement,
    options: AnswerOptions,
  ): Promise<EventId>;
  amendMeasurement(
    childId: ChildId,
    targetId: EventId,
    measurement: Measurement,
    options: AnswerOptions & { readonly reason: string },
  ): Promise<EventId>;
  voidMeasurement(
    childId: ChildId,
    targetId: EventId,
    options: AnswerOptions & { readonly reason: string },
  ): Promise<void>;
  /**
   * What one visit brought, or what a book says: all doses or none are saved.
   * `answers` is answered by the first.
   */
  recordImmunizations(
    childId: ChildId,
    immunizations: readonly Immunization[],
    options: AnswerOptions,
  ): Promise<readonly EventId[]>;
  amendImmunization(
    childId: ChildId,
    targetId: EventId,
    immunization: Immunization,
    options: AnswerOptions & { readonly reason: string },
  ): Promise<EventId>;
  voidImmunization(
    childId: ChildId,
    targetId: EventId,
    options: AnswerOptions & { readonly reason: string },
  ): Promise<void>;

  /**
   * A draft belongs to a posyandu: that of the screen, else the one in use.
   * It is written whoever is signed in, and read to those who have a grant there.
   */
  draft(key: string, posyanduId?: PosyanduId): Promise<unknown>;
  saveDraft(
    key: string,
    value: Readonly<Record<string, string>>,
    posyanduId?: PosyanduId,
  ): Promise<void>;
  deleteDraft(key: string, posyanduId?: PosyanduId): Promise<void>;
}

export interface SaveOptions {
  readonly draftKey?: string;
  /** Of the screen that saves (`records-here.ts`); without it, the one in use. */
  readonly posyanduId?: PosyanduId;
}
export interface AnswerOptions extends SaveOptions {
  readonly reason?: string;
  /** The returned or quarantined mutation this answers. */
  readonly answers?: MutationId;
}

export interface PatchOptions extends AnswerOptions {
  /**
   * The child as it was when the form was filled from it. Without it the form
   * is held against the child as it is now, and takes back what another phone
   * changed meanwhile.
   */
  readonly seen?: Pick<ChildView, 'profile' | 'fieldVersions'>;
}

export interface SyncStatus {
  /** `null` until the phone has counted: nothing is said before it is known. */
  readonly unsent: number | null;
  readonly oldestUnsentAtMs: number | null;
  readonly running: boolean;
  /** Too soon after what was asked for last: it goes on by itself within seconds. */
  readonly queued: boolean;
  /** Last time both directions succeeded. */
  readonly lastSyncAtMs: number | null;
  /** What stands in the way now; `null` when nothing does. */
  readonly obstacle: 'offline' | 'portal' | 'server' | 'signed-out' | 'update-needed' | null;
  /** First load of the posyandu: rows so far, or `null` when done. */
  readonly loadingRows: number | null;
  /** How much of that is here at least, 0 to below 1; `null` when nobody can say. */
  readonly loadingPart: number | null;
  /** Server clock minus phone clock when last heard, ms; `null` if never. Tells a wrong date on the phone. */
  readonly serverOffsetMs: number | null;
  /** Data that sync has used on this phone in the current calendar month, roughly; `null` until counted. */
  readonly bytesThisMonth: number | null;
}

export interface SyncControl {
  readonly status: () => SyncStatus;
  readonly subscribe: (listener: () => void) => () => void;
  /** Push, then pull. Resolves when the run ends, however it ends; never rejects. */
  syncNow(): Promise<void>;
}

export interface SignedIn {
  readonly accountId: AccountId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly practice: boolean;
  readonly grants: readonly Grant[];
  /** The posyandu in use on this phone. */
  readonly posyandu: Grant | null;
  /** The server does not know this session any more; everything works on, sending waits for a new sign-in. */
  readonly expired: boolean;
}

export type SignInProblem = 'wrong-credentials' | 'too-many-attempts' | 'offline' | 'server';

/** A save turned away: nobody could ever send what bears the name of who is signed in by now. */
export interface Refusal {
  readonly why: 'other-account' | 'signed-out' | 'child-moved';
  /** Where it was typed. */
  readonly posyanduId: PosyanduId | null;
}

export interface SessionControl {
  /** `undefined` while the phone is still reading it. */
  readonly current: () => SignedIn | null | undefined;
  /** Of `current` and `refusal`. */
  readonly subscribe: (listener: () => void) => () => void;
  signIn(username: string, password: string): Promise<SignInProblem | null>;
  /** Refuses nothing and deletes nothing unsent; records stay on the phone for the next sign-in of this posyandu. */
  signOut(): Promise<void>;
  choosePosyandu(id: PosyanduId): Promise<void>;
  /** Why the last save that failed on this page was turned away, until that is read or the one who may save is back. */
  readonly refusal: () => Refusal | null;
  acknowledgeRefusal(): void;
  /** What the sign-in page may show; `null` when the server cannot be reached. */
  serverInfo(): Promise<ServerInfo | null>;
}

export interface Loss {
  /** Records that were not sent when last counted, hence gone. */
  readonly unsent: number;
}

export interface StorageControl {
  /** Asks the browser to keep this site's storage; asked after the first save. */
  persisted(): Promise<'yes' | 'no' | 'unknown'>;
  /** Free bytes as the browser estimates; `null` if it does not say. */
  freeBytes(): Promise<number | null>;
  /**
   * Why records can be neither read nor saved now; `null` when they can.
   * `blocked`: another tab holds an older version of the app, to be closed.
   * `reload-needed`: this page is the older one. `unavailable`: the browser
   * cannot open its storage. `read-only`: records can be read, but a newer
   * build keeps this one from saving.
   */
  readonly trouble: () => 'blocked' | 'reload-needed' | 'unavailable' | 'read-only' | null;
  /** The phone's records were lost (its database came back empty), and nobody has read that yet. */
  readonly loss: () => Loss | null;
  /** Of `trouble` and `loss`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Somebody has read of the loss. */
  acknowledgeLoss(): Promise<void>;
}

export interface Services {
  readonly records: Records;
  readonly sync: SyncControl;
  readonly session: SessionControl;
  readonly storage: StorageControl;
  /** Calendar day by the phone's zone, ISO. */
  readonly today: () => string;
  readonly nowMs: () => number;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices outside ServicesProvider');
  return services;
}
