/** Applies the mutations of one posyandu, inside its lock: reads once, judges each in order, writes once. */

import type { AccountId, ChildId, DeviceId, MutationId } from '#domain/ids.ts';
import { isDeskOperation, readMutation, type MutationEnvelope } from '#protocol/mutation.ts';
import type { Have, Verdict } from '#protocol/push.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import { contentHash } from '#server/content-hash.ts';
import { carriedMid } from './carried-mid.ts';
import type { Effect } from './effect.ts';
import { judge } from './judge.ts';
import { journalRow, type Judged } from './judged.ts';
import { answersOf, childOf, keysOf } from './mutation-parts.ts';
import { PosyanduState } from './posyandu-state.ts';
import { contentFlags } from './review-flags.ts';
import { reviewRow, type Arrival } from './review-row.ts';
import {
  NO_KEYS,
  slotKey,
  type ChildRow,
  type EventRow,
  type GrantSpan,
  type JournalRow,
  type ReviewRow,
  type ScopeBatch,
  type ScopeKeys,
  type ScopeState,
  type ScopeTransaction,
} from './store.ts';

export interface ChunkContext {
  readonly pushedBy: AccountId;
  readonly nowMs: number;
  /** Latest calendar day anywhere in the country. */
  readonly today: string;
  /** Staff bring in whole registers: their authority was checked before, and what they bring is decided. */
  readonly decidedBy: AccountId | null;
  /** Another posyandu took it in for this child, who lives here now: who might record was asked there. */
  readonly isCarried?: true;
  /** Another puskesmas brought it unasked: those here look at it, whatever was decided there. */
  readonly isFromElsewhere?: boolean;
}

export interface AppliedChunk {
  /** For each envelope, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly have: readonly Omit<Have, 'posyanduId'>[];
  /** Some of it is of a child who lives elsewhere now and has to be carried there. */
  readonly isToCarry: boolean;
}

export async function applyChunk(
  tx: ScopeTransaction,
  envelopes: readonly MutationEnvelope[],
  context: ChunkContext,
): Promise<AppliedChunk> {
  const { chunk, verdicts } = await judgeChunk(tx, envelopes, context, new Set());
  if (!chunk.isEmpty()) await tx.save(chunk.batch());
  const devices = new Set<DeviceId>(envelopes.map(({ deviceId }) => deviceId));
  return {
    verdicts: verdicts.map((verdict) => chunk.asItStands(verdict)),
    have: await tx.have([...devices]),
    isToCarry: chunk.isToCarry(),
  };
}

/**
 * Nothing is written yet: where it shows that the later measurements of a child
 * were not enough to look at, all is judged again with everything of that child.
 */
async function judgeChunk(
  tx: ScopeTransaction,
  envelopes: readonly MutationEnvelope[],
  context: ChunkContext,
  inFull: ReadonlySet<ChildId>,
): Promise<{ readonly chunk: Chunk; readonly verdicts: readonly Verdict[] }> {
  const keys = keysOf(envelopes, inFull);
  const chunk = new Chunk(await tx.load(keys), keys, context);
  const verdicts = envelopes.map((envelope) => chunk.take(envelope));
  const elsewhere = chunk.neededFromElsewhere();
  if (elsewhere.length > 0) chunk.findCarried(await tx.load({ ...NO_KEYS, mids: elsewhere }));
  for (let landed = chunk.landed(); landed.length > 0; landed = chunk.landed()) {
    const more = keysOf(landed.map(({ envelope }) => envelope));
    chunk.learn(await tx.load(more), more);
    for (const row of landed) chunk.takeUp(row);
  }
  const unclear = chunk.unclear();
  return unclear.size === 0
    ? { chunk, verdicts }
    : judgeChunk(tx, envelopes, context, new Set([...inFull, ...unclear]));
}

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
  readonly #toCarry: { mid: MutationId; childId: ChildId }[] = [];

  /** What waits, and what has come in since it was last asked whether that helps. */
  readonly #parked: Map<MutationId, JournalRow>;
  readonly #arrivals = new Set<string>();
  /** Refused beside the journal, and taken in another form since. */
  readonly #replaced = new Set<MutationId>();

  /** Of children of whom not everything was read, since when their measurements were. */
  readonly #measuredSince = new Map<ChildId, string>();
  readonly #unclear = new Set<ChildId>();

  constructor(state: ScopeState, keys: ScopeKeys, context: ChunkContext) {
    this.#context = context;
    this.#state = new PosyanduState(state);
    this.#region = state.region;
    this.#before = state.journal;
    this.#slots = new Map(state.slots);
    this.#parked = new Map(state.parked.map((row) => [row.envelope.mid, row]));
    this.#learnRest(state, keys);
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

    const {
      pushedBy,
      nowMs,
      decidedBy,
      isCarried = false,
      isFromElsewhere = false,
    } = this.#context;
    const arrival = { decidedBy, isCarried, isFromElsewhere };
    const mutation = readMutation(envelope);
    const judged = this.#judge(envelope, mutation, arrival, nowMs);
    const row = journalRow({ envelope, contentHash: hash, pushedBy, arrivedAtMs: nowMs }, judged);
    this.#journal.set(mid, row);
    this.#settle(row, mutation, judged, arrival);
    const { status, reason } = row;
    return { mid, status, ...(reason === null ? {} : { reason }) };
  }

  /** Waiting mutations for which something came in since this was last called. */
  landed(): readonly JournalRow[] {
    if (this.#arrivals.size === 0) return [];
    const rows = [...this.#parked.values()].filter(({ envelope, needs }) =>
      needs.some(
        (id) => this.#arrivals.has(id) || this.#arrivals.has(carriedMid(id, envelope.posyanduId)),
      ),
    );
    this.#arrivals.clear();
    return rows;
  }

  /** What came in now waits for something that may be here under another id, having been carried. */
  neededFromElsewhere(): readonly MutationId[] {
    return [...this.#journal.values()].flatMap(({ envelope, reason, needs }) =>
      reason === 'dep-missing' ? needs.map((id) => carriedMid(id, envelope.posyanduId)) : [],
    );
  }

  findCarried(state: ScopeState): void {
    this.learn(state, NO_KEYS);
    for (const mid of state.journal.keys()) this.#arrivals.add(mid);
  }

  /** Judges a waiting one again, by the authority it came with. */
  takeUp(waiting: JournalRow): void {
    const { envelope, arrivedAtMs } = waiting;
    const mutation = readMutation(envelope);
    const judged = this.#judge(envelope, mutation, FROM_A_PHONE, arrivedAtMs);
    this.#parked.delete(envelope.mid);
    const row = journalRow(waiting, judged);
    const isNew = this.#journal.delete(envelope.mid);
    (isNew ? this.#journal : this.#judgedAgain).set(envelope.mid, row);
    this.#settle(row, mutation, judged, FROM_A_PHONE);
  }

  /** A verdict given earlier in the chunk, where something came in since. */
  asItStands(verdict: Verdict): Verdict {
    const row = this.#journal.get(verdict.mid);
    if (verdict.status !== 'parked' || row === undefined) return verdict;
    const { status, reason } = row;
    return { mid: verdict.mid, status, ...(reason === null ? {} : { reason }) };
  }

  learn(state: ScopeState, keys: ScopeKeys): void {
    this.#state.learn(state);
    this.#learnRest(state, keys);
  }

  /** Children of whom more has to be read before it can be said what a record of them looks like. */
  unclear(): ReadonlySet<ChildId> {
    return this.#unclear;
  }

  isEmpty(): boolean {
    return this.#journal.size === 0 && this.#judgedAgain.size === 0;
  }

  isToCarry(): boolean {
    return this.#toCarry.length > 0;
  }

  batch(): ScopeBatch {
    return {
      journal: [...this.#journal.values()],
      judgedAgain: [...this.#judgedAgain.values()],
      inOrder: [...this.#order],
      children: [...this.#children.values()],
      events: this.#events,
      reviews: [...this.#reviews.values()],
      corrected: this.#corrected,
      toCarry: this.#toCarry,
    };
  }

  #learnRest({ grants, measuredBefore }: ScopeState, { measuredSince }: ScopeKeys): void {
    for (const [accountId, spans] of grants) this.#grants.set(accountId, spans);
    for (const id of measuredBefore) this.#measuredSince.set(id, measuredSince);
  }

  #judge(
    envelope: MutationEnvelope,
    mutation: Read,
    { decidedBy, isCarried }: Arrival,
    arrivedAtMs: number,
  ): Judged {
    if (typeof mutation === 'string') return { status: 'quarantined', reason: mutation };
    const mayCount =
      decidedBy !== null ||
      (!isDeskOperation(mutation.op) && (isCarried || this.#mayRecord(envelope, arrivedAtMs)));
    if (!mayCount) {
      return { status: 'quarantined', reason: 'no-authority' };
    }
    const needs = envelope.deps.filter((mid) => !this.#isThere(mid, envelope));
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

  #isThere(mid: MutationId, { posyanduId }: MutationEnvelope): boolean {
    const outcome =
      this.#state.outcomeOf(mid) ?? this.#state.outcomeOf(carriedMid(mid, posyanduId));
    return outcome === undefined ? this.#replaced.has(mid) : outcome.status !== 'parked';
  }

  /** Whoever might record here when it arrived, or when it was captured, however late it comes. */
  #mayRecord({ authorId, captured }: MutationEnvelope, arrivedAtMs: number): boolean {
    const capturedMs = captured.wallMs + (captured.serverOffsetMs ?? 0);
    const spans = this.#grants.get(authorId) ?? [];
    return spans.some((span) => covers(span, arrivedAtMs) || covers(span, capturedMs));
  }

  #settle(row: JournalRow, mutation: Read, judged: Judged, arrival: Arrival): void {
    const { mid, op } = row.envelope;
    this.#state.noteOutcome(mid, op, judged.status);
    // Taken out first: one judged a second time stands after what it waited for.
    this.#order.delete(mid);
    this.#order.add(mid);
    if (judged.status === 'parked') this.#parked.set(mid, row);
    else this.#arrivals.add(mid);
    if ('effect' in judged) this.#apply(judged.effect, mid);
    const known = typeof mutation === 'string' ? null : mutation;
    const answered = known !== null && 'effect' in judged ? answersOf(known) : null;
    if (answered !== null) {
      this.#replaced.add(answered);
      this.#arrivals.add(answered);
    }
    if (known !== null && 'effect' in judged && judged.effect.flags.includes('moved-child')) {
      this.#toCarry.push({ mid, childId: childOf(known) });
    }
    const flags = judged.status === 'applied' ? this.#contentFlags(judged.effect) : [];
    this.#reviews.set(mid, reviewRow(row, known, judged, arrival, flags));
  }

  #apply(effect: Effect, mid: MutationId): void {
    const { children, events, corrects } = effect;
    this.#state.apply(effect);
    for (const child of children) {
      this.#children.set(child.id, child);
      this.#arrivals.add(child.id);
    }
    this.#events.push(...events);
    for (const event of events) this.#arrivals.add(event.mid);
    if (corrects !== null) this.#corrected.push({ mid: corrects, by: mid });
  }

  /** Of what is recorded here now; what a child brings along was looked at where it came from. */
  #contentFlags({ children, events: [recorded] }: Effect): ReviewFlag[] {
    if (recorded === undefined || children.length > 0) return [];
    const { event } = recorded;
    const child = this.#state.root(event.childId);
    if (child === undefined) return [];
    const events = this.#state.eventsOf(child.id).map((row) => row.event);
    const missingBefore = this.#missingBefore(child.id);
    const history = { child, events, missingBefore, region: this.#region };
    const flags = contentFlags(event, history, this.#context.today);
    if (flags === null) this.#unclear.add(event.childId);
    return flags ?? [];
  }

  #missingBefore(id: ChildId): string | null {
    return this.#state.family(id).reduce<string | null>((latest, member) => {
      const since = this.#measuredSince.get(member.id) ?? null;
      return since === null || (latest !== null && latest > since) ? latest : since;
    }, null);
  }
}

const FROM_A_PHONE: Arrival = { decidedBy: null, isCarried: false, isFromElsewhere: false };

function covers({ fromMs, untilMs }: GrantSpan, atMs: number): boolean {
  return fromMs <= atMs && (untilMs === null || atMs < untilMs);
}
