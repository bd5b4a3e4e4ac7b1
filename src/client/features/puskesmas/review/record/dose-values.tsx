/** One dose whole: which it is and whether it counts, and everything that was written about it. */

import { doses as words } from '#client/i18n/puskesmas-immunization.ts';
import { recordView } from '#client/i18n/puskesmas-review.ts';
import { SIGN_OF_CATEGORY_TONE } from '#client/ui/growth-tone.ts';
import { wasExpired, type Immunization } from '#domain/immunization/immunization-record.ts';
import type { JudgedDose } from '#domain/immunization/judge-doses.ts';
import { doseFields, doseName, toneOfDose, verdictWords } from './dose-words.ts';
import css from './record.module.css';

interface DoseValuesProps {
  readonly dose: Immunization;
  /** `null` while it is not known, or where the dose is in no history. */
  readonly judged: JudgedDose | null;
}

export function DoseValues({ dose, judged }: DoseValuesProps) {
  return (
    <>
      <div>
        <p className={css['key']}>{doseName(judged, dose)}</p>
        {judged !== null && <Verdict judged={judged} />}
      </div>
      <dl className={css['facts']}>
        {doseFields(dose).map(([field, value]) => (
          <div key={field}>
            <dt>{words.field[field]}</dt>
            <dd>
              {value ?? (isExpected(field, dose) ? words.notWritten : recordView.none)}
              {field === 'expiresOn' && wasExpired(dose) && (
                <strong className={css['act']}>
                  <span aria-hidden="true"> ! </span>
                  {words.expired}
                </strong>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Verdict({ judged }: { readonly judged: JudgedDose }) {
  const tone = toneOfDose(judged);
  return (
    <>
      <p className={css[tone]}>
        <span aria-hidden="true">{SIGN_OF_CATEGORY_TONE[tone]} </span>
        <strong>{verdictWords(judged)}</strong>
      </p>
      <p>{judged.why.sentence}.</p>
      <p className={css['source']}>{words.rule(judged.why.source)}</p>
    </>
  );
}

/** Whoever gave it can read the vial; of a dose in the book these are seldom known. */
function isExpected(field: string, { source }: Immunization): boolean {
  return source === 'provider' && field !== 'place';
}
