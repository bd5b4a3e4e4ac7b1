/**
 * The one entry point of the growth rules: a child, its measurements and a day
 * go in; for every index a judgement or the reason there is none comes out.
 */

import type { Sex } from '#domain/child.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { MeasurementQuestion } from './measurement-questions.ts';
import type { CategoryOf, GrowthCategory, GrowthIndex } from './nutrition-status.ts';
import type { Referral } from './referral.ts';
import type { WeightGain } from './weight-gain.ts';

/**
 * BB/U below this z is under the red line of the KMS (BGM). The KMS of 2021
 * draws it at −2 SD as far as can be told; the older card had −3 SD. To be
 * confirmed by the puskesmas; `z` is kept, so a count can be made again.
 * Source: posyandu KMS 2020/2021, certainty C.
 */
export const KMS_RED_LINE_Z = -2;

/** BB/U above this z is over the orange line of the KMS, the bound of "risiko berat badan lebih". */
export const KMS_ORANGE_LINE_Z = 1;

export type NotAssessedReason =
  /** The index' own measurement is missing, or there is no measurement at all. */
  | 'not-measured'
  | 'no-weight'
  | 'no-length'
  /** Swelling of both feet: weight says nothing about nutrition. */
  | 'oedema'
  /** The standard has no row for this length or day. */
  | 'outside-table'
  | 'too-young'
  | 'too-old'
  | 'before-birth';

interface Basis {
  /** Which standard was used; `null` where there is only one. */
  readonly curve: 'length' | 'height' | null;
  /** Added to the measured length before judging: 7, −7 or 0. */
  readonly correctionMm: number;
  /** Standing before 9 months: WHO ignores the position. */
  readonly positionIgnored: boolean;
}

export type IndexResult<Category extends GrowthCategory = GrowthCategory> =
  | (Basis & {
      readonly status: 'assessed';
      /** Two decimals, rounded as WHO's software does; `null` for LiLA, which is judged in millimetres. */
      readonly z: number | null;
      readonly category: Category;
    })
  /** A z-score beyond the WHO flag: said, but never turned into a category. */
  | (Basis & { readonly status: 'implausible'; readonly z: number })
  | { readonly status: 'not-assessed'; readonly reason: NotAssessedReason };

export type IndexResults = { readonly [Index in GrowthIndex]: IndexResult<CategoryOf[Index]> };

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
  /** Most urgent first; empty when nothing was found. */
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
  child: { readonly sex: Sex; readonly bornOn: string },
  measurements: readonly EffectiveMeasurement[],
  on: string,
): GrowthAssessment {
  void [child, measurements, on];
  throw new Error('assessGrowth');
}
