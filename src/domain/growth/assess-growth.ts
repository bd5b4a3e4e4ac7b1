/**
 * The one entry point of the growth rules: a child, its measurements and a day
 * go in; for every index a judgement or the reason there is none comes out.
 */

import { completedMonths, daysBetween, monthOf } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import { indexResults, type IndexResult, type IndexResults } from './index-results.ts';
import { asksTheSame, questionsAbout, type MeasurementQuestion } from './measurement-questions.ts';
import { referralsOf, type Referral } from './referral.ts';
import type { GrowingChild } from './score-measurement.ts';
import { gainTrend, type WeightGain } from './weight-gain.ts';

export type { IndexResult } from './index-results.ts';

/**
 * BB/U below this z is under the red line of the KMS (BGM). The KMS of 2021
 * draws it at −2 SD as far as can be told; the older card had −3 SD. To be
 * confirmed by the puskesmas; `z` is kept, so a count can be made again.
 * Source: posyandu KMS 2020/2021, certainty C.
 */
export const KMS_RED_LINE_Z = -2;

/** BB/U above this z is over the orange line of the KMS, the bound of "risiko berat badan lebih". */
export const KMS_ORANGE_LINE_Z = 1;

export interface GrowthAssessment {
  /** The day asked about. */
  readonly on: string;
  /** Age on the day of the assessed measurement; on `on` when there is none. Negative before birth. */
  readonly ageDays: number;
  /** Completed months, see `ageDays`. */
  readonly ageMonths: number;
  readonly assessed: EffectiveMeasurement | null;
  readonly indices: IndexResults;
  readonly weightGain: WeightGain;
  /** T in this month and in the month before. */
  readonly twoT: boolean;
  /** T now and T before, with only O between: a warning, not for the report. */
  readonly softTwoT: boolean;
  /** Below the red line (bawah garis merah); `null` when weight-for-age could not be judged. */
  readonly bgm: boolean | null;
  readonly aboveOrangeLine: boolean | null;
  /** Swelling of both feet; `null` when nobody looked. */
  readonly oedema: boolean | null;
  /** What growth alone calls for; with what else was seen, see `referralsOf`. Most urgent first; empty when nothing was found. */
  readonly referrals: readonly Referral[];
  readonly questions: readonly MeasurementQuestion[];
}

/**
 * Judges the latest measurement that is not voided and not after `on`; earlier
 * ones serve for weight gain and questions.
 *
 * @param measurements of this child, any order
 * @param on ISO date
 */
export function assessGrowth(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  on: string,
): GrowthAssessment {
  const known = measurements
    .filter(({ voided, measurement }) => !voided && measurement.measuredOn <= on)
    .sort(byDay);
  const assessed = known[known.length - 1] ?? null;
  const day = assessed?.measurement.measuredOn ?? on;
  const indices = indexResults(child, assessed?.measurement ?? null);
  const { weightGain, twoT, softTwoT } = gainTrend(child, known, monthOf(day));
  const found = {
    indices,
    weightGain,
    bgm: compareZ(indices.weightForAge, (z) => z < KMS_RED_LINE_Z),
    aboveOrangeLine: compareZ(indices.weightForAge, (z) => z > KMS_ORANGE_LINE_Z),
    oedema: assessed?.measurement.oedema ?? null,
  };
  return {
    on,
    ageDays: daysBetween(child.bornOn, day),
    ageMonths: completedMonths(child.bornOn, day),
    assessed,
    ...found,
    twoT,
    softTwoT,
    referrals: referralsOf({ growth: found }),
    questions: assessed === null ? [] : questionsAbout(child, assessed.measurement, known),
  };
}

/**
 * Whether earlier measurements that are missing leave what this assessment says
 * as it is, but for `twoT`, `softTwoT` and what it says of a month that is
 * neither N nor T.
 *
 * @param measurements those it was made of
 * @param missingBefore before this day some may be missing; none from it on
 */
export function holdsWithout(
  { assessed }: GrowthAssessment,
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  missingBefore: string,
): boolean {
  if (assessed === null) return false;
  // N and T rest on this month and the one before: not as far back as a jump is asked about.
  return asksTheSame(child, assessed.measurement, measurements, missingBefore);
}

function compareZ(result: IndexResult, test: (z: number) => boolean): boolean | null {
  return result.status === 'assessed' && result.z !== null ? test(result.z) : null;
}

function byDay(one: EffectiveMeasurement, other: EffectiveMeasurement): number {
  const [a, b] = [one.measurement.measuredOn, other.measurement.measuredOn];
  if (a === b) return one.id < other.id ? -1 : 1;
  return a < b ? -1 : 1;
}
