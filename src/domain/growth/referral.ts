/** Findings that must go to the puskesmas, of growth and of what else was seen that day: rules as data with their source. */

import type { IndexResults } from './index-results.ts';
import type { GrowthCategory } from './nutrition-status.ts';
import type { WeightGain } from './weight-gain.ts';

/** Slug of a finding; the sentence to say lies in the catalogue of texts. */
export type ReferralFinding =
  | 'danger-sign'
  | 'oedema'
  | 'severely-wasted'
  | 'muac-red'
  | 'tbc-signs'
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
  | 'macrocephaly'
  | 'checklist-incomplete';

/** `immediate`: today, a danger to life or signs of severe acute malnutrition. `soon`: at the next opportunity, within days. */
export type ReferralUrgency = 'immediate' | 'soon';

export interface Referral {
  readonly finding: ReferralFinding;
  readonly urgency: ReferralUrgency;
  /** Where the rule stands, for people: edition and place. */
  readonly source: string;
}

/** What growth says of one child on one day; a `GrowthAssessment` is one. */
export interface GrowthFindings {
  readonly indices: IndexResults;
  readonly weightGain: Pick<WeightGain, 'code'>;
  readonly bgm: boolean | null;
  readonly aboveOrangeLine: boolean | null;
  readonly oedema: boolean | null;
}

/**
 * What was asked and looked for besides measuring. `null` is "not asked": no
 * ground to refer, and nothing that may be called normal.
 */
export interface ScreeningFindings {
  /** How many of the four signs of TBC on the card were answered yes, 0 to 4. */
  readonly tbcSigns: number | null;
  /** Does the child do everything on the development list of its age? */
  readonly checklistComplete: boolean | null;
  /** Slugs of the danger signs seen; empty when none was seen or nobody looked. */
  readonly dangerSigns: readonly string[];
}

/** From so many signs of TBC on a child is sent. Source: ILP card 2023, header. */
export const TBC_SIGNS_TO_REFER = 2;

interface Findings {
  readonly growth: GrowthFindings;
  readonly screening?: ScreeningFindings;
}

interface ReferralRule extends Referral {
  readonly applies: (found: Findings) => boolean;
}

const KIA_CARD = 'Buku KIA 2023, KMS hlm. 54';
const ILP_CARD = 'Kartu bantu pemeriksaan bayi, balita dan apras (ILP 2023), kriteria rujuk';
const DANGER_SIGNS = 'Buku KIA 2024, tanda bahaya; modul kader ILP 2023';

/**
 * In the order they are told, most urgent first. The urgency is a project
 * setting: `immediate` are the danger signs and the three signs of severe acute
 * malnutrition, which the sources send to treatment without delay. A yellow LiLA
 * is no ground in the ILP card and none here.
 */
const RULES: readonly ReferralRule[] = [
  {
    finding: 'danger-sign',
    urgency: 'immediate',
    source: DANGER_SIGNS,
    applies: ({ screening }) => screening !== undefined && screening.dangerSigns.length > 0,
  },
  {
    finding: 'oedema',
    urgency: 'immediate',
    source: `${ILP_CARD} (gizi buruk); WHO: edema kedua kaki dihitung di bawah −3 SD`,
    applies: ({ growth }) => growth.oedema === true,
  },
  byCategory('severely-wasted', 'immediate'),
  byCategory('muac-red', 'immediate'),
  {
    finding: 'tbc-signs',
    urgency: 'soon',
    source: `${ILP_CARD}: dua atau lebih dari empat gejala TBC`,
    applies: ({ screening }) => (screening?.tbcSigns ?? 0) >= TBC_SIGNS_TO_REFER,
  },
  byCategory('wasted', 'soon'),
  {
    finding: 'below-red-line',
    urgency: 'soon',
    source: KIA_CARD,
    applies: ({ growth }) => growth.bgm === true,
  },
  {
    finding: 'weight-not-gained',
    urgency: 'soon',
    source: `${KIA_CARD}: satu kali T`,
    applies: ({ growth }) => growth.weightGain.code === 'T',
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
    applies: ({ growth }) => growth.aboveOrangeLine === true,
  },
  byCategory('microcephaly', 'soon'),
  byCategory('macrocephaly', 'soon'),
  {
    finding: 'checklist-incomplete',
    urgency: 'soon',
    source: `${ILP_CARD}: checklist perkembangan tidak lengkap`,
    applies: ({ screening }) => screening?.checklistComplete === false,
  },
];

/**
 * Every ground to send a child on, of growth and, where it took place, of the
 * screening. What could not be judged or was not asked is no ground, and an
 * empty list does not say that the child is well.
 *
 * @returns most urgent first
 */
export function referralsOf(found: Findings): Referral[] {
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
    applies: ({ growth: { indices } }) =>
      [indices.weightForLength, indices.lengthForAge, indices.headForAge, indices.muacForAge].some(
        (result) => result.status === 'assessed' && result.category === finding,
      ),
  };
}
