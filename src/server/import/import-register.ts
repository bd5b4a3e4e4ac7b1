/**
 * Brings an e-PPGBM download into one posyandu's register, through the same door
 * as a phone's records, so that every rule and the journal hold for it too.
 *
 * Repeatable: ids are made from what a row says, so that the same row again is
 * the same mutation and counts once.
 */

import type { ChildProfile } from '#domain/child.ts';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import {
  childIdSchema,
  deviceIdSchema,
  mutationIdSchema,
  type AccountId,
  type ChildId,
  type PosyanduId,
} from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { ImportLine, ImportOutcome, ImportReason, ImportSummary } from '#protocol/import.ts';
import { OPERATION_VERSION, type MutationEnvelope } from '#protocol/mutation.ts';
import { MAX_MUTATIONS_PER_PUSH, type Verdict } from '#protocol/push.ts';
import { idFrom } from '#server/derived-id.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { matchChild, plainName, type KnownChild } from './match-child.ts';
import { readPpgbmRow } from './ppgbm-row.ts';
import type { PpgbmSheetRow } from './ppgbm-sheet.ts';

export interface Register {
  readonly posyanduName: string;
  readonly children: readonly KnownChild[];
  /** Of weighings, in server order. */
  readonly events: readonly GrowthEvent[];
}

export interface ImportContext {
  readonly posyanduId: PosyanduId;
  /** Staff member who brings it in: what they bring counts as decided. */
  readonly accountId: AccountId;
  readonly nowMs: number;
  /** ISO date at the posyandu. */
  readonly today: string;
  /** A UUID never used before: this run's device number. */
  readonly runId: string;
}

/** A row makes at most two mutations. */
const ROWS_PER_PUSH = MAX_MUTATIONS_PER_PUSH / 2;

/** What a row led to, before the store has answered. */
interface PlannedRow {
  readonly row: number;
  readonly childOutcome: ImportOutcome | null;
  /** `null` where the measurement is known already or the row holds none. */
  readonly measureMid: string | null;
  readonly measurementKnown: boolean;
  readonly refused: ImportReason | null;
  readonly notes: readonly ImportReason[];
}

/** Yields progress and a line for every row as it is durably taken, and the summary at the end. */
export async function* importRegister(
  store: SyncStore,
  register: Register,
  rows: readonly PpgbmSheetRow[],
  context: ImportContext,
): AsyncGenerator<ImportLine> {
  const plan = new ImportPlan(register, rows, context);
  const summary = {
    rows: rows.length,
    childrenAdded: 0,
    childrenMatched: 0,
    measurementsAdded: 0,
    measurementsKnown: 0,
    refused: 0,
  };
  yield { kind: 'progress', done: 0, total: rows.length };
  for (let from = 0; from < rows.length; from += ROWS_PER_PUSH) {
    const planned = rows.slice(from, from + ROWS_PER_PUSH).map((row) => plan.take(row));
    const mutations = plan.takeMutations();
    const { accountId, nowMs, today } = context;
    const { verdicts } =
      mutations.length === 0
        ? { verdicts: [] }
        : await applyPush(store, mutations, {
            pushedBy: accountId,
            nowMs,
            today,
            decidedBy: accountId,
          });
    const verdictByMid = new Map<string, Verdict>(
      verdicts.map((verdict) => [verdict.mid, verdict]),
    );
    for (const row of planned) {
      const line = lineOf(row, verdictByMid);
      count(summary, line.outcomes);
      yield line;
    }
    yield { kind: 'progress', done: from + planned.length, total: rows.length };
  }
  yield { kind: 'summary', server: 'siposyandu', ...summary };
}

class ImportPlan {
  readonly #known: KnownChild[];
  readonly #measured = new Map<string, Measurement>();
  readonly #eventIds: ReadonlySet<string>;
  readonly #context: ImportContext;
  readonly #otherPosyandu: ReadonlySet<string>;
  #mutations: MutationEnvelope[] = [];
  #seq = 0;

  constructor(register: Register, rows: readonly PpgbmSheetRow[], context: ImportContext) {
    this.#known = [...register.children];
    this.#eventIds = new Set(register.events.map(({ id }) => id));
    this.#context = context;
    this.#otherPosyandu = otherPosyandu(register.posyanduName, rows);
    const countsFor = new Map(register.children.map((child) => [child.id, child.countsFor]));
    for (const { childId, measurement, voided } of effectiveMeasurements(register.events)) {
      const key = dayKey(countsFor.get(childId) ?? childId, measurement.measuredOn);
      if (!voided) this.#measured.set(key, measurement);
    }
  }

  take({ row, cells }: PpgbmSheetRow): PlannedRow {
    if (this.#otherPosyandu.has(posyanduKey(cells.posyandu))) {
      return refusal(row, 'other-posyandu');
    }
    const read = readPpgbmRow(cells, this.#context.today);
    if (!read.ok) return refusal(row, read.error);
    const { profile, measurement, nikPattern, notes } = read.value;

    const match = this.#takenBefore(profile) ?? matchChild(this.#known, profile, nikPattern);
    if (match === 'several') return refusal(row, 'several-children-match');
    if (match?.hasMoved === true) return refusal(row, 'child-moved');
    const childId = match?.countsFor ?? this.#register(profile);
    const before =
      measurement === null
        ? undefined
        : this.#measured.get(dayKey(childId, measurement.measuredOn));
    const differs =
      before !== undefined && measurement !== null && !sameValues(before, measurement);
    const isNew =
      measurement !== null &&
      before === undefined &&
      // Brought in before and voided since: it stays voided.
      !this.#eventIds.has(this.#idOf('event', childId, measurement));
    return {
      row,
      childOutcome: match === null ? 'child-added' : 'child-matched',
      measureMid: isNew ? this.#measure(childId, measurement) : null,
      measurementKnown: measurement !== null && !isNew,
      refused: null,
      notes: differs ? [...notes, 'differs-from-known'] : notes,
    };
  }

  /** What was planned since the last call, to be pushed in this order. */
  takeMutations(): MutationEnvelope[] {
    const mutations = this.#mutations;
    this.#mutations = [];
    return mutations;
  }

  /** A child this import brought in earlier, whatever its profile says today. */
  #takenBefore(profile: ChildProfile): KnownChild | null {
    const id = this.#childIdOf(profile);
    return this.#known.find((child) => child.id === id) ?? null;
  }

  #register(profile: ChildProfile): ChildId {
    const id = this.#childIdOf(profile);
    this.#known.push({ id, countsFor: id, profile, hasMoved: false });
    this.#add('child.create', id, idFrom('register', [id]), this.#context.today, { profile });
    return id;
  }

  #measure(childId: ChildId, measurement: Measurement): string {
    this.#measured.set(dayKey(childId, measurement.measuredOn), measurement);
    const mid = this.#idOf('measure', childId, measurement);
    const entity = this.#idOf('event', childId, measurement);
    this.#add('measure.record', entity, mid, measurement.measuredOn, {
      childId,
      measurement,
      answers: null,
    });
    return mid;
  }

  #childIdOf(profile: ChildProfile): ChildId {
    const identity = [
      this.#context.posyanduId,
      profile.nik ?? '',
      plainName(profile.name),
      profile.bornOn,
      profile.sex,
      plainName(profile.motherName),
    ];
    return childIdSchema.parse(idFrom('child', identity));
  }

  #idOf(kind: 'event' | 'measure', childId: ChildId, measurement: Measurement): string {
    return idFrom(kind, [this.#context.posyanduId, childId, JSON.stringify(measurement)]);
  }

  #add(
    op: 'child.create' | 'measure.record',
    entity: string,
    mid: string,
    occurredOn: string,
    payload: Record<string, unknown>,
  ): void {
    const { posyanduId, accountId, nowMs, runId } = this.#context;
    this.#seq += 1;
    this.#mutations.push({
      mid: mutationIdSchema.parse(mid),
      deviceId: deviceIdSchema.parse(runId),
      posyanduId,
      seq: this.#seq,
      authorId: accountId,
      op,
      opv: OPERATION_VERSION,
      entity,
      deps: [],
      occurredOn,
      captured: { wallMs: nowMs, timeZone: 'Asia/Makassar', serverOffsetMs: 0 },
      app: 'impor-e-ppgbm',
      payload,
    });
  }
}

function refusal(row: number, reason: ImportReason): PlannedRow {
  return {
    row,
    childOutcome: null,
    measureMid: null,
    measurementKnown: false,
    refused: reason,
    notes: [],
  };
}

function lineOf(
  planned: PlannedRow,
  verdicts: ReadonlyMap<string, Verdict>,
): Extract<ImportLine, { kind: 'row' }> {
  const { row, childOutcome, measureMid, measurementKnown, refused, notes } = planned;
  const verdict = measureMid === null ? undefined : verdicts.get(measureMid);
  if (refused !== null || childOutcome === null || verdict?.status === 'quarantined') {
    const reason = refused ?? verdict?.reason ?? 'other';
    return { kind: 'row', row, outcomes: ['refused'], reason, notes: [...notes] };
  }
  const outcomes: ImportOutcome[] = [childOutcome];
  if (measurementKnown || verdict?.status === 'duplicate') outcomes.push('measurement-known');
  else if (verdict !== undefined) outcomes.push('measurement-added');
  return { kind: 'row', row, outcomes, reason: null, notes: [...notes] };
}

type Counts = { -readonly [Key in keyof Omit<ImportSummary, 'kind' | 'server'>]: number };

const COUNTED = {
  'child-added': 'childrenAdded',
  'child-matched': 'childrenMatched',
  'measurement-added': 'measurementsAdded',
  'measurement-known': 'measurementsKnown',
  refused: 'refused',
} as const satisfies Record<ImportOutcome, keyof Counts>;

function count(summary: Counts, outcomes: readonly ImportOutcome[]): void {
  for (const outcome of outcomes) summary[COUNTED[outcome]] += 1;
}

/**
 * A download of a whole village lists several posyandu: where this one is among
 * them, rows of the others are not for it. Where no name fits, names are just
 * written differently, and the person who chose the posyandu is believed.
 */
function otherPosyandu(name: string, rows: readonly PpgbmSheetRow[]): ReadonlySet<string> {
  const named = new Set(rows.map(({ cells }) => posyanduKey(cells.posyandu)));
  named.delete('');
  const own = posyanduKey(name);
  if (!named.delete(own)) return new Set();
  return named;
}

function posyanduKey(name: string | undefined): string {
  return plainName(name ?? '').replace(/^posyandu/, '');
}

function dayKey(childId: ChildId, measuredOn: string): string {
  return `${childId} ${measuredOn}`;
}

/** What a row of the file can say; a kader may have recorded more. */
function sameValues(known: Measurement, row: Measurement): boolean {
  return (
    known.weightGrams === row.weightGrams &&
    known.lengthMm === row.lengthMm &&
    (row.muacMm === null || known.muacMm === row.muacMm)
  );
}
