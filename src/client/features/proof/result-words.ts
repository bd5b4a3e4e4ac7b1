/** A result in words: its verdicts, the numbers it was made of, and all of it in one breath. */

import { formatCount, formatZ } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { proof } from '#client/i18n/proof.ts';
import { shared } from '#client/i18n/shared.ts';
import {
  explainGrowth,
  SCORED_INDICES,
  type GrowthExplanation,
} from '#domain/growth/explain-growth.ts';
import type { IndexResult } from '#domain/growth/index-results.ts';
import type { Calculation } from './calculator-values.ts';
import { shortDecimal } from './decimals.ts';

const text = proof.result;

export function verdictWord(result: Exclude<IndexResult, { status: 'not-assessed' }>): string {
  return result.status === 'assessed' ? growth.category[result.category] : growth.implausible;
}

/** What was typed, so that a result never stands beside other numbers than its own. */
export function givenWords(
  { child, measurement }: Calculation,
  explained: GrowthExplanation,
): string {
  const { weightGrams, headMm, position } = measurement;
  const { length } = explained;
  return [
    shared.sex[child.sex],
    text.days(formatCount(explained.ageDays)),
    weightGrams === null ? [] : `${shortDecimal(weightGrams / 1000, 3)} kg`,
    length === null
      ? []
      : growth.measured.length(
          shortDecimal(length.measuredCm, 1),
          position === null ? null : shared.position[position].toLowerCase(),
        ),
    headMm === null ? [] : growth.measured.head(shortDecimal(headMm / 10, 1)),
  ]
    .flat()
    .join(' · ');
}

/** The whole result in one breath, for who hears the page. */
export function spokenResult({ child, measurement }: Calculation): string {
  const { curve, results } = explainGrowth(child, measurement);
  return SCORED_INDICES.map((index) => {
    const { code } = growth.index(index, curve);
    const result = results[index];
    if (result.status === 'not-assessed') return `${code} ${text.none}.`;
    return `${code} ${formatZ(result.z ?? 0)} SD, ${verdictWord(result)}.`;
  }).join(' ');
}
