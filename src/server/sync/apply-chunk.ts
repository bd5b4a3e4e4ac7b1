/** Applies the mutations of one posyandu, inside its lock: reads once, judges each in order, writes once. */

import {
  childIdSchema,
  eventIdSchema,
  type AccountId,
  type ChildId,
  type EventId,
  type MutationId,
} from '#domain/ids.ts';
import { readMutation, type Mutation, type MutationEnvelope } from '#protocol/mutation.ts';
import type { QuarantineReason, Verdict } from '#protocol/push.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import { contentHash } from '#server/content-hash.ts';
import { judge, type Effect, type JudgedState } from './judge.ts';
import { arrivalFlags, contentFlags } from './review-flags.ts';
import {
  slotKey,
  type ChildRow,
  type EventRow,
  type GrantSpan,
  type JournalRow,
  type ReviewRow,
  type ScopeKeys,
  type ScopeState,
  type ScopeTransaction,
} from './store.ts';

/** Operations that always speak of something recorded before. */
const CHANGES_EARLIER: ReadonlySet<string> = new Set([
  'child.patch',
  'measure.amend',
  'measure.void',
  'immun.amend',
  'immun.void',
]);

export interface ChunkContext {
  readonly pushedBy: AccountId;
  readonly nowMs: number;
  /** Latest calendar day anywhere in the country. */
  readonly today: string;
  /** Staff bring in whole registers: their authority was checked before, and what they bring is decided. */
  readonly decidedBy: AccountId | null;
}

/** @returns a verdict for each envelope, in their order */
export async function applyChunk(
  tx: ScopeTransaction,
  envelopes: readonly MutationEnvelope[],
  context: ChunkContext,
): Promise<Verdict[]> {
  const state = await tx.load(keysOf(envelopes));
  const chunk = new Chunk(state, context);
  const verdicts = envelopes.map((envelope) => chunk.take(envelope));
  if (chunk.journal.length > 0) {
    await tx.save({
      journal: chunk.journal,
      children: [...chunk.changedChildren.values()],
      events: chunk.newEvents,
      reviews: chunk.reviews,
      corrected: chunk.corrected,
    });
  }
  return verdicts;
}

/** The posyandu as it becomes while the chunk is judged, and what is to be written of it. */
class Chunk implements JudgedState {
  readonly journal: JournalRow[] = [];
  readonly changedChildren = new Map<ChildId, ChildRow>();
  readonly newEvents: EventRow[] = [];
  readonly reviews: ReviewRow[] = [];
  readonly corrected: { mid: MutationId; by: MutationId }[] = [];

  readonly #state: ScopeState;
  readonly #context: ChunkContext;
  readonly #taken = new Map<MutationId, JournalRow>();
  readonly #slots: Map<string, MutationId>;
  readonly #eventsByChild = new Map<ChildId, EventRow[]>();
  readonly #eventIds: Set<string>;

  constructor(state: ScopeState, context: ChunkContext) {
    this.#state = state;
    this.#context = context;
    this.#slots = new Map(state.slots);
    this.#eventIds = new Set(state.events.map((row) => row.event.id));
    for (const row of state.events) this.#remember(row);
  }

  child(id: ChildId): ChildRow | undefined {
    return this.changedChildren.get(id) ?? this.#state.children.get(id);
  }

  eventsOf(childId: ChildId): readonly EventRow[] {
    return this.#eventsByChild.get(childId) ?? [];
  }

  hasEvent(id: string): boolean {
    return this.#eventIds.has(id);
  }

  take(envelope: MutationEnvelope): Verdict {
    const { mid } = envelope;
    const hash = contentHash(envelope);
    const before = this.#taken.get(mid) ?? this.#state.journal.get(mid);
    if (before !== undefined) {
      if (before.contentHash !== hash) {
        return { mid, status: 'quarantined', reason: 'mid-collision' };
      }
      return {
        mid,
        status: 'duplicate',
        of: before.status,
        ...(before.reason === null ? {} : { reason: before.reason }),
      };
    }
    const slot = slotKey(envelope.deviceId, envelope.seq);
    if (this.#slots.has(slot)) return { mid, status: 'device-fork' };
    this.#slots.set(slot, mid);

    const mutation = readMutation(envelope);
    const judgement = this.#judge(envelope, mutation);
    const reason = typeof judgement === 'string' ? judgement : null;
    if (typeof judgement !== 'string') this.#apply(judgement, mid);

    const { pushedBy, nowMs } = this.#context;
    const status = reason === null ? 'applied' : 'quarantined';
    const row = {
      envelope,
      contentHash: hash,
      pushedBy,
      arrivedAtMs: nowMs,
      status,
      reason,
    } as const;
    this.journal.push(row);
    this.#taken.set(mid, row);
    this.reviews.push(this.#reviewOf(envelope, mutation, judgement));
    return { mid, status, ...(reason === null ? {} : { reason }) };
  }

  #judge(
    envelope: MutationEnvelope,
    mutation: ReturnType<typeof readMutation>,
  ): Effect | QuarantineReason {
    if (typeof mutation === 'string') return mutation;
    if (this.#context.decidedBy === null && !this.#mayRecord(envelope)) return 'no-authority';
    const judgement = judge(mutation, this, this.#context.today);
    return judgement.ok ? judgement.value : judgement.error;
  }

  /** Whoever may record here now, or might when it was captured, however late it arrives. */
  #mayRecord({ authorId, captured }: MutationEnvelope): boolean {
    const { nowMs } = this.#context;
    const capturedMs = captured.wallMs + (captured.serverOffsetMs ?? 0);
    const spans = this.#state.grants.get(authorId) ?? [];
    return spans.some((span) => covers(span, nowMs) || covers(span, capturedMs));
  }

  #apply({ child, event, corrects }: Effect, mid: MutationId): void {
    if (child !== null) this.changedChildren.set(child.id, child);
    if (event !== null) {
      this.newEvents.push(event);
      this.#eventIds.add(event.event.id);
      this.#remember(event);
    }
    if (corrects !== null) this.corrected.push({ mid: corrects, by: mid });
  }

  #remember(row: EventRow): void {
    const rows = this.#eventsByChild.get(row.event.childId);
    if (rows === undefined) this.#eventsByChild.set(row.event.childId, [row]);
    else rows.push(row);
  }

  #reviewOf(
    envelope: MutationEnvelope,
    mutation: ReturnType<typeof readMutation>,
    judgement: Effect | QuarantineReason,
  ): ReviewRow {
    const { mid, op, entity, authorId, occurredOn } = envelope;
    const { pushedBy, nowMs, decidedBy } = this.#context;
    const quarantined = typeof judgement === 'string';
    const known = typeof mutation === 'string' ? null : mutation;
    const childId = known === null ? null : childOf(known);
    const corrects = quarantined ? (known === null ? null : answersOf(known)) : judgement.corrects;
    return {
      mid,
      op,
      entity,
      childId,
      authorId,
      arrivedAtMs: nowMs,
      occurredOn,
      measurement: known === null ? null : measurementOf(known),
      immunization: known === null ? null : immunizationOf(known),
      authorReason: known === null ? null : reasonOf(known),
      status: quarantined ? 'quarantined' : decidedBy === null ? 'waiting' : 'approved',
      reason: quarantined ? judgement : null,
      flags: [
        ...(quarantined ? (['quarantined'] as const) : this.#contentFlags(judgement)),
        ...arrivalFlags(envelope, pushedBy, corrects !== null || CHANGES_EARLIER.has(op)),
      ],
      answers: corrects,
      decidedBy: quarantined ? null : decidedBy,
    };
  }

  #contentFlags({ event }: Effect): ReviewFlag[] {
    const child = event === null ? undefined : this.child(event.event.childId);
    if (event === null || child === undefined) return [];
    const events = this.eventsOf(child.id).map((row) => row.event);
    const { region } = this.#state;
    return contentFlags(event.event, { child, events, region }, this.#context.today);
  }
}

function covers({ fromMs, untilMs }: GrantSpan, atMs: number): boolean {
  return fromMs <= atMs && (untilMs === null || atMs < untilMs);
}

function keysOf(envelopes: readonly MutationEnvelope[]): ScopeKeys {
  const childIds = new Set<ChildId>();
  const eventIds = new Set<EventId>();
  for (const envelope of envelopes) {
    const mutation = readMutation(envelope);
    if (typeof mutation === 'string') continue;
    childIds.add(childOf(mutation));
    if ('childId' in mutation.payload) eventIds.add(eventIdSchema.parse(mutation.entity));
    if ('targetId' in mutation.payload) eventIds.add(mutation.payload.targetId);
  }
  return {
    mids: envelopes.map(({ mid }) => mid),
    slots: envelopes.map(({ deviceId, seq }) => ({ deviceId, seq })),
    childIds: [...childIds],
    eventIds: [...eventIds],
    accountIds: [...new Set(envelopes.map(({ authorId }) => authorId))],
  };
}

function childOf(mutation: Mutation): ChildId {
  return 'childId' in mutation.payload
    ? mutation.payload.childId
    : childIdSchema.parse(mutation.entity);
}

function measurementOf(mutation: Mutation) {
  return 'measurement' in mutation.payload ? mutation.payload.measurement : null;
}

function immunizationOf(mutation: Mutation) {
  return 'immunization' in mutation.payload ? mutation.payload.immunization : null;
}

function answersOf(mutation: Mutation): MutationId | null {
  return 'answers' in mutation.payload ? (mutation.payload.answers ?? null) : null;
}

function reasonOf(mutation: Mutation): string | null {
  return 'reason' in mutation.payload ? mutation.payload.reason : null;
}
