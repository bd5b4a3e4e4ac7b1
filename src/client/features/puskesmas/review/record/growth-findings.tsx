/** What the child's history says of this weighing: gain, reasons to refer, values that were asked about. */

import { formatGrams, formatPlainDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { Notice } from '#client/ui/notice.tsx';
import type { GrowthAssessment } from '#domain/growth/assess-growth.ts';

export function GrowthFindings({ assessment }: { readonly assessment: GrowthAssessment }) {
  const { weightGain, twoT, softTwoT, referrals, questions } = assessment;
  const immediate = referrals.some(({ urgency }) => urgency === 'immediate');
  return (
    <>
      {weightGain.code !== null && (
        <p>
          <strong>
            {weightGain.code} · {growth.weightGain[weightGain.code]}
          </strong>
          {weightGain.gainGrams !== null &&
            weightGain.previous !== null &&
            ` · ${growth.gain.since(
              formatGrams(weightGain.gainGrams),
              formatPlainDate(weightGain.previous.measurement.measuredOn),
            )}`}
          {weightGain.expectedGrams !== null &&
            ` (${growth.gain.least(formatGrams(weightGain.expectedGrams))})`}
        </p>
      )}
      {twoT && <p>{growth.gain.twoT}</p>}
      {!twoT && softTwoT && <p>{growth.gain.softTwoT}</p>}
      {referrals.length > 0 && (
        <Notice tone={immediate ? 'act' : 'watch'}>
          <strong>{growth.refer[immediate ? 'immediate' : 'soon']}</strong>
          {': '}
          {referrals.map(({ finding }) => growth.finding[finding]).join(', ')}
        </Notice>
      )}
      {questions.length > 0 && (
        <div>
          <h3>{growth.unusual}</h3>
          <ul>
            {questions.map(({ field, kind }) => (
              <li key={`${field} ${kind}`}>? {growth.question[kind]}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
