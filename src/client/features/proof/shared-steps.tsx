/** The first steps, which every index shares: the age in days and the length as the standard wants it. */

import { formatCount, formatPlainDate } from '#client/i18n/format.ts';
import { proof } from '#client/i18n/proof.ts';
import type { GrowthExplanation, LengthSteps } from '#domain/growth/explain-growth.ts';
import type { Calculation } from './calculator-values.ts';
import { decimal, shortDecimal } from './decimals.ts';
import css from './proof.module.css';

const text = proof.step;

interface SharedStepsProps {
  readonly calculation: Calculation;
  readonly explained: GrowthExplanation;
}

export function SharedSteps({ calculation, explained }: SharedStepsProps) {
  const { child, measurement, age } = calculation;
  const { ageDays, ageMonths, curve, length } = explained;
  return (
    <ol className={css['steps']}>
      {age.kind === 'dates' ? (
        <li>
          {text.ageByDates(formatPlainDate(child.bornOn), formatPlainDate(measurement.measuredOn))}
          <span className={css['formula']}>
            {text.ageDates(formatCount(ageDays), formatCount(ageMonths))}
          </span>
        </li>
      ) : (
        <li>
          {text.ageTyped}
          <span className={css['formula']}>
            {text.ageFormula(
              shortDecimal(age.months, 2).replace(/,0$/, ''),
              formatCount(age.days),
              shortDecimal(age.exact, 4).replace(/,0$/, ''),
              formatCount(ageDays),
            )}
          </span>
        </li>
      )}
      {length !== null && (
        <li>
          {text.curve[curve]}
          <LengthStep length={length} />
        </li>
      )}
    </ol>
  );
}

function LengthStep({ length }: { readonly length: LengthSteps }) {
  const { measuredCm, correctionCm, correctedCm, positionIgnored } = length;
  const corrected = decimal(correctedCm, 1);
  if (positionIgnored) return <> {text.positionIgnored(corrected)}</>;
  if (correctionCm === 0) return <> {text.noCorrection(corrected)}</>;
  return (
    <>
      {' '}
      {correctionCm > 0 ? text.added : text.taken}
      <span className={css['formula']}>
        {decimal(measuredCm, 1)} {correctionCm > 0 ? '+' : '−'} {decimal(Math.abs(correctionCm), 1)}{' '}
        = {corrected} cm
      </span>
    </>
  );
}
