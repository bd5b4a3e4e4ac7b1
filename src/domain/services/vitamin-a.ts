/** Vitamin A: who gets which capsule in February and August, and what the recorded ones count for. */

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
import type { Capsule, VitaminAGiven } from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { serviceText, why, type Why } from './why-text.ts';

/**
 * `too-early`, `too-old`: outside 6–59 months. `outside-round`: right age, wrong
 * time. `wrong-colour` counts all the same: what is swallowed is not given again.
 */
export type CapsuleVerdict =
  | 'valid'
  | 'wrong-colour'
  | 'treatment'
  | 'too-early'
  | 'too-old'
  | 'outside-round'
  | 'duplicate';

export interface JudgedCapsule extends VitaminAGiven {
  readonly verdict: CapsuleVerdict;
  /** Whether the child has had the capsule of this round. */
  readonly counts: boolean;
  readonly round: IsoMonth;
  readonly why: Why;
}

export interface VitaminAAnswer {
  readonly state: RoundState;
  readonly round: IsoMonth;
  /** Which capsule `next` is about, by the age on its first day; where due, by the age today. */
  readonly capsule: Capsule | null;
  readonly units: number | null;
  /** Now where due, else the next time; `null` where none comes any more. */
  readonly next: Window | null;
  /** In the order in which they were given. */
  readonly given: readonly JudgedCapsule[];
  readonly why: Why;
}

export interface VitaminAInRound {
  /** Days of the round on which the child is of the age; `null` where there are none. */
  readonly window: Window | null;
  /** The capsule that counts for the round. */
  readonly given: JudgedCapsule | null;
}

const RULE = 'vitamin-a';

function units(capsule: Capsule, { vitaminA }: ServiceSettings): number {
  return capsule === 'red' ? vitaminA.redUnits.value : vitaminA.blueUnits.value;
}

/**
 * @param records in any order; those dated after `on` are left out
 * @param on ISO date, not before birth
 */
export function vitaminAOn(
  child: { readonly bornOn: string },
  records: readonly VitaminAGiven[],
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): VitaminAAnswer {
  const { vitaminA } = settings;
  const given = judgeCapsules(child.bornOn, records, on, settings);
  const { state, round, next } = planRounds(child.bornOn, given, on, vitaminA);
  const day = state === 'due' ? on : next?.from;
  const capsule = day === undefined ? null : capsuleOn(child.bornOn, day, settings);
  return {
    state,
    round: round.month,
    capsule,
    units: capsule === null ? null : units(capsule, settings),
    next,
    given,
    why: why(
      {
        rule: `${RULE}/${state}`,
        source: `${vitaminA.months.source}; ${vitaminA.fromMonths.source}`,
      },
      serviceText.vitaminA[state](capsule, round.month, next),
    ),
  };
}

/**
 * One round seen from a day, for lists and recaps.
 *
 * @param month of the round: February, August or the month it was moved to
 */
export function vitaminAInRound(
  child: { readonly bornOn: string },
  records: readonly VitaminAGiven[],
  month: IsoMonth,
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): VitaminAInRound {
  const round = roundOn(`${month}-01`, settings.vitaminA);
  return {
    window: windowIn(child.bornOn, round, settings.vitaminA),
    given:
      judgeCapsules(child.bornOn, records, on, settings).find(
        (each) => each.counts && each.round === round.month,
      ) ?? null,
  };
}

function capsuleOn(
  bornOn: string,
  on: string,
  settings: ServiceSettings,
  round: Round = roundOn(on, settings.vitaminA),
): Capsule {
  const age = decidingAge(bornOn, on, round, settings.vitaminA);
  return age >= settings.vitaminA.redFromMonths.value ? 'red' : 'blue';
}

function judgeCapsules(
  bornOn: string,
  records: readonly VitaminAGiven[],
  on: string,
  settings: ServiceSettings,
): JudgedCapsule[] {
  const judged: JudgedCapsule[] = [];
  const inOrder = records
    .filter(({ givenOn }) => givenOn <= on && givenOn >= bornOn)
    .sort((a, b) => (a.givenOn < b.givenOn ? -1 : Number(a.givenOn > b.givenOn)));
  for (const record of inOrder) {
    const round = roundOn(record.givenOn, settings.vitaminA);
    const hadOne = judged.some((each) => each.counts && each.round === round.month);
    const verdict = verdictOf(bornOn, record, round, hadOne, settings);
    const expected = capsuleOn(bornOn, record.givenOn, settings, round);
    judged.push({
      ...record,
      verdict,
      counts: verdict === 'valid' || verdict === 'wrong-colour',
      round: round.month,
      why: why(
        { rule: `${RULE}/${verdict}`, source: settings.vitaminA.fromMonths.source },
        serviceText.capsule[verdict](record.capsule, round.month, expected),
      ),
    });
  }
  return judged;
}

function verdictOf(
  bornOn: string,
  record: VitaminAGiven,
  round: Round,
  hadOne: boolean,
  settings: ServiceSettings,
): CapsuleVerdict {
  const { vitaminA } = settings;
  if (record.purpose === 'treatment') return 'treatment';
  const window = windowIn(bornOn, round, vitaminA);
  if (window === null || record.givenOn < window.from || record.givenOn > window.until) {
    const age = completedMonths(bornOn, record.givenOn);
    if (age < vitaminA.fromMonths.value) return 'too-early';
    return age >= vitaminA.beforeMonths.value ? 'too-old' : 'outside-round';
  }
  if (hadOne) return 'duplicate';
  return record.capsule === capsuleOn(bornOn, record.givenOn, settings, round)
    ? 'valid'
    : 'wrong-colour';
}
