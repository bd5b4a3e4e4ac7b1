/** Deworming tablets twice a year: the dose for the age, who waits, and what the recorded ones count for. */

import { completedMonths, type IsoMonth } from '#domain/dates.ts';
import {
  decidingAge,
  planRounds,
  roundOn,
  windowIn,
  type Round,
  type RoundState,
  type Window,
} from './half-yearly.ts';
import type { DewormingGiven } from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { serviceText, why, type Why } from './why-text.ts';

/** `no-dose-rule`: a drug whose dose no source here gives; it counts as given. */
export type DewormingVerdict =
  | 'valid'
  | 'wrong-dose'
  | 'no-dose-rule'
  | 'too-early'
  | 'too-old'
  | 'outside-round'
  | 'duplicate';

export interface JudgedDeworming extends DewormingGiven {
  readonly verdict: DewormingVerdict;
  readonly counts: boolean;
  readonly round: IsoMonth;
  readonly why: Why;
}

export interface DewormingAnswer {
  /** `postponed`: due, but the child is ill today. */
  readonly state: RoundState | 'postponed';
  readonly round: IsoMonth;
  /** Albendazole at the time of `next`; where due, today. */
  readonly doseMg: number | null;
  readonly next: Window | null;
  readonly given: readonly JudgedDeworming[];
  readonly why: Why;
}

export interface DewormingInRound {
  readonly window: Window | null;
  readonly given: JudgedDeworming | null;
}

const RULE = 'deworming';

/**
 * @param today what is known of the day: only a child who looks healthy is
 *   given; `ill: null` where nobody asked yet
 * @param records in any order; those dated after `on` are left out
 * @param on ISO date, not before birth
 */
export function dewormingOn(
  child: { readonly bornOn: string },
  records: readonly DewormingGiven[],
  on: string,
  today: { readonly ill: boolean | null } = { ill: null },
  settings: ServiceSettings = SERVICE_SETTINGS,
): DewormingAnswer {
  const { deworming } = settings;
  const given = judgeTablets(child.bornOn, records, on, settings);
  const { state: planned, round, next } = planRounds(child.bornOn, given, on, deworming);
  const state = planned === 'due' && today.ill === true ? 'postponed' : planned;
  const day = planned === 'due' ? on : next?.from;
  const doseMg = day === undefined ? null : doseOn(child.bornOn, day, settings);
  return {
    state,
    round: round.month,
    doseMg,
    next,
    given,
    why: why(
      {
        rule: `${RULE}/${state}`,
        source: `${deworming.fromMonths.source}; ${deworming.months.source}`,
      },
      serviceText.deworming[state](doseMg, round.month, next),
    ),
  };
}

/** One round seen from a day, for lists and recaps; see `vitaminAInRound`. */
export function dewormingInRound(
  child: { readonly bornOn: string },
  records: readonly DewormingGiven[],
  month: IsoMonth,
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): DewormingInRound {
  const round = roundOn(`${month}-01`, settings.deworming);
  return {
    window: windowIn(child.bornOn, round, settings.deworming),
    given:
      judgeTablets(child.bornOn, records, on, settings).find(
        (each) => each.counts && each.round === round.month,
      ) ?? null,
  };
}

function doseOn(
  bornOn: string,
  on: string,
  settings: ServiceSettings,
  round: Round = roundOn(on, settings.deworming),
): number {
  const { wholeFromMonths, wholeMg, halfMg } = settings.deworming;
  const age = decidingAge(bornOn, on, round, settings.deworming);
  return age >= wholeFromMonths.value ? wholeMg.value : halfMg.value;
}

function judgeTablets(
  bornOn: string,
  records: readonly DewormingGiven[],
  on: string,
  settings: ServiceSettings,
): JudgedDeworming[] {
  const judged: JudgedDeworming[] = [];
  const inOrder = records
    .filter(({ givenOn }) => givenOn <= on && givenOn >= bornOn)
    .sort((a, b) => (a.givenOn < b.givenOn ? -1 : Number(a.givenOn > b.givenOn)));
  for (const record of inOrder) {
    const round = roundOn(record.givenOn, settings.deworming);
    const hadOne = judged.some((each) => each.counts && each.round === round.month);
    const expected = doseOn(bornOn, record.givenOn, settings, round);
    const verdict = verdictOf(bornOn, record, { round, hadOne, expected }, settings);
    judged.push({
      ...record,
      verdict,
      counts: verdict === 'valid' || verdict === 'wrong-dose' || verdict === 'no-dose-rule',
      round: round.month,
      why: why(
        { rule: `${RULE}/${verdict}`, source: settings.deworming.wholeFromMonths.source },
        serviceText.tablet[verdict](record.doseMg, round.month, expected),
      ),
    });
  }
  return judged;
}

function verdictOf(
  bornOn: string,
  record: DewormingGiven,
  known: { readonly round: Round; readonly hadOne: boolean; readonly expected: number },
  { deworming }: ServiceSettings,
): DewormingVerdict {
  const window = windowIn(bornOn, known.round, deworming);
  if (window === null || record.givenOn < window.from || record.givenOn > window.until) {
    const age = completedMonths(bornOn, record.givenOn);
    if (age < deworming.fromMonths.value) return 'too-early';
    return age >= deworming.beforeMonths.value ? 'too-old' : 'outside-round';
  }
  if (known.hadOne) return 'duplicate';
  if (record.drug !== 'albendazole') return 'no-dose-rule';
  return record.doseMg === known.expected ? 'valid' : 'wrong-dose';
}
