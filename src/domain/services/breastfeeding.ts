/** Exclusive breastfeeding month by month from 0 to 6: what is known, what is broken, who has passed. */

import { completedMonths } from '#domain/dates.ts';
import type { BreastfeedingAnswer } from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { serviceText, why, type Why } from './why-text.ts';

/** 0–5 are months of age, 6 the question at six months. */
export const BREASTFEEDING_MONTHS = [0, 1, 2, 3, 4, 5, 6] as const;
export type BreastfeedingMonth = (typeof BREASTFEEDING_MONTHS)[number];

export interface MonthStatus {
  readonly month: BreastfeedingMonth;
  /** `not-yet`: the child has not reached the month. */
  readonly status: 'yes' | 'no' | 'unknown' | 'not-yet';
  /** `told-later`: a later answer about the whole time since birth; `broken-before`: an earlier month says no. */
  readonly basis: 'asked' | 'told-later' | 'broken-before' | null;
}

/**
 * `passed`: exclusive to six months, "lulus". `broken` stays so whatever is said
 * later. `on-track`: every month before the present one is a yes. `unknown`: a
 * month that is over was not asked.
 */
export type BreastfeedingState = 'passed' | 'broken' | 'on-track' | 'unknown';

export interface BreastfeedingResult {
  readonly months: readonly MonthStatus[];
  readonly state: BreastfeedingState;
  /** "ASI eksklusif sampai bulan n": the last of an unbroken row of yes from month 0; `null` where month 0 is none. */
  readonly through: BreastfeedingMonth | null;
  /** The first month with a no. */
  readonly brokenIn: BreastfeedingMonth | null;
  /** A later yes that an earlier no forbids, for somebody to look at. */
  readonly contradicted: readonly BreastfeedingMonth[];
  /** In months 0–5 in February and August every mother is asked about the last 24 hours. */
  readonly recallDue: boolean;
  readonly why: Why;
}

/**
 * A no is never taken back by a later answer, only by voiding its record.
 *
 * @param records in any order; those dated after `on` or asked before the month was reached are left out
 * @param on ISO date, not before birth
 */
export function breastfeedingOn(
  child: { readonly bornOn: string },
  records: readonly BreastfeedingAnswer[],
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): BreastfeedingResult {
  const { breastfeeding } = settings;
  const age = completedMonths(child.bornOn, on);
  const heard = records.filter(
    (each) => each.askedOn <= on && completedMonths(child.bornOn, each.askedOn) >= each.month,
  );
  const answered = BREASTFEEDING_MONTHS.map((month) => answerOf(heard, month));
  const brokenIn = BREASTFEEDING_MONTHS.find((month) => answered[month] === false) ?? null;
  const filledTo = breastfeeding.sinceBirthFills.value
    ? Math.max(
        -1,
        ...heard
          .filter((each) => each.recall === 'since-birth' && answered[each.month] === true)
          .map(({ month }) => month),
      )
    : -1;
  const months = BREASTFEEDING_MONTHS.map((month): MonthStatus => {
    const answer = answered[month] ?? null;
    if (brokenIn !== null && month > brokenIn) {
      return month > age
        ? { month, status: 'not-yet', basis: null }
        : { month, status: 'no', basis: answer === false ? 'asked' : 'broken-before' };
    }
    if (answer !== null) return { month, status: answer ? 'yes' : 'no', basis: 'asked' };
    if (month > age) return { month, status: 'not-yet', basis: null };
    // A no in between says that the later word about the whole time was wrong, so it fills nothing.
    if (month < filledTo && brokenIn === null) return { month, status: 'yes', basis: 'told-later' };
    return { month, status: 'unknown', basis: null };
  });
  const firstNotYes = months.findIndex(({ status }) => status !== 'yes');
  const row = firstNotYes === -1 ? months : months.slice(0, firstNotYes);
  const through = row.at(-1)?.month ?? null;
  const state = stateOf({ brokenIn, through, age, lastMonth: breastfeeding.lastMonth.value });
  return {
    months,
    state,
    through,
    brokenIn,
    contradicted: BREASTFEEDING_MONTHS.filter(
      (month) => brokenIn !== null && month > brokenIn && answered[month] === true,
    ),
    recallDue:
      age < breastfeeding.recallBeforeMonths.value &&
      breastfeeding.recallMonths.value.includes(Number(on.slice(5, 7))),
    why: why(
      { rule: `breastfeeding/${state}`, source: breastfeeding.lastMonth.source },
      serviceText.breastfeeding[state](
        state === 'broken' ? brokenIn : through,
        months.filter(({ status }) => status === 'unknown').map(({ month }) => month),
      ),
    ),
  };
}

function answerOf(heard: readonly BreastfeedingAnswer[], month: number): boolean | null {
  const answers = heard.filter((each) => each.month === month).map(({ exclusive }) => exclusive);
  if (answers.includes(false)) return false;
  return answers.includes(true) ? true : null;
}

function stateOf(found: {
  readonly brokenIn: BreastfeedingMonth | null;
  readonly through: BreastfeedingMonth | null;
  readonly age: number;
  readonly lastMonth: number;
}): BreastfeedingState {
  if (found.brokenIn !== null && found.brokenIn <= found.lastMonth) return 'broken';
  const through = found.through ?? -1;
  if (found.age >= 6 && through >= found.lastMonth) return 'passed';
  // The present month is still running and may be asked any day.
  return through >= found.age - 1 && found.age <= 6 ? 'on-track' : 'unknown';
}
