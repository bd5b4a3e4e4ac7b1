/**
 * Judges one dose in one series: does it count, as which dose, and if not, by how much it misses.
 *
 * A partial date is held against a dose only where no day it may mean would do.
 */

import { ageDay, dayAfter, type Birth } from './age.ts';
import type { CompiledSchedule, Component, RuleNote, Series, Slot } from './compile-schedule.ts';
import type { Dated } from './recorded-doses.ts';
import { why, whyText, type Why } from './why-text.ts';

export type DoseVerdict =
  | 'valid'
  | 'too-early'
  | 'too-close'
  | 'duplicate'
  | 'after-limit'
  | 'unknown-product';

/** What has been given in one series, in the order of `CompiledSchedule.series`. */
export interface SeriesState {
  /** Doses that count. */
  count: number;
  /** When the first and the last that count were given, at the earliest and the latest. */
  firstEarliest: number;
  lastEarliest: number;
  lastLatest: number;
  /** The last dose that does not count, by the earliest day it may mean; −Infinity without one. */
  lastUncounted: number;
  /** The last exactly dated dose and what it was held for. */
  lastDay: number;
  lastSlot: number;
}

export interface Judgement {
  readonly verdict: DoseVerdict;
  readonly slot: Slot;
  readonly days: number | null;
  readonly certain: boolean;
  readonly earliest: number;
  readonly why: Why;
}

/** A live injected dose; those of one day do not disturb each other. */
export interface LiveDose {
  readonly earliest: number;
  readonly latest: number;
}

interface SeriesContext {
  readonly dose: Dated;
  readonly component: Component;
  readonly series: Series;
  readonly state: SeriesState;
  readonly lives: readonly LiveDose[];
}

export function judgeIn(
  compiled: CompiledSchedule,
  birth: Birth,
  context: SeriesContext,
): Judgement {
  const { dose, component, series, state } = context;
  const isSameDay = dose.first === dose.last && state.lastDay === dose.first;
  const isComplete = state.count >= series.length;
  const place = isComplete ? series.length - 1 : state.count;
  const slot = slotAt(compiled, isSameDay ? state.lastSlot : series.firstSlot + place);
  if (isSameDay || isComplete) {
    const text = isSameDay ? whyText.sameDay : whyText.seriesComplete;
    const reason = why(slot.intervalNote, text(dose.product));
    return notCounted('duplicate', { slot, dose, days: null, why: reason });
  }
  const limit = slot.limit === null ? Number.POSITIVE_INFINITY : ageDay(birth, slot.limit);
  if (dose.first >= limit) {
    const days = dose.first - limit + 1;
    const reason = why(slot.limitNote, whyText.afterLimit(slot.dose, days, limit - 1));
    return notCounted('after-limit', { slot, dose, days, why: reason });
  }
  const earliest = ageDay(birth, component.own?.earliest ?? slot.hardEarliest);
  if (dose.last < earliest) {
    const days = earliest - dose.last;
    const reason = why(slot.earliestNote, whyText.tooEarly(slot.dose, days, earliest));
    return notCounted('too-early', { slot, dose, days, why: reason });
  }
  const spaced = spacedFrom(compiled, context, slot);
  if (dose.last < spaced.possibly) {
    const days = spaced.possibly - dose.last;
    const reason = why(spaced.note, whyText.tooClose(slot.dose, days));
    return notCounted('too-close', { slot, dose, days, why: reason });
  }
  const certain = dose.first >= Math.max(earliest, spaced.surely) && dose.last < limit;
  const shortBy = component.own === null ? shortOfAdvice(slot, state, dose) : 0;
  return {
    verdict: 'valid',
    slot,
    days: null,
    certain,
    earliest: Math.max(dose.first, earliest, spaced.possibly),
    why: why(
      shortBy > 0 ? slot.intervalNote : slot.earliestNote,
      whyText.valid(slot.dose) +
        (shortBy > 0 ? whyText.shortOfAdvice(shortBy) : '') +
        (certain ? '' : whyText.vagueDate),
    ),
  };
}

function notCounted(
  verdict: DoseVerdict,
  of: {
    readonly slot: Slot;
    readonly dose: Dated;
    readonly days: number | null;
    readonly why: Why;
  },
): Judgement {
  const { slot, dose, days } = of;
  return { verdict, slot, days, certain: true, earliest: dose.first, why: of.why };
}

/** From which day on the intervals are kept: if earlier doses fell as early, or as late, as they may have. */
function spacedFrom(
  compiled: CompiledSchedule,
  { dose, component, series, state, lives }: SeriesContext,
  slot: Slot,
): { readonly possibly: number; readonly surely: number; readonly note: RuleNote } {
  let possibly = Number.NEGATIVE_INFINITY;
  let surely = Number.NEGATIVE_INFINITY;
  let note = slot.intervalNote;
  if (state.count > 0) {
    for (const length of component.own === null ? slot.hardIntervals : [component.own.interval]) {
      possibly = Math.max(possibly, dayAfter(state.lastEarliest, length));
      surely = Math.max(surely, dayAfter(state.lastLatest, length));
    }
  }
  if (series.liveInjected) {
    for (const live of lives) {
      // Where both may have been given on one day, the rule may have been kept.
      if (dose.first <= live.latest) {
        if (live.earliest !== dose.last) surely = Number.POSITIVE_INFINITY;
        continue;
      }
      surely = Math.max(surely, live.latest + compiled.liveSpacing);
      if (live.earliest + compiled.liveSpacing > possibly) {
        possibly = live.earliest + compiled.liveSpacing;
        note = compiled.liveNote;
      }
    }
  }
  return { possibly, surely, note };
}

function shortOfAdvice(slot: Slot, state: SeriesState, dose: Dated): number {
  if (state.count === 0) return 0;
  let advised = Number.NEGATIVE_INFINITY;
  for (const length of slot.intervals) {
    advised = Math.max(advised, dayAfter(state.lastEarliest, length));
  }
  return Math.max(0, advised - dose.last);
}

/** Keeps what the next dose of the series is held against. */
export function record(state: SeriesState, judgement: Judgement, dose: Dated): void {
  if (judgement.verdict === 'valid') {
    if (state.count === 0) state.firstEarliest = judgement.earliest;
    state.count += 1;
    state.lastEarliest = judgement.earliest;
    state.lastLatest = dose.last;
  } else if (judgement.verdict !== 'duplicate') {
    state.lastUncounted = Math.max(state.lastUncounted, dose.first);
  }
  if (dose.first === dose.last) {
    state.lastDay = dose.first;
    state.lastSlot = judgement.slot.index;
  }
}

function slotAt(compiled: CompiledSchedule, index: number): Slot {
  const slot = compiled.slots[index];
  if (slot === undefined) throw new RangeError('no such dose in the schedule');
  return slot;
}
