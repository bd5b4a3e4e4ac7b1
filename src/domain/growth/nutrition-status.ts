/**
 * From a z-score to the category a health worker says, with the ministry's codes.
 *
 * Cut-offs: Permenkes 2/2020 (weight, length, weight-for-length, BMI), the WHO
 * head circumference standard as the ILP card uses it, and the LiLA colours of
 * the ILP card. A bound belongs to the category nearer to normal: −2.00 is
 * normal, −3.00 is not severe, +1.00 is normal.
 * Codes: SATUSEHAT clinical terminology (OI…, OV…); SNOMED CT for the small head.
 */

/** What is judged of a child. `weightForLength` is BB/PB and BB/TB, `lengthForAge` is PB/U and TB/U. */
export const GROWTH_INDICES = [
  'weightForAge',
  'lengthForAge',
  'weightForLength',
  'bmiForAge',
  'headForAge',
  'muacForAge',
] as const;
export type GrowthIndex = (typeof GROWTH_INDICES)[number];

/** The indices that have a z-score here; LiLA is judged by fixed cut-offs. */
export type ScoredIndex = Exclude<GrowthIndex, 'muacForAge'>;

export type WeightForAgeCategory =
  | 'severely-underweight'
  | 'underweight'
  | 'normal-weight'
  | 'risk-of-excess-weight';
export type LengthForAgeCategory = 'severely-stunted' | 'stunted' | 'normal-length' | 'tall';
/** BB/PB, BB/TB and IMT/U share their categories. */
export type WeightForLengthCategory =
  | 'severely-wasted'
  | 'wasted'
  | 'normal-nutrition'
  | 'risk-of-overweight'
  | 'overweight'
  | 'obese';
export type HeadCategory = 'microcephaly' | 'normal-head' | 'macrocephaly';
export type MuacCategory = 'muac-red' | 'muac-yellow' | 'muac-green';

/** Which categories an index can have. */
export interface CategoryOf {
  readonly weightForAge: WeightForAgeCategory;
  readonly lengthForAge: LengthForAgeCategory;
  readonly weightForLength: WeightForLengthCategory;
  readonly bmiForAge: WeightForLengthCategory;
  readonly headForAge: HeadCategory;
  readonly muacForAge: MuacCategory;
}
export type GrowthCategory = CategoryOf[GrowthIndex];

/**
 * The ministry's code of each category, where it has one. `macrocephaly` has
 * none in the stored terminology; it goes out as text.
 */
export const MINISTRY_CODE = {
  'severely-wasted': 'OI000001',
  wasted: 'OI000002',
  'normal-nutrition': 'OI000003',
  'risk-of-overweight': 'OI000004',
  overweight: 'OI000005',
  obese: 'OI000006',
  'severely-underweight': 'OI000007',
  underweight: 'OI000008',
  'normal-weight': 'OI000009',
  'risk-of-excess-weight': 'OI000010',
  'severely-stunted': 'OI000011',
  stunted: 'OI000012',
  'normal-length': 'OI000013',
  tall: 'OI000014',
  'normal-head': 'OI000015',
  microcephaly: '1148757008',
  macrocephaly: null,
  'muac-red': 'OV000249',
  'muac-yellow': 'OV000250',
  'muac-green': 'OV000251',
} as const satisfies Readonly<Record<GrowthCategory, string | null>>;

/** LiLA bounds in millimetres and completed months. Source: ILP card, 6–59 months. */
export const MUAC_LIMITS = {
  redBelowMm: 115,
  yellowBelowMm: 125,
  fromMonth: 6,
  toMonth: 59,
} as const;

/** @param z rounded to two decimals, as in all functions here */
export function weightForAgeCategory(z: number): WeightForAgeCategory {
  if (z < -3) return 'severely-underweight';
  if (z < -2) return 'underweight';
  return z > 1 ? 'risk-of-excess-weight' : 'normal-weight';
}

export function lengthForAgeCategory(z: number): LengthForAgeCategory {
  if (z < -3) return 'severely-stunted';
  if (z < -2) return 'stunted';
  return z > 3 ? 'tall' : 'normal-length';
}

/** For BB/PB, BB/TB and IMT/U alike; a diagnosis of wasting is made with weight-for-length, not with BMI. */
export function weightForLengthCategory(z: number): WeightForLengthCategory {
  if (z < -3) return 'severely-wasted';
  if (z < -2) return 'wasted';
  if (z > 3) return 'obese';
  if (z > 2) return 'overweight';
  return z > 1 ? 'risk-of-overweight' : 'normal-nutrition';
}

export function headCategory(z: number): HeadCategory {
  if (z < -2) return 'microcephaly';
  return z > 2 ? 'macrocephaly' : 'normal-head';
}

/** Only for children of `MUAC_LIMITS.fromMonth` to `toMonth` completed months. */
export function muacCategory(muacMm: number): MuacCategory {
  if (muacMm < MUAC_LIMITS.redBelowMm) return 'muac-red';
  return muacMm < MUAC_LIMITS.yellowBelowMm ? 'muac-yellow' : 'muac-green';
}
