/** The values of one record and what each index says of them. */

import { formatCm, formatKg } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { shared } from '#client/i18n/shared.ts';
import { SIGN_OF_CATEGORY_TONE } from '#client/ui/growth-tone.ts';
import type { ChildProfile } from '#domain/child.ts';
import { indexResults } from '#domain/growth/index-results.ts';
import { GROWTH_INDICES } from '#domain/growth/nutrition-status.ts';
import type { Measurement } from '#domain/measurement.ts';
import { curveAt } from './growth-summary.ts';
import { indexName, resultWords, toneOf, zWords } from './index-words.ts';
import css from './record.module.css';

interface JudgementTableProps {
  /** `null`: the values are shown, nothing can be judged. */
  readonly child: ChildProfile | null;
  readonly measurement: Measurement;
}

export function JudgementTable({ child, measurement }: JudgementTableProps) {
  return (
    <>
      <MeasuredValues measurement={measurement} />
      {child !== null && <Judgements child={child} measurement={measurement} />}
    </>
  );
}

function cm(mm: number | null): string {
  return mm === null ? words.none : formatCm(mm);
}

function MeasuredValues({ measurement }: { readonly measurement: Measurement }) {
  const { weightGrams, lengthMm, position, headMm, muacMm, oedema } = measurement;
  return (
    <dl className={css['values']}>
      <div>
        <dt>{words.kg}</dt>
        <dd>{weightGrams === null ? words.none : formatKg(weightGrams)}</dd>
      </div>
      <div>
        <dt>{words.cm}</dt>
        <dd>
          {cm(lengthMm)}
          {position !== null && <small> {shared.position[position].toLowerCase()}</small>}
        </dd>
      </div>
      <div>
        <dt>{words.headCm}</dt>
        <dd>{cm(headMm)}</dd>
      </div>
      <div>
        <dt>{words.muacCm}</dt>
        <dd>{cm(muacMm)}</dd>
      </div>
      {oedema === true && (
        <div className={css['act']}>
          <dt>{shared.field.oedema}</dt>
          <dd>
            <span aria-hidden="true">! </span>
            {words.yes}
          </dd>
        </div>
      )}
    </dl>
  );
}

interface JudgementsProps {
  readonly child: ChildProfile;
  readonly measurement: Measurement;
}

function Judgements({ child, measurement }: JudgementsProps) {
  const results = indexResults(child, measurement);
  const curve = curveAt(child.bornOn, measurement.measuredOn);
  return (
    <table className={css['table']}>
      <caption className="visually-hidden">{growth.result.indices}</caption>
      <thead>
        <tr>
          <th scope="col">{words.index}</th>
          <th scope="col" className={css['number']}>
            {words.sd}
          </th>
          <th scope="col">{words.category}</th>
        </tr>
      </thead>
      <tbody>
        {GROWTH_INDICES.map((index) => {
          const result = results[index];
          const tone = toneOf(result);
          const name = indexName(index, result, curve);
          return (
            <tr key={index}>
              <th scope="row" title={name.name}>
                {name.code}
              </th>
              <td className={css['number']}>{zWords(result) ?? words.none}</td>
              <td className={css[tone]}>
                <span aria-hidden="true">{SIGN_OF_CATEGORY_TONE[tone]} </span>
                {resultWords(result, curve)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
