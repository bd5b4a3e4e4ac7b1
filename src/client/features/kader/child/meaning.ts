/** Picks the one thing a result means, and what to tell the mother: most urgent first, and never "normal" for what could not be judged. */

import { growth, type Meaning } from '#client/i18n/growth.ts';
import type { Tone } from '#client/ui/notice.tsx';
import type { GrowthAssessment } from '#domain/growth/assess-growth.ts';

/** Until this completed month a child needs nothing but breast milk. Source: Buku KIA 2023. */
const BREAST_MILK_MONTHS = 6;

export function meaningOf(assessment: GrowthAssessment): Meaning {
  const { assessed, indices, referrals, weightGain } = assessment;
  const [first] = referrals;
  if (assessed === null) return 'no-measurement';
  if (first?.urgency === 'immediate') return first.finding;
  // A slip of the scale must not send anybody to the puskesmas before it was looked at again.
  if (hasImplausible(assessment)) return 'implausible';
  if (first !== undefined) return first.finding;
  const { weightForAge, lengthForAge, weightForLength, muacForAge } = indices;
  if (muacForAge.status === 'assessed' && muacForAge.category === 'muac-yellow') {
    return 'muac-yellow';
  }
  const weight = weightForAge.status === 'assessed';
  const length = lengthForAge.status === 'assessed';
  const both = weightForLength.status === 'assessed';
  if (!weight && !length && !both) return 'not-judged';
  if (weight && !length && !both) return 'length-not-judged';
  if (!weight && length && !both) return 'weight-not-judged';
  if (!weight || !length || !both) return 'partly-judged';
  return weightGain.code === 'N' ? 'growing-well' : 'normal-gain-unknown';
}

/** A finding calls for the puskesmas; what is not fully judged never looks fine. */
export const TONE_OF_MEANING = {
  'danger-sign': 'act',
  oedema: 'act',
  'severely-wasted': 'act',
  'muac-red': 'act',
  wasted: 'act',
  'below-red-line': 'act',
  'weight-not-gained': 'act',
  'severely-stunted': 'act',
  stunted: 'act',
  obese: 'act',
  overweight: 'act',
  'risk-of-overweight': 'act',
  'above-orange-line': 'act',
  microcephaly: 'act',
  macrocephaly: 'act',
  'tbc-signs': 'act',
  'checklist-incomplete': 'act',
  'muac-yellow': 'watch',
  'no-measurement': 'unknown',
  implausible: 'unknown',
  'not-judged': 'unknown',
  'length-not-judged': 'unknown',
  'weight-not-judged': 'unknown',
  'partly-judged': 'unknown',
  'growing-well': 'ok',
  'normal-gain-unknown': 'ok',
} as const satisfies Readonly<Record<Meaning, Tone>>;

function hasImplausible({ indices }: GrowthAssessment): boolean {
  return Object.values(indices).some(({ status }) => status === 'implausible');
}

/** More weight is no good news for these. */
const TOO_HEAVY: ReadonlySet<Meaning> = new Set([
  'obese',
  'overweight',
  'risk-of-overweight',
  'above-orange-line',
]);

/** What is good, what to do, when to come back. */
export function motherWords(assessment: GrowthAssessment): readonly [string, string, string] {
  const { mother } = growth;
  const [first] = assessment.referrals;
  const unsure = hasImplausible(assessment);
  const heavy = first !== undefined && TOO_HEAVY.has(first.finding);
  const gained = assessment.weightGain.code === 'N' && !unsure && !heavy;
  const praise = gained ? mother.gained : mother.thanks;
  if (unsure && first?.urgency !== 'immediate') return [praise, mother.measureAgain, mother.back];
  if (first !== undefined) return [praise, mother.refer[first.finding], mother.backAfterReferral];
  const food = assessment.ageMonths < BREAST_MILK_MONTHS ? 'breast' : 'family';
  return [praise, mother.keepOn[food], mother.back];
}
