/**
 * Says of each dose that a child has not validly had what is to become of it, from when and until when.
 *
 * A dose whose predecessor is missing is planned as if that were given at its
 * own first possible day, so two doses of one series are never due at once.
 */

import { ageDay, dayAfter, type Birth, type Offset } from './age.ts';
import { isoOfDay } from './calendar.ts';
import type { CompiledSchedule, LateStart, Series, Slot } from './compile-schedule.ts';
import type { GivenSoFar } from './judge-doses.ts';
import type { SeriesState } from './judge-in-series.ts';
import type { DoseName, ProductName } from './schedule-schema.ts';
import { lengthText, why, whyText, type Why } from './why-text.ts';

export type OwedState = 'not-yet' | 'due' | 'overdue' | 'catch-up' | 'closed' | 'not-applicable';

export interface OwedDose {
  readonly dose: DoseName;
  /** What would be given for it. */
  readonly product: ProductName;
  readonly state: OwedState;
  /** First day it may be given; `null` where there is none. */
  readonly from: string | null;
  /** Last day it may be given; `null` where there is none or no end. */
  readonly until: string | null;
  /** Overdue or kejar since this day: the first on which it could have been given and was no longer ideal. */
  readonly lateSince: string | null;
  /** False where a partial date leaves open whether the interval is kept by `from`. */
  readonly certain: boolean;
  readonly why: Why;
}

/** An owed dose with the day on which it could be given next, for planning visits. */
export interface PlannedDose {
  readonly owed: OwedDose;
  /** `Infinity` where it can no longer be given. */
  readonly next: number;
}

interface Situation {
  readonly compiled: CompiledSchedule;
  readonly birth: Birth;
  readonly given: GivenSoFar;
  readonly on: number;
}

/** When the dose before was or will be given. */
interface Predecessor {
  /** By the rules that forbid. */
  hard: number;
  /** By those and all advice. */
  advised: number;
  isAssumed: boolean;
}

export function owedDoses(situation: Situation): PlannedDose[] {
  const planned: PlannedDose[] = [];
  for (const series of situation.compiled.series) {
    const state = situation.given.series[series.index];
    if (state !== undefined) addOwed(planned, situation, series, state);
  }
  return planned;
}

function addOwed(
  planned: PlannedDose[],
  situation: Situation,
  series: Series,
  state: SeriesState,
): void {
  if (state.count >= series.length) return;
  const { compiled, birth } = situation;
  const previous: Predecessor = {
    hard: state.count > 0 ? state.lastEarliest : Number.NEGATIVE_INFINITY,
    advised: state.count > 0 ? state.lastEarliest : Number.NEGATIVE_INFINITY,
    isAssumed: false,
  };
  const late = lateStartOf(situation, series, state);
  const brought = broughtBy(situation, series);
  let isOver = false;
  for (let place = state.count; place < series.length; place += 1) {
    const slot = compiled.slots[series.firstSlot + place];
    if (slot === undefined) continue;
    const missing = place - state.count;
    const excluded =
      notOwed(compiled, birth, slot) ??
      (late !== null && place >= late.doses
        ? why(late.note, whyText.fewerDoses(slot.dose, late.note.text, late.doses))
        : null) ??
      (missing < brought ? inCombined(compiled, slot) : null);
    if (excluded !== null) {
      // What a combined product will bring may come today; the next keeps its distance from that.
      previous.hard = Math.max(previous.hard, situation.on);
      previous.advised = previous.hard;
      previous.isAssumed = true;
      planned.push({
        owed: idle(slot, 'not-applicable', null, excluded),
        next: Number.POSITIVE_INFINITY,
      });
      continue;
    }
    const one = planOne(situation, { slot, series, state, late, previous, isOver });
    isOver = one.owed.state === 'closed';
    planned.push(one);
  }
}

function planOne(
  situation: Situation,
  context: {
    readonly slot: Slot;
    readonly series: Series;
    readonly state: SeriesState;
    readonly late: LateStart | null;
    readonly previous: Predecessor;
    readonly isOver: boolean;
  },
): PlannedDose {
  const { compiled, birth, given, on } = situation;
  const { slot, series, state, late, previous, isOver } = context;
  const isFirst = slot.place === 0;
  const limit = slot.limit === null ? Number.POSITIVE_INFINITY : ageDay(birth, slot.limit);
  const until = slot.limit === null ? null : limit - 1;
  const ownAge = ageDay(birth, slot.earliest);

  let hard = ageDay(birth, slot.hardEarliest);
  let note = slot.earliestNote;
  let advised = ownAge;
  if (!isFirst) {
    hard = Math.max(hard, latestAfter(previous.hard, slot.hardIntervals));
    const intervals = late === null || late.interval === null ? slot.intervals : [late.interval];
    const spaced = latestAfter(previous.advised, intervals);
    if (spaced > advised) {
      advised = spaced;
      note = slot.intervalNote;
    }
  }
  let extra = '';
  if (series.liveInjected && given.lastLive + compiled.liveSpacing > hard) {
    hard = given.lastLive + compiled.liveSpacing;
    if (hard > advised) {
      note = compiled.liveNote;
      extra = whyText.afterLive(compiled.liveNote.text);
    }
  }
  const repeat = state.lastUncounted + compiled.repeatAfter;
  if (!previous.isAssumed && repeat > Math.max(hard, advised)) {
    advised = repeat;
    extra = whyText.afterUncounted(lengthText({ months: 0, days: compiled.repeatAfter }));
  }
  advised = Math.max(hard, advised);

  if (isOver || on >= limit || hard >= limit) {
    const last = until ?? on;
    const hasRoom = hard < limit;
    const sentence =
      hasRoom && on >= limit
        ? whyText.closed(slot.dose, last, slot.limitNote.text)
        : whyText.noRoom(slot.dose, Math.max(hard, on), last);
    return {
      owed: idle(slot, 'closed', until, why(slot.limitNote, sentence)),
      next: Number.POSITIVE_INFINITY,
    };
  }

  // Advice that would end the series gives way to the rule that only forbids.
  const from = advised < limit ? advised : hard;
  const next = Math.max(from, on);
  const isVague = !isFirst && !previous.isAssumed && state.lastLatest > state.lastEarliest;
  const sureFrom = isVague ? Math.max(from, latestAfter(state.lastLatest, slot.intervals)) : from;
  const basis = () => basisText(compiled, { slot, late, previous });
  const stateNow = stateOn(birth, slot, from, on);
  const sentence =
    sentenceOf(stateNow, { slot, from, until, basis, birth }) +
    extra +
    (slot.advisedNote === null ? '' : whyText.advisedBefore(slot.advisedNote.text)) +
    (sureFrom > from ? whyText.vague(previousDose(compiled, slot), sureFrom) : '');
  previous.hard = Math.max(hard, on);
  previous.advised = next;
  previous.isAssumed = true;
  return {
    owed: {
      dose: slot.dose,
      product: productFor(compiled, birth, slot),
      state: stateNow,
      from: isoOfDay(from),
      until: until === null ? null : isoOfDay(until),
      lateSince:
        stateNow === 'overdue' || stateNow === 'catch-up'
          ? isoOfDay(lateSince(birth, slot, from))
          : null,
      certain: sureFrom === from,
      why: why(note, sentence),
    },
    next,
  };
}

function stateOn(birth: Birth, slot: Slot, from: number, on: number): OwedState {
  if (on < from) return 'not-yet';
  if (on < ageDay(birth, slot.idealBefore)) return 'due';
  return on < ageDay(birth, slot.routineBefore) ? 'overdue' : 'catch-up';
}

/** The first day past the ideal month; for one that could only be given later, that day. */
function lateSince(birth: Birth, slot: Slot, from: number): number {
  return Math.max(from, ageDay(birth, slot.idealBefore));
}

function sentenceOf(
  state: OwedState,
  at: {
    readonly slot: Slot;
    readonly from: number;
    readonly until: number | null;
    /** Only some sentences tell it. */
    readonly basis: () => string;
    readonly birth: Birth;
  },
): string {
  const { slot, from, until, basis, birth } = at;
  if (state === 'not-yet') return whyText.notYet(slot.dose, from, basis());
  if (state === 'due') return whyText.due(slot.dose, from, basis());
  if (state === 'catch-up') return whyText.catchUp(slot.dose, until);
  return whyText.overdue(slot.dose, lateSince(birth, slot, from), until);
}

/** "umur 12 bulan dan 8 minggu sesudah PCV 2". */
function basisText(
  compiled: CompiledSchedule,
  {
    slot,
    late,
    previous,
  }: { readonly slot: Slot; readonly late: LateStart | null; readonly previous: Predecessor },
): string {
  const age = whyText.age(slot.earliestNote.text);
  if (slot.place === 0 || slot.intervals.length === 0) return age;
  const dose = previousDose(compiled, slot);
  const interval =
    late === null || late.interval === null ? slot.intervalNote.text : lengthText(late.interval);
  return (
    whyText.and(age, whyText.afterPrevious(interval, dose)) +
    (previous.isAssumed ? whyText.ifGiven(dose, previous.advised) : '')
  );
}

function previousDose(compiled: CompiledSchedule, slot: Slot): DoseName {
  return compiled.slots[slot.index - 1]?.dose ?? slot.dose;
}

/** The rule for a series that begins, or would begin now, later than usual. */
function lateStartOf(
  { compiled, birth, on }: Situation,
  series: Series,
  state: SeriesState,
): LateStart | null {
  if (series.lateStart.length === 0) return null;
  const first = compiled.slots[series.firstSlot];
  if (first === undefined) return null;
  const start = state.count > 0 ? state.firstEarliest : Math.max(on, ageDay(birth, first.earliest));
  let rule: LateStart | null = null;
  for (const each of series.lateStart) {
    if (start >= ageDay(birth, each.from)) rule = each;
  }
  return rule;
}

/** How many doses of this series the combined product will still bring along. */
function broughtBy({ compiled, birth, given, on }: Situation, series: Series): number {
  if (series.index !== compiled.broughtSeries || birth.day < compiled.combined.bornFrom) return 0;
  const primary = compiled.series[compiled.primarySeries];
  const first = primary === undefined ? undefined : compiled.slots[primary.firstSlot];
  if (first === undefined || first.limit === null || on >= ageDay(birth, first.limit)) return 0;
  const count = given.series[compiled.primarySeries]?.count ?? 0;
  return Math.max(0, compiled.combinedDoses - count);
}

/** In the cohorts of the combined product it takes the place of the plain one. */
function productFor(compiled: CompiledSchedule, birth: Birth, slot: Slot): ProductName {
  return slot.series === compiled.primarySeries &&
    slot.place < compiled.combinedDoses &&
    birth.day >= compiled.combined.bornFrom
    ? compiled.combinedProduct
    : slot.product;
}

function notOwed(compiled: CompiledSchedule, birth: Birth, slot: Slot): Why | null {
  const availability = compiled.availability[slot.index];
  if (availability === null || availability === undefined) return null;
  const { bornFrom, note } = availability;
  if (birth.day >= bornFrom) return null;
  return why(
    note,
    bornFrom === Number.POSITIVE_INFINITY
      ? whyText.notInRegion(slot.dose)
      : whyText.beforeCohort(slot.dose, bornFrom),
  );
}

function inCombined(compiled: CompiledSchedule, slot: Slot): Why {
  return why(compiled.combined.note, whyText.inCombined(slot.dose, compiled.combinedProduct));
}

function idle(slot: Slot, state: OwedState, until: number | null, reason: Why): OwedDose {
  return {
    dose: slot.dose,
    product: slot.product,
    state,
    from: null,
    until: until === null ? null : isoOfDay(until),
    lateSince: null,
    certain: true,
    why: reason,
  };
}

function latestAfter(day: number, lengths: readonly Offset[]): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const length of lengths) latest = Math.max(latest, dayAfter(day, length));
  return latest;
}
