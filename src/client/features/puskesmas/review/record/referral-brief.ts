/** Why a row is flagged to be referred, told from the row alone. */

import { referralBriefs } from '#client/i18n/puskesmas-reasons.ts';
import { KMS_ORANGE_LINE_Z, KMS_RED_LINE_Z } from '#domain/growth/assess-growth.ts';
import { indexResults } from '#domain/growth/index-results.ts';
import { referralsOf } from '#domain/growth/referral.ts';
import type { ReviewRecord } from '#protocol/review.ts';

type Row = Pick<ReviewRecord, 'child' | 'measurement' | 'flags'>;

/** @returns the gravest ground in a word or two; `null` where there is no flag or no telling */
export function referralBrief({ child, measurement, flags }: Row): string | null {
  if (!flags.includes('refer') || child === null || measurement === null) return null;
  const indices = indexResults(child, measurement);
  const { weightForAge } = indices;
  const z = weightForAge.status === 'assessed' ? weightForAge.z : null;
  const [gravest] = referralsOf({
    growth: {
      indices,
      weightGain: { code: measurement.gainOverride?.code ?? null },
      bgm: z === null ? null : z < KMS_RED_LINE_Z,
      aboveOrangeLine: z === null ? null : z > KMS_ORANGE_LINE_Z,
      oedema: measurement.oedema,
    },
  });
  // Of all grounds only the weight gain needs the history, which a row does not have.
  return referralBriefs[gravest?.finding ?? 'weight-not-gained'];
}
