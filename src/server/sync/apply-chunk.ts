/** Applies the mutations of one posyandu, inside its lock: reads once, judges each in order, writes once. */

import type { AccountId, ChildId, DeviceId, MutationId } from '#domain/ids.ts';
import { readMutation, type MutationEnvelope } from '#protocol/mutation.ts';
import type { Have, Outcome, QuarantineReason, Verdict } from '#protocol/push.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import { contentHash } from '#server/content-hash.ts';
import { judge, type Effect } from './judge.ts';
import {
  answersOf,
  childOf,
  immunizationOf,
  keysOf,
  measurementOf,
  reasonOf,
} from './mutation-parts.ts';
import { PosyanduState } from './posyandu-state.ts';
import { arrivalFlags, contentFlags } from './review-flags.ts';
import {
  slotKey,
  type ChildRow,
  type EventRow,
  type GrantSpan,
  type JournalRow,
  type ReviewRow,
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

export interface AppliedChunk {
  /** For each envelope, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly have: readonly Omit<Have, 'posyanduId'>[];
}

export async function applyChunk(
  tx: ScopeTransaction,
  envelopes: readonly MutationEnvelope[],
  context: ChunkContext,
): Promise<AppliedChunk> {
  const state = await tx.load(keysOf(envelopes));
  const chunk = new Chunk(state, context);
  const verdicts = envelopes.map((envelope) => chunk.take(envelope));
  for (let landed = chunk.landed(); landed.length > 0; landed = chunk.landed()) {
    chunk.learn(await tx.load(keysOf(landed.map(({ envelope }) => envelope))));
    for (const row of landed) chunk.takeUp(row);
  }
  if (!chunk.isEmpty()) await tx.save(chunk.batch());
  const devices = new Set<DeviceId>(envelopes.map(({ deviceId }) => deviceId));
  return {
    verdicts: verdicts.map((verdict) => chunk.asItStands(verdict)),
    have: await tx.have([...devices]),
  };
}

/** What came of one mutation; `needs` names what a parked one waits for. */
type Judged =
  | { readonly status: 'applied' | 'conflict'; readonly effect: Effect }
  | { readonly status: 'quarantined'; readonly reason: QuarantineReason }
  | {
      readonly status: 'parked';
      readonly reason: QuarantineReason;
      readonly needs: readonly string[];
    };

type Read = ReturnType<typeof readMutation>;

class Chunk {
  readonly #context: ChunkContext;
  readonly #state: PosyanduState;
  readonly #region: string;
  readonly #grants = new Map<AccountId, readonly GrantSpan[]>();
  readonly #before: ScopeState['journal'];
  readonly #slots: Map<string, MutationId>;

  readonly #journal = new Map<MutationId, JournalRow>();
  readonly #judgedAgain = new Map<MutationId, JournalRow>();
  readonly #order = new Set<MutationId>();
  readonly #children = new Map<ChildId, ChildRow>();
  readonly #events: EventRow[] = [];
  readonly #reviews = new Map<MutationId, ReviewRow>();
  readonly #corrected: { mid: MutationId; by: MutationId }[] = [];

  /** What waits, and what has come in since it was last asked whether that helps. */
  readonly #parked: Map<MutationId, JournalRow>;
  readonly #arrivals = new Set<string>();

  constructor(state: ScopeState, context: ChunkContext) {
    this.#context = context;
    this.#state = new PosyanduState(state);
    this.#region = state.region;
    this.#before = state.journal;
    this.#slots = new Map(state.slots);
    this.#parked = new Map(state.parked.map((row) => [row.envelope.mid, row]));
    this.#learnGrants(state);
  }

  take(envelope: MutationEnvelope): Verdict {
    const { mid } = envelope;
    const hash = contentHash(envelope);
    const before =
      this.#judgedAgain.get(mid) ?? this.#journal.get(mid) ?? this.#before.get(mid) ?? null;
    if (before !== null) {
      if (before.contentHash !== hash) {
        return { mid, status: 'quarantined', reason: 'mid-collision', aside: true };
      }
      const { status, reason } = before;
      return { mid, status: 'duplicate', of: status, ...(reason === null ? {} : { reason }) };
    }
    const slot = slotKey(envelope.deviceId, envelope.seq);
    if (this.#slots.has(slot)) return { mid, status: 'device-fork' };
    this.#slots.set(slot, mid);

    const { pushedBy, nowMs, decidedBy } = this.#context;
    const mutation = readMutation(envelope);
    const judged = this.#judge(envelope, mutation, decidedBy, nowMs);
    const row = journalRow({ envelope, contentHash: hash, pushedBy, arrivedAtMs: nowMs }, judged);
    this.#journal.set(mid, row);
    this.#settle(row, mutation, judged, decidedBy);
    const { status, reason } = row;
    return { mid, status, ...(reason === null ? {} : { reason }) };
  }

  /** Waiting mutations for which something came in since this was last called. */
  landed(): readonly JournalRow[] {
    const rows = [...this.#parked.values()].filter(({ needs }) =>
      needs.some((id) => this.#arrivals.has(id)),
    );
    this.#arrivals.clear();
    return rows;
  }

  /** Judges a waiting one again, by the authority it came with. */
  takeUp(waiting: JournalRow): void {
    const { envelope, arrivedAtMs } = waiting;
    const mutation = readMutation(envelope);
    const judged = this.#judge(envelope, mutation, null, arrivedAtMs);
    this.#parked.delete(envelope.mid);
    const row = journalRow(waiting, judged);
    const isNew = this.#journal.delete(envelope.mid);
    (isNew ? this.#journal : this.#judgedAgain).set(envelope.mid, row);
    this.#settle(row, mutation, judged, null);
  }

  /** A verdict given earlier in the chunk, where something came in since. */
  asItStands(verdict: Verdict): Verdict {
    const row = this.#journal.get(verdict.mid);
    if (verdict.status !== 'parked' || row === undefined) return verdict;
    const { status, reason } = row;
    return { mid: verdict.mid, status, ...(reason === null ? {} : { reason }) };
  }

  learn(state: ScopeState): void {
    this.#state.learn(state);
    this.#learnGrants(state);
  }

  isEmpty(): boolean {
    return this.#journal.size === 0 && this.#judgedAgain.size === 0;
  }

  batch() {
    return {
      journal: [...this.#journal.values()],
      judgedAgain: [...this.#judgedAgain.values()],
      inOrder: [...this.#order],
      children: [...this.#children.values()],
      events: this.#events,
      reviews: [...this.#reviews.values()],
      corrected: this.#corrected,
    };
  }

  #learnGrants({ grants }: ScopeState): void {
    for (const [accountId, spans] of grants) this.#grants.set(accountId, spans);
  }

  #judge(
    envelope: MutationEnvelope,
    mutation: Read,
    decidedBy: AccountId | null,
    arrivedAtMs: number,
  ): Judged {
    if (typeof mutation === 'string') return { status: 'quarantined', reason: mutation };
    if (decidedBy === null && !this.#mayRecord(envelope, arrivedAtMs)) {
      return { status: 'quarantined', reason: 'no-authority' };
    }
    const needs = envelope.deps.filter((mid) => {
      const status = this.#state.outcomeOf(mid)?.status;
      return status === undefined || status === 'parked';
    });
    if (needs.length > 0) return { status: 'parked', reason: 'dep-missing', needs };
    const judgement = judge(mutation, this.#state, this.#context.today);
    if (judgement.ok) {
      const effect = judgement.value;
      return { status: effect.inConflict ? 'conflict' : 'applied', effect };
    }
    // Its registration is on another phone, or was refused and may be made again.
    if (judgement.error === 'unknown-child') {
      return { status: 'parked', reason: 'unknown-child', needs: [childOf(mutation)] };
    }
    return { status: 'quarantined', reason: judgement.error };
  }

  /** Whoever might record here when it arrived, or when it was captured, however late it comes. */
  #mayRecord({ authorId, captured }: MutationEnvelope, arrivedAtMs: number): boolean {
    const capturedMs = captured.wallMs + (captured.serverOffsetMs ?? 0);
    const spans = this.#grants.get(authorId) ?? [];
    return spans.some((span) => covers(span, arrivedAtMs) || covers(span, capturedMs));
  }

  #settle(row: JournalRow, mutation: Read, judged: Judged, decidedBy: AccountId | null): void {
    const { mid, op } = row.envelope;
    this.#state.noteOutcome(mid, op, judged.status);
    // Taken out first: one judged a second time stands after what it waited for.
    this.#order.delete(mid);
    this.#order.add(mid);
    if (judged.status === 'parked') this.#parked.set(mid, row);
    else this.#arrivals.add(mid);
    if ('effect' in judged) this.#apply(judged.effect, mid);
    this.#reviews.set(mid, this.#reviewOf(row, mutation, judged, decidedBy));
  }

  #apply(effect: Effect, mid: MutationId): void {
    const { child, event, corrects } = effect;
    this.#state.apply(effect);
    if (child !== null) {
      this.#children.set(child.id, child);
      this.#arrivals.add(child.id);
    }
    if (event !== null) this.#events.push(event);
    if (corrects !== null) this.#corrected.push({ mid: corrects, by: mid });
  }

  #reviewOf(
    { envelope, pushedBy, arrivedAtMs, reason }: JournalRow,
    mutation: Read,
    judged: Judged,
    decidedBy: AccountId | null,
  ): ReviewRow {
    const { mid, op, entity, authorId, occurredOn } = envelope;
    const known = typeof mutation === 'string' ? null : mutation;
    const corrects =
      judged.status === 'applied' ? judged.effect.corrects : known && answersOf(known);
    const isDecided = judged.status === 'applied' && decidedBy !== null;
    return {
      mid,
      op,
      entity,
      childId: known && childOf(known),
      authorId,
      arrivedAtMs,
      occurredOn,
      measurement: known && measurementOf(known),
      immunization: known && immunizationOf(known),
      authorReason: known && reasonOf(known),
      status: isDecided ? 'approved' : REVIEW_STATUS[judged.status],
      reason: judged.status === 'conflict' ? 'conflicting-edit' : reason,
      flags: [
        ...(judged.status === 'applied'
          ? this.#contentFlags(judged.effect)
          : (['quarantined'] as const)),
        ...arrivalFlags(envelope, pushedBy, corrects !== null || CHANGES_EARLIER.has(op)),
      ],
      answers: corrects,
      decidedBy: isDecided ? decidedBy : null,
    };
  }

  #contentFlags({ event }: Effect): ReviewFlag[] {
    const child = event === null ? undefined : this.#state.child(event.event.childId);
    if (event === null || child === undefined) return [];
    const events = this.#state.eventsOf(child.id).map((row) => row.event);
    return contentFlags(event.event, { child, events, region: this.#region }, this.#context.today);
  }
}

const REVIEW_STATUS = {
  applied: 'waiting',
  conflict: 'quarantined',
  quarantined: 'quarantined',
  parked: 'parked',
} as const satisfies Record<Outcome, ReviewRow['status']>;

function journalRow(
  arrived: Pick<JournalRow, 'envelope' | 'contentHash' | 'pushedBy' | 'arrivedAtMs'>,
  judged: Judged,
): JournalRow {
  const { envelope, contentHash: hash, pushedBy, arrivedAtMs } = arrived;
  return {
    envelope,
    contentHash: hash,
    pushedBy,
    arrivedAtMs,
    status: judged.status,
    reason: reasonFor(judged),
    needs: judged.status === 'parked' ? judged.needs : [],
  };
}

function reasonFor(judged: Judged): QuarantineReason | null {
  if ('reason' in judged) return judged.reason;
  return judged.status === 'conflict' ? 'conflicting-edit' : null;
}

function covers({ fromMs, untilMs }: GrantSpan, atMs: number): boolean {
  return fromMs <= atMs && (untilMs === null || atMs < untilMs);
}
