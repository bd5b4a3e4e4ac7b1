/** The server's store in memory, for journeys of phones through the server's real sync rules. */

import type { AccountId, ChildId, DeviceId, MutationId, PosyanduId } from '#domain/ids.ts';
import { isDeskOperation } from '#protocol/mutation.ts';
import type { Change, Grant, ReviewChange, ReviewStatus } from '#protocol/pull.ts';
import { afterDecision } from '#server/review/decide.ts';
import {
  slotKey,
  type ChildRow,
  type EventRow,
  type JournalRow,
  type ReviewsInside,
  type ScopeBatch,
  type ScopeKeys,
  type ScopeState,
  type ScopeTransaction,
  type SyncStore,
} from '#server/sync/store.ts';

interface Review extends Omit<ReviewChange, 'seq'> {
  readonly answers: MutationId | null;
  /** Another puskesmas did it. */
  readonly isFromElsewhere: boolean;
  readonly seq: number | null;
}

interface Scope {
  seq: number;
  readonly journal: Map<MutationId, JournalRow>;
  readonly children: Map<ChildId, ChildRow & { readonly seq: number }>;
  readonly events: Map<string, EventRow & { readonly seq: number }>;
  readonly reviews: Map<MutationId, Review>;
  readonly toCarry: Map<MutationId, ChildId>;
}

export interface MemorySyncStore extends SyncStore {
  /** Adds a posyandu and grants it to these accounts. */
  open(grant: Grant, accounts: readonly AccountId[], fromMs?: number): void;
  grantsOf(accountId: AccountId): Grant[];
  /** @param untilMs end of the authority to record; `null` only takes the posyandu from view */
  revoke(accountId: AccountId, posyanduId: PosyanduId, untilMs?: number | null): void;
  /** Every mutation ever journaled. */
  journal(posyanduId: PosyanduId): readonly JournalRow[];
  events(posyanduId: PosyanduId): readonly EventRow[];
  children(posyanduId: PosyanduId): readonly ChildRow[];
  /** The puskesmas decides, wherever the record stands. */
  review(
    posyanduId: PosyanduId,
    mid: MutationId,
    status: 'approved' | 'returned',
    reason: string | null,
  ): void;
  /** The puskesmas decides, where that may be decided; elsewhere nothing happens. */
  decide(
    posyanduId: PosyanduId,
    mid: MutationId,
    status: 'approved' | 'returned',
    reason: string | null,
  ): void;
  /** Puts a change of a kind no phone knows into the feed. */
  sendUnknown(posyanduId: PosyanduId, change: Record<string, unknown>): void;
  /**
   * Forgets everything journaled after `keep` mutations, and begins a new
   * history; `unnoticed`: nobody told the server, so it goes on under the old one.
   */
  restore(posyanduId: PosyanduId, keep: number, how?: 'unnoticed'): void;
  /** The same history begins anew with lower numbers, as after a rebuild of the feed. */
  renumber(posyanduId: PosyanduId): void;
  /** Everything as it stands now, but for the grants. @returns brings it back */
  backup(): () => void;
  /** A new history begins: what the operator says after a restore. */
  newEpoch(): void;
  epochNow(): string;
  /** Changes of kinds no phone knows. */
  unknownOf(posyanduId: PosyanduId): readonly Record<string, unknown>[];
  /** What could not go into a journal, as it came. */
  kept(): readonly { readonly reason: string; readonly body: string }[];
  /** What tells the puskesmas that a child came, and whether that was looked at. */
  arrivals(posyanduId: PosyanduId): readonly {
    readonly mid: MutationId;
    readonly childId: ChildId;
    readonly status: ReviewStatus;
  }[];
  /** What was told of these: every review that has a number in the feed. */
  reviews(posyanduId: PosyanduId): readonly ReviewChange[];
}

export function createMemorySyncStore(): MemorySyncStore {
  const scopes = new Map<PosyanduId, Scope>();
  const names = new Map<PosyanduId, string>();
  const puskesmasOf = new Map<PosyanduId, string>();
  const grants: {
    accountId: AccountId;
    grant: Grant;
    ended: boolean;
    fromMs: number;
    untilMs: number | null;
  }[] = [];
  let unknown: { posyanduId: PosyanduId; seq: number; change: Record<string, unknown> }[] = [];
  const raw = new Map<string, { readonly reason: string; readonly body: string }>();
  const locks = new Map<PosyanduId, Promise<unknown>>();
  let epoch = 1;

  function scopeOf(posyanduId: PosyanduId): Scope {
    const scope = scopes.get(posyanduId);
    if (scope === undefined) throw new Error('no such posyandu');
    return scope;
  }

  function nameOf(posyanduId: PosyanduId): string {
    return names.get(posyanduId) ?? '';
  }

  function transactionIn(posyanduId: PosyanduId, scope: Scope): ScopeTransaction {
    return {
      place: { puskesmas: puskesmasOf.get(posyanduId) ?? '', practice: false },
      arrivalsWaiting: async (childIds) =>
        [...scope.reviews.values()]
          .filter(({ mid, childId, status }) => {
            const op = scope.journal.get(mid)?.envelope.op;
            const isOfThem = childId !== null && childIds.includes(childId);
            return isOfThem && op === 'child.receive' && status === 'waiting';
          })
          .map(({ mid }) => mid),
      load: async (keys): Promise<ScopeState> => ({
        region: '52.02',
        journal: new Map(
          keys.mids.flatMap((mid) => {
            const row = scope.journal.get(mid);
            if (row === undefined) return [];
            const { envelope, contentHash, status, reason } = row;
            const { op, entity } = envelope;
            return [[mid, { op, entity, contentHash, status, reason }] as const];
          }),
        ),
        slots: new Map(
          [...scope.journal.values()].map(({ envelope }) => [
            slotKey(envelope.deviceId, envelope.seq),
            envelope.mid,
          ]),
        ),
        children: new Map([...scope.children].map(([id, row]) => [id, unnumbered(row)])),
        ...eventsFor(keys, scope),
        parked: [...scope.journal.values()].filter(({ status }) => status === 'parked'),
        grants: new Map(
          keys.accountIds.map((accountId) => [
            accountId,
            grants
              .filter((row) => row.accountId === accountId && row.grant.posyanduId === posyanduId)
              .map(({ fromMs, untilMs }) => ({ fromMs, untilMs })),
          ]),
        ),
      }),
      save: async (batch) => saveBatch(scope, batch),
      have: async (deviceIds) => deviceIds.map((deviceId) => numbersOf(scope, deviceId)),
      toCarry: async () =>
        [...scope.journal.values()].flatMap(({ envelope, pushedBy }) => {
          const childId = scope.toCarry.get(envelope.mid);
          if (childId === undefined) return [];
          return [{ envelope, pushedBy, childId, movedTo: movedTo(scope, childId) }];
        }),
      forget: async (mids) => {
        for (const mid of mids) scope.toCarry.delete(mid);
      },
    };
  }

  return {
    open(grant, accounts, fromMs = 0) {
      names.set(grant.posyanduId, grant.posyanduName);
      puskesmasOf.set(grant.posyanduId, grant.puskesmasName);
      if (!scopes.has(grant.posyanduId)) scopes.set(grant.posyanduId, emptyScope());
      for (const accountId of accounts) {
        grants.push({ accountId, grant, ended: false, fromMs, untilMs: null });
      }
    },
    grantsOf: (accountId) =>
      grants.filter((row) => row.accountId === accountId && !row.ended).map(({ grant }) => grant),
    revoke(accountId, posyanduId, untilMs = null) {
      for (const row of grants) {
        if (row.accountId !== accountId || row.grant.posyanduId !== posyanduId || row.ended)
          continue;
        row.ended = true;
        row.untilMs = untilMs;
      }
    },
    journal: (posyanduId) => [...scopeOf(posyanduId).journal.values()],
    events: (posyanduId) => [...scopeOf(posyanduId).events.values()],
    children: (posyanduId) => [...scopeOf(posyanduId).children.values()],
    review(posyanduId, mid, status, reason) {
      const scope = scopeOf(posyanduId);
      const review = scope.reviews.get(mid);
      if (review === undefined) throw new Error('no such record');
      scope.seq += 1;
      scope.reviews.set(mid, {
        ...review,
        status,
        reason,
        decidedBy: 'Bidan Contoh',
        decidedAtMs: 1_700_000_000_000 + scope.seq,
        seq: scope.seq,
      });
    },
    decide(posyanduId, mid, status, reason) {
      const { reviews, journal } = scopeOf(posyanduId);
      const review = reviews.get(mid);
      const { op } = journal.get(mid)?.envelope ?? { op: '' };
      if (review === undefined || (isDeskOperation(op) && !review.isFromElsewhere)) return;
      const standing = { mid, op, status: review.status, quarantinedFor: null };
      const decision = status === 'approved' ? 'approve' : 'return';
      if (afterDecision(standing, decision, reason) === null) return;
      this.review(posyanduId, mid, status, reason);
    },
    sendUnknown(posyanduId, change) {
      const scope = scopeOf(posyanduId);
      scope.seq += 1;
      unknown = [...unknown, { posyanduId, seq: scope.seq, change }];
    },
    restore(posyanduId, keep, how) {
      const scope = scopeOf(posyanduId);
      const kept = new Set([...scope.journal.keys()].slice(0, keep));
      for (const mid of scope.journal.keys()) if (!kept.has(mid)) scope.journal.delete(mid);
      for (const [id, row] of scope.children)
        if (!kept.has(row.createdBy)) scope.children.delete(id);
      for (const [id, row] of scope.events) if (!kept.has(row.mid)) scope.events.delete(id);
      for (const mid of scope.reviews.keys()) if (!kept.has(mid)) scope.reviews.delete(mid);
      if (how !== 'unnoticed') epoch += 1;
    },
    renumber(posyanduId) {
      const scope = scopeOf(posyanduId);
      scope.seq = 0;
      for (const [id, row] of scope.children) scope.children.set(id, { ...row, seq: ++scope.seq });
      for (const [id, row] of scope.events) scope.events.set(id, { ...row, seq: ++scope.seq });
      for (const [mid, row] of scope.reviews) {
        if (row.seq !== null) scope.reviews.set(mid, { ...row, seq: ++scope.seq });
      }
      unknown = unknown.map((row) =>
        row.posyanduId === posyanduId ? { ...row, seq: ++scope.seq } : row,
      );
    },
    backup() {
      const scopesThen = new Map([...scopes].map(([id, scope]) => [id, copyOf(scope)]));
      const unknownThen = unknown;
      return () => {
        for (const [id, scope] of scopesThen) scopes.set(id, copyOf(scope));
        unknown = [...unknownThen];
      };
    },
    newEpoch() {
      epoch += 1;
    },
    epochNow: () => `epoch-${epoch}`,
    unknownOf: (posyanduId) =>
      unknown.filter((row) => row.posyanduId === posyanduId).map(({ change }) => change),
    kept: () => [...raw.values()],
    reviews: (posyanduId) =>
      changesOf(scopeOf(posyanduId), nameOf).filter((change) => change.kind === 'review'),

    arrivals(posyanduId) {
      const { reviews, journal } = scopeOf(posyanduId);
      return [...reviews.values()].flatMap(({ mid, childId, status }) =>
        childId !== null && journal.get(mid)?.envelope.op === 'child.receive'
          ? [{ mid, childId, status }]
          : [],
      );
    },

    epoch: async () => `epoch-${epoch}`,
    inScopes([one, other], work) {
      const inOrder = one < other;
      return this.inScope(inOrder ? one : other, async (first) =>
        this.inScope(inOrder ? other : one, async (second) =>
          inOrder ? work(first, second) : work(second, first),
        ),
      );
    },
    waysToCarry: async (from) =>
      [...scopes].flatMap(([id, scope]) => {
        const targets = new Set([...scope.toCarry.values()].map((child) => movedTo(scope, child)));
        return from !== undefined && from !== id
          ? []
          : [...targets].flatMap((to) => (to === null ? [] : [{ from: id, to }]));
      }),
    async inScope(posyanduId, work) {
      if (!scopes.has(posyanduId)) return null;
      const before = locks.get(posyanduId) ?? Promise.resolve();
      const mine = before.then(async () => {
        const scope = scopeOf(posyanduId);
        const untouched = copyOf(scope);
        try {
          return await work(transactionIn(posyanduId, scope));
        } catch (error) {
          scopes.set(posyanduId, untouched);
          throw error;
        }
      });
      locks.set(
        posyanduId,
        mine.catch(() => {}),
      );
      return mine;
    },
    async feed(posyanduId, after, limit, inside) {
      const scope = scopeOf(posyanduId);
      const strange = unknown.filter((row) => row.posyanduId === posyanduId);
      const changes = [
        ...(inside === undefined
          ? changesOf(scope, nameOf)
          : withReviewsInside(changesOf(scope, nameOf), after, inside)),
        ...strange.map(({ seq, change }) => ({ ...change, seq }) as Change),
      ];
      return {
        counter: scope.seq,
        changes: changes
          .filter(({ seq }) => seq > after)
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit),
      };
    },
    everGranted: async (accountId, posyanduId) =>
      grants.some((row) => row.accountId === accountId && row.grant.posyanduId === posyanduId),
    keepRaw: async ({ reason, body }) => {
      raw.set(`${reason} ${body}`, { reason, body });
    },
    noteDevice: async () => {},
    isDataError: () => false,
  };
}

function emptyScope(): Scope {
  return {
    seq: 0,
    journal: new Map(),
    children: new Map(),
    events: new Map(),
    reviews: new Map(),
    toCarry: new Map(),
  };
}

/** Rules see a row without the number it took in the feed. */
/** As the contract of `ScopeState` has it, and no more: what is left out must not be missed. */
function eventsFor(
  { childIds, measuredIds, measuredSince, eventIds }: ScopeKeys,
  { children, events }: Scope,
): Pick<ScopeState, 'events' | 'measuredBefore'> {
  const familyOf = (ids: readonly ChildId[]) => {
    const roots = new Set(ids.map((id) => rootOf(id, children)));
    return (id: ChildId) => roots.has(rootOf(id, children));
  };
  const isInFull = familyOf(childIds);
  const isMeasured = familyOf(measuredIds);
  const asked = new Set<string>(eventIds);
  const measuredBefore = new Set<ChildId>();
  const found = [...events.values()]
    .sort((a, b) => a.seq - b.seq)
    .filter(({ event }) => {
      if (isInFull(event.childId)) return true;
      if (!isMeasured(event.childId)) return asked.has(event.id);
      const day = 'measurement' in event ? event.measurement.measuredOn : null;
      if (day !== null && day < measuredSince) measuredBefore.add(event.childId);
      const isLater = event.kind === 'measurement' && (day ?? '') >= measuredSince;
      return isLater || 'targetId' in event || asked.has(event.id);
    });
  return { events: found.map(unnumbered), measuredBefore };
}

function rootOf(id: ChildId, children: Scope['children']): ChildId {
  const into = children.get(id)?.mergedInto ?? null;
  return into === null ? id : rootOf(into, children);
}

function unnumbered<Row extends { readonly seq: number }>({ seq: _seq, ...row }: Row) {
  return row;
}

function movedTo(scope: Scope, childId: ChildId): PosyanduId | null {
  return scope.children.get(childId)?.movedTo ?? null;
}

function copyOf(scope: Scope): Scope {
  return {
    seq: scope.seq,
    journal: new Map(scope.journal),
    children: new Map(scope.children),
    events: new Map(scope.events),
    reviews: new Map(scope.reviews),
    toCarry: new Map(scope.toCarry),
  };
}

function saveBatch(scope: Scope, batch: ScopeBatch): void {
  for (const row of batch.journal) {
    if (scope.journal.has(row.envelope.mid)) throw new Error('journaled twice');
    scope.journal.set(row.envelope.mid, row);
  }
  const judgedAgain = new Map(batch.judgedAgain.map((row) => [row.envelope.mid, row]));
  // Set anew, so that each stands after what it waited for.
  for (const mid of judgedAgain.size === 0 ? [] : batch.inOrder) {
    const row = judgedAgain.get(mid) ?? scope.journal.get(mid);
    if (row === undefined || !scope.journal.delete(mid)) throw new Error('never journaled');
    scope.journal.set(mid, row);
  }
  const again = new Set(judgedAgain.keys());
  for (const row of batch.children) scope.children.set(row.id, { ...row, seq: ++scope.seq });
  for (const row of batch.events) {
    if (scope.events.has(row.event.id)) throw new Error('event twice');
    scope.events.set(row.event.id, { ...row, seq: ++scope.seq });
  }
  for (const { mid, childId, entity, status, reason, answers, flags } of batch.reviews) {
    scope.reviews.set(mid, {
      kind: 'review',
      mid,
      childId,
      entity,
      status,
      reason,
      answers,
      isFromElsewhere: flags.includes('other-puskesmas'),
      decidedBy: null,
      decidedAtMs: null,
      seq: isTold(status) && !again.has(mid) ? null : ++scope.seq,
    });
  }
  for (const { mid, childId } of batch.toCarry) scope.toCarry.set(mid, childId);
  for (const { mid } of batch.corrected) {
    let next: MutationId | null = mid;
    while (next !== null) {
      const review: Review | undefined = scope.reviews.get(next);
      if (review === undefined || review.status === 'corrected') break;
      scope.reviews.set(next, { ...review, status: 'corrected', seq: ++scope.seq });
      next = review.status === 'quarantined' ? review.answers : null;
    }
  }
}

/** The verdict said so already. */
function isTold(status: ReviewStatus): boolean {
  return status === 'waiting' || status === 'parked';
}

function numbersOf(scope: Scope, deviceId: DeviceId) {
  const seqs = [...scope.journal.values()]
    .filter(({ envelope }) => envelope.deviceId === deviceId)
    .map(({ envelope }) => envelope.seq)
    .sort((a, b) => a - b);
  let contig = 0;
  const also: [number, number][] = [];
  for (const seq of seqs) {
    const last = also.at(-1);
    if (seq === contig + 1 && last === undefined) contig = seq;
    else if (last !== undefined && seq === last[1] + 1) last[1] = seq;
    else also.push([seq, seq]);
  }
  return { deviceId, contig, also };
}

function changesOf(scope: Scope, nameOf: (id: PosyanduId) => string): Change[] {
  const changes: Change[] = [];
  for (const row of scope.children.values()) {
    const fieldVersions = { ...row.fieldVersions };
    const { movedTo: to } = row;
    const gone = to === null ? null : { posyanduId: to, posyanduName: nameOf(to) };
    changes.push({ kind: 'child', ...row, fieldVersions, movedTo: gone });
  }
  for (const { mid, event, seq } of scope.events.values()) {
    changes.push({ kind: 'event', mid, event, seq });
  }
  for (const review of scope.reviews.values()) {
    const { answers: _answers, isFromElsewhere: _isFromElsewhere, seq, ...change } = review;
    if (seq !== null) changes.push({ ...change, seq });
  }
  return changes;
}

/** Decisions put into the record they are of; left apart are those whose record was told up to `after`. */
function withReviewsInside(
  changes: readonly Change[],
  after: number,
  { upTo }: ReviewsInside,
): Change[] {
  const reviews = new Map<string, ReviewChange>();
  for (const change of changes) {
    if (change.kind === 'review') reviews.set(`${change.mid} ${change.entity}`, change);
  }
  const apart = new Set(reviews.values());
  const records = changes.flatMap((change) => {
    if (change.kind === 'review') return [];
    const made =
      change.kind === 'child'
        ? `${change.createdBy} ${change.id}`
        : `${change.mid} ${change.event.id}`;
    const review = reviews.get(made);
    if (review === undefined) return [change];
    if (change.seq > after || review.seq <= upTo) apart.delete(review);
    const { seq, status, reason, decidedBy, decidedAtMs } = review;
    return [{ ...change, review: { seq, status, reason, decidedBy, decidedAtMs } }];
  });
  return [...records, ...apart];
}
