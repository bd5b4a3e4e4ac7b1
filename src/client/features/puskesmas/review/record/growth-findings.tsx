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
      <Gain weightGain={weightGain} />
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

/** The letter that counts, with the computed one beside it where a person changed it; or why there is none. */
function Gain({ weightGain }: Pick<GrowthAssessment, 'weightGain'>) {
  const { code, computed, override, noLetter, gainGrams, expectedGrams, previous } = weightGain;
  if (code === null) {
    if (noLetter === null || noLetter === 'not-weighed') return null;
    return <p>? {growth.gain.noLetter[noLetter]}</p>;
  }
  const changed =
    override === null || computed === null
      ? ''
      : ` (${growth.gain.computed(`${computed} · ${growth.weightGain[computed]}`, override.reason)})`;
  const since =
    gainGrams === null || previous === null
      ? ''
      : ` · ${growth.gain.since(
          formatGrams(gainGrams),
          formatPlainDate(previous.measurement.measuredOn),
        )}`;
  const least = expectedGrams === null ? '' : ` (${growth.gain.least(formatGrams(expectedGrams))})`;
  return (
    <p>
      <strong>
        {code} · {growth.weightGain[code]}
      </strong>
      {changed}
      {since}
      {least}
    </p>
  );
}
