/** Services given in fixed months of the year: which round a day belongs to, and when a child may be given in it. */

import { addDays, addToMonth, completedMonths, monthOf, type IsoMonth } from '#domain/dates.ts';
import { dayOfIso, isoOfDay, monthsLater, partsOf } from '#domain/immunization/calendar.ts';
import type { RoundSettings } from './settings.ts';

export interface Round {
  readonly month: IsoMonth;
  readonly first: string;
  /** Last day of the month itself. */
  readonly last: string;
  /** Last day for those who missed the month. */
  readonly lateUntil: string;
  /** Last day before the next round. */
  readonly before: string;
}

/** First and last day, both included, on which a child may be given in a round. */
export interface Window {
  readonly from: string;
  readonly until: string;
}

/**
 * `given`: in the running round. `due`: may be given on the day asked about.
 * `not-yet`: waits for `from`. `missed`: the round passed and nothing was given.
 * `too-old`: no round comes any more in which the child is young enough.
 */
export type RoundState = 'given' | 'due' | 'not-yet' | 'missed' | 'too-old';

export interface RoundPlan {
  readonly state: RoundState;
  /** The round that the state is about. */
  readonly round: Round;
  /** When it may be given: now where due, else the next time; `null` when there is none. */
  readonly next: Window | null;
}

/** The first day on which so many months are completed, as `completedMonths` counts them. */
function firstDayAt(bornOn: string, months: number): string {
  return isoOfDay(monthsLater(partsOf(dayOfIso(bornOn)), months));
}

/** Rounds are few and asked for with every record of every child. */
const knownRounds = new WeakMap<RoundSettings, Map<IsoMonth, Round>>();

/** The last round that began on that day or before. */
export function roundOn(on: string, settings: RoundSettings): Round {
  const month = monthOf(on);
  const known = knownRounds.get(settings) ?? new Map<IsoMonth, Round>();
  knownRounds.set(settings, known);
  const found = known.get(month);
  if (found !== undefined) return found;
  const begun = roundMonths(Number(on.slice(0, 4)), settings).filter((each) => each <= month);
  const round = roundIn(begun.at(-1) ?? month, settings);
  known.set(month, round);
  return round;
}

function roundIn(month: IsoMonth, settings: RoundSettings): Round {
  const after = roundMonths(Number(month.slice(0, 4)), settings).find((each) => each > month);
  const before = lastDayBefore(after ?? addToMonth(month, 12));
  const lateUntil = lastDayBefore(addToMonth(month, 1 + settings.lateMonths.value));
  return {
    month,
    first: `${month}-01`,
    last: lastDayBefore(addToMonth(month, 1)),
    lateUntil: lateUntil < before ? lateUntil : before,
    before,
  };
}

/** Of the year before to the year after, in order. */
function roundMonths(year: number, settings: RoundSettings): IsoMonth[] {
  return [year - 1, year, year + 1]
    .flatMap((each) =>
      settings.months.value.map((month) => {
        const planned = `${each}-${String(month).padStart(2, '0')}`;
        return settings.moved.value[planned] ?? planned;
      }),
    )
    .sort();
}

function lastDayBefore(month: IsoMonth): string {
  return addDays(`${month}-01`, -1);
}

/** The age that decides about a child on a day of a round. */
export function decidingAge(
  bornOn: string,
  on: string,
  round: Round,
  settings: RoundSettings,
): number {
  switch (settings.ageOn.value) {
    case 'day-given':
      return completedMonths(bornOn, on);
    case 'first-of-month':
      return completedMonths(bornOn, round.first);
    case 'last-of-month':
      return completedMonths(bornOn, round.last);
  }
}

/** `null` where the child is entitled on no day of the round. */
export function windowIn(bornOn: string, round: Round, settings: RoundSettings): Window | null {
  const { fromMonths, beforeMonths, ageOn, reachedBetween } = settings;
  if (ageOn.value !== 'day-given') {
    const age = decidingAge(bornOn, round.first, round, settings);
    if (age < fromMonths.value || age >= beforeMonths.value) return null;
    return { from: round.first, until: round.lateUntil };
  }
  const oldEnough = firstDayAt(bornOn, fromMonths.value);
  const stillYoung = addDays(firstDayAt(bornOn, beforeMonths.value), -1);
  const reachedLater = oldEnough > round.last;
  if (reachedLater && reachedBetween.value === 'wait') return null;
  const end = reachedLater ? round.before : round.lateUntil;
  const from = oldEnough > round.first ? oldEnough : round.first;
  const until = stillYoung < end ? stillYoung : end;
  return from <= until ? { from, until } : null;
}

/**
 * @param given everything ever given, also what does not count, so that nothing is given again too soon
 * @param on ISO date, not before birth
 */
export function planRounds(
  bornOn: string,
  given: readonly { readonly givenOn: string; readonly counts: boolean }[],
  on: string,
  settings: RoundSettings,
): RoundPlan {
  const round = roundOn(on, settings);
  const lastGiven = given.map(({ givenOn }) => givenOn).reduce((a, b) => (a > b ? a : b), '');
  const after =
    lastGiven === '' ? bornOn : addDays(lastGiven, Math.max(1, settings.shortestGapDays.value));
  const here = windowIn(bornOn, round, settings);
  const next = nextWindow(bornOn, round, after, settings);
  if (given.some((each) => each.counts && each.givenOn >= round.first)) {
    return { state: 'given', round, next };
  }
  const open = here === null ? null : notBefore(here, after);
  if (open !== null && on <= open.until) {
    return { state: on >= open.from ? 'due' : 'not-yet', round, next: open };
  }
  if (here !== null && on > here.until) return { state: 'missed', round, next };
  return { state: next === null ? 'too-old' : 'not-yet', round, next };
}

function nextWindow(
  bornOn: string,
  round: Round,
  after: string,
  settings: RoundSettings,
): Window | null {
  const tooOld = firstDayAt(bornOn, settings.beforeMonths.value);
  let each = roundOn(addDays(round.before, 1), settings);
  while (each.first < tooOld) {
    const window = windowIn(bornOn, each, settings);
    const open = window === null ? null : notBefore(window, after);
    if (open !== null) return open;
    each = roundOn(addDays(each.before, 1), settings);
  }
  return null;
}

function notBefore(window: Window, day: string): Window | null {
  if (window.from >= day) return window;
  return day <= window.until ? { from: day, until: window.until } : null;
}
