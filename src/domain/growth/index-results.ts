/** One measurement judged by every index: a category, an implausible value, or the reason there is none. */

import { completedMonths, daysBetween } from '#domain/dates.ts';
import type { Measurement } from '#domain/measurement.ts';
import {
  headCategory,
  lengthForAgeCategory,
  MUAC_LIMITS,
  muacCategory,
  weightForAgeCategory,
  weightForLengthCategory,
  type CategoryOf,
  type GrowthCategory,
  type GrowthIndex,
} from './nutrition-status.ts';
import { scoresAsShown } from './plausibility.ts';
import { FIRST_HEIGHT_DAY, LAST_DAY } from './reference.ts';
import { scoreMeasurement, type GrowingChild } from './score-measurement.ts';
import type { ZScore } from './z-scores.ts';

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
      /** LiLA in millimetres; `null` for the others, which are judged by `z`. */
      readonly mm: number | null;
      readonly category: Category;
    })
  /** A z-score beyond the WHO flag: said, but never turned into a category. */
  | (Basis & { readonly status: 'implausible'; readonly z: number })
  | { readonly status: 'not-assessed'; readonly reason: NotAssessedReason };

export type IndexResults = { readonly [Index in GrowthIndex]: IndexResult<CategoryOf[Index]> };

/** The ministry judges up to and including this completed month; WHO's software stops before it. */
const LAST_MONTH = 60;

/** Reasons with no measurement behind them. */
function notAssessed(reason: NotAssessedReason): {
  status: 'not-assessed';
  reason: NotAssessedReason;
} {
  return { status: 'not-assessed', reason };
}

/** @param measurement `null` where there is none: nothing is judged then */
export function indexResults(child: GrowingChild, measurement: Measurement | null): IndexResults {
  if (measurement === null) return allNotAssessed('not-measured');
  const ageDays = daysBetween(child.bornOn, measurement.measuredOn);
  if (ageDays < 0) return allNotAssessed('before-birth');
  const ageMonths = completedMonths(child.bornOn, measurement.measuredOn);
  if (ageMonths > LAST_MONTH) return allNotAssessed('too-old');

  const { weightGrams, lengthMm, headMm } = measurement;
  // Up to the end of month 60 weight-for-length still has its row, the tables by age may not.
  const scores =
    measurement.oedema === true
      ? scoreMeasurement(child, measurement)
      : scoresAsShown(child, measurement);
  const pastTable = ageDays > LAST_DAY ? 'outside-table' : null;
  const noWeight = weightGrams === null ? 'no-weight' : null;
  const noLength = lengthMm === null ? 'no-length' : null;
  const oedema = measurement.oedema === true ? 'oedema' : null;
  const plain: Basis = { curve: null, correctionMm: 0, positionIgnored: false };
  const byLength: Basis = {
    curve: ageDays < FIRST_HEIGHT_DAY ? 'length' : 'height',
    correctionMm: Math.round(((scores.correctedLengthCm ?? 0) - (lengthMm ?? 0) / 10) * 10),
    positionIgnored: scores.positionIgnored,
  };
  return {
    weightForAge: judged(
      noWeight ?? oedema ?? pastTable,
      scores.weightForAge,
      plain,
      weightForAgeCategory,
    ),
    lengthForAge: judged(
      noLength ?? pastTable,
      scores.lengthForAge,
      byLength,
      lengthForAgeCategory,
    ),
    weightForLength: judged(
      noWeight ?? noLength ?? oedema,
      scores.weightForLength,
      byLength,
      weightForLengthCategory,
    ),
    bmiForAge: judged(
      noWeight ?? noLength ?? oedema ?? pastTable,
      scores.bmiForAge,
      byLength,
      weightForLengthCategory,
    ),
    headForAge: judged(
      headMm === null ? 'not-measured' : pastTable,
      scores.headForAge,
      plain,
      headCategory,
    ),
    muacForAge: judgedMuac(measurement.muacMm, ageMonths, plain),
  };
}

function judged<Category extends GrowthCategory>(
  obstacle: NotAssessedReason | null,
  score: ZScore | null,
  basis: Basis,
  categoryOf: (z: number) => Category,
): IndexResult<Category> {
  if (obstacle !== null) return notAssessed(obstacle);
  if (score === null) return notAssessed('outside-table');
  const { z, flagged } = score;
  return flagged
    ? { status: 'implausible', z, ...basis }
    : { status: 'assessed', z, mm: null, category: categoryOf(z), ...basis };
}

function judgedMuac(
  muacMm: number | null,
  ageMonths: number,
  basis: Basis,
): IndexResult<CategoryOf['muacForAge']> {
  if (muacMm === null) return notAssessed('not-measured');
  if (ageMonths < MUAC_LIMITS.fromMonth) return notAssessed('too-young');
  if (ageMonths > MUAC_LIMITS.toMonth) return notAssessed('too-old');
  return { status: 'assessed', z: null, mm: muacMm, category: muacCategory(muacMm), ...basis };
}

function allNotAssessed(reason: NotAssessedReason): IndexResults {
  const result = notAssessed(reason);
  return {
    weightForAge: result,
    lengthForAge: result,
    weightForLength: result,
    bmiForAge: result,
    headForAge: result,
    muacForAge: result,
  };
}
