/**
 * Growth findings that must go to the puskesmas, as data with their source.
 */

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
