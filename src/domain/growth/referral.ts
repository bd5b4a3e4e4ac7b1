/** Growth findings that must go to the puskesmas, as data with their source. */

import type { IndexResults } from './index-results.ts';
import type { GrowthCategory } from './nutrition-status.ts';
import type { WeightGainCode } from './weight-gain.ts';

/** Slug of a finding; the sentence to say lies in the catalogue of texts. */
export type ReferralFinding =
  | 'oedema'
  | 'severely-wasted'
  | 'muac-red'
  | 'wasted'
  | 'severely-stunted'
  | 'stunted'
  | 'weight-not-gained'
  | 'below-red-line'
  | 'above-orange-line'
  | 'risk-of-overweight'
  | 'overweight'
  | 'obese'
  | 'microcephaly'
  | 'macrocephaly';

/** `immediate`: today, signs of severe acute malnutrition. `soon`: at the next opportunity, within days. */
export type ReferralUrgency = 'immediate' | 'soon';

export interface Referral {
  readonly finding: ReferralFinding;
  readonly urgency: ReferralUrgency;
  /** Where the rule stands, for people: edition and place. */
  readonly source: string;
}

/** What was found of one child on one day. */
export interface GrowthFindings {
  readonly indices: IndexResults;
  readonly weightGainCode: WeightGainCode | null;
  readonly bgm: boolean | null;
  readonly aboveOrangeLine: boolean | null;
  readonly oedema: boolean;
}

interface ReferralRule extends Referral {
  readonly applies: (found: GrowthFindings) => boolean;
}

const KIA_CARD = 'Buku KIA 2023, KMS hlm. 54';
const ILP_CARD = 'Kartu bantu pemeriksaan bayi, balita dan apras (ILP 2023), kriteria rujuk';

/**
 * In the order they are told, most urgent first. The urgency is a project
 * setting: `immediate` are the three signs of severe acute malnutrition, which
 * the sources send to treatment without delay. A yellow LiLA is no ground in
 * the ILP card and none here.
 */
const RULES: readonly ReferralRule[] = [
  {
    finding: 'oedema',
    urgency: 'immediate',
    source: `${ILP_CARD} (gizi buruk); WHO: edema kedua kaki dihitung di bawah −3 SD`,
    applies: (found) => found.oedema,
  },
  byCategory('severely-wasted', 'immediate'),
  byCategory('muac-red', 'immediate'),
  byCategory('wasted', 'soon'),
  {
    finding: 'below-red-line',
    urgency: 'soon',
    source: KIA_CARD,
    applies: (found) => found.bgm === true,
  },
  {
    finding: 'weight-not-gained',
    urgency: 'soon',
    source: `${KIA_CARD}: satu kali T`,
    applies: (found) => found.weightGainCode === 'T',
  },
  byCategory('severely-stunted', 'soon'),
  byCategory('stunted', 'soon'),
  byCategory('obese', 'soon'),
  byCategory('overweight', 'soon'),
  byCategory('risk-of-overweight', 'soon'),
  {
    finding: 'above-orange-line',
    urgency: 'soon',
    source: KIA_CARD,
    applies: (found) => found.aboveOrangeLine === true,
  },
  byCategory('microcephaly', 'soon'),
  byCategory('macrocephaly', 'soon'),
];

/** Most urgent first; empty when nothing calls for the puskesmas. */
export function referralsFor(found: GrowthFindings): Referral[] {
  return RULES.filter((rule) => rule.applies(found)).map(({ finding, urgency, source }) => ({
    finding,
    urgency,
    source,
  }));
}

/** BMI-for-age names the same categories and is left out: wasting and overweight are diagnosed by weight-for-length. */
function byCategory(
  finding: ReferralFinding & GrowthCategory,
  urgency: ReferralUrgency,
): ReferralRule {
  return {
    finding,
    urgency,
    source: ILP_CARD,
    applies: ({ indices }) =>
      [indices.weightForLength, indices.lengthForAge, indices.headForAge, indices.muacForAge].some(
        (result) => result.status === 'assessed' && result.category === finding,
      ),
  };
}
