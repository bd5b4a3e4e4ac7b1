/** In which figures of weighing and nutrition a child of the month stands. */

import { KMS_ORANGE_LINE_Z, KMS_RED_LINE_Z } from '#domain/growth/assess-growth.ts';
import { indexResults, type IndexResult } from '#domain/growth/index-results.ts';
import type { GrowthCategory } from '#domain/growth/nutrition-status.ts';
import { isTwoT, needsChecking, reportColumn, weightGainIn } from '#domain/growth/weight-gain.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { FigureKey } from './figures.ts';
import { lastWith, type MeasuredInMonth } from './measured-in-month.ts';
import type { RecapChild, RecapPeriod } from './recap-input.ts';
import type { RecapSettings } from './recap-settings.ts';

export function growthFigures(
  child: RecapChild,
  measured: MeasuredInMonth,
  period: RecapPeriod,
  settings: RecapSettings,
): FigureKey[] {
  if (measured.all.length === 0) return [];
  return [
    ...weighingFigures(child, measured, period),
    ...nutritionFigures(child, measured, settings),
  ];
}

const FIGURE_OF_COLUMN = { N: 'n', T: 't', O: 'o', B: 'b' } as const;

function weighingFigures(
  child: RecapChild,
  { weighing }: MeasuredInMonth,
  { month, on }: RecapPeriod,
): FigureKey[] {
  if (weighing === null) return [];
  const known = child.measurements.filter(({ measurement }) => measurement.measuredOn <= on);
  const gain = weightGainIn(child.profile, known, month);
  const column = reportColumn(gain);
  const figures: FigureKey[] = ['d'];
  if (column !== null) figures.push(FIGURE_OF_COLUMN[column]);
  if (column !== 'O' && column !== 'B') figures.push('dPrime');
  if (needsChecking(gain)) figures.push('needsChecking');
  // Two of them need one in this month; most children are spared the second look.
  if (column === 'T' && isTwoT(child.profile, known, month)) figures.push('twoT');
  return figures;
}

/**
 * Each index is judged on the last measurement of the month that carries what
 * it needs: where weight and length were taken on two days, neither is lost.
 */
function nutritionFigures(
  child: RecapChild,
  { all, weighing }: MeasuredInMonth,
  settings: RecapSettings,
): FigureKey[] {
  const measuredLength = lastWith(all, hasLength);
  const both = lastWith(all, (each) => hasWeight(each) && hasLength(each));
  const isSwollen = lastWith(all, ({ oedema }) => oedema !== null)?.measurement.oedema === true;
  // Most children are measured once; then all three are one record.
  const results = new Map(
    [weighing, measuredLength, both].map((of) => [
      of,
      indexResults(child.profile, of?.measurement ?? null),
    ]),
  );
  const weightForAge = results.get(weighing)?.weightForAge;
  const lengthForAge = results.get(measuredLength)?.lengthForAge;
  const weightForLength = results.get(both)?.weightForLength;

  const figures: FigureKey[] = [];
  if (isSwollen) figures.push('oedema');
  if ([weightForAge, lengthForAge, weightForLength].some(isImplausible))
    figures.push('implausible');
  if (weightForAge?.status === 'assessed' && weightForAge.z !== null) {
    if (weightForAge.z < KMS_RED_LINE_Z) figures.push('bgm');
    if (weightForAge.z > KMS_ORANGE_LINE_Z) figures.push('aboveOrangeLine');
  }
  const severe = isSwollen && settings.oedema === 'severe';
  const counted = (result: IndexResult | undefined) => isCounted(result, settings);
  if (severe) {
    figures.push('weightForAgeJudged', 'severelyUnderweight', 'underweight');
    figures.push('weightForLengthJudged', 'severelyWasted', 'wasted');
  } else {
    if (counted(weightForAge)) figures.push('weightForAgeJudged');
    if (counted(weightForLength)) figures.push('weightForLengthJudged');
    figures.push(...figuresOfCategory(weightForAge), ...figuresOfCategory(weightForLength));
  }
  if (counted(lengthForAge)) figures.push('lengthForAgeJudged');
  figures.push(...figuresOfCategory(lengthForAge));
  return figures;
}

function hasWeight({ weightGrams }: Measurement): boolean {
  return weightGrams !== null;
}

function hasLength({ lengthMm }: Measurement): boolean {
  return lengthMm !== null;
}

function isImplausible(result: IndexResult | undefined): boolean {
  return result?.status === 'implausible';
}

/** Under the line of its index. */
function isCounted(result: IndexResult | undefined, { implausible }: RecapSettings): boolean {
  if (result?.status === 'assessed') return true;
  return isImplausible(result) && implausible === 'counted';
}

function figuresOfCategory(result: IndexResult | undefined): readonly FigureKey[] {
  return result?.status === 'assessed' ? (FIGURES_OF_CATEGORY[result.category] ?? []) : [];
}

const FIGURES_OF_CATEGORY: { readonly [Category in GrowthCategory]?: readonly FigureKey[] } = {
  'severely-underweight': ['severelyUnderweight', 'underweight'],
  underweight: ['moderatelyUnderweight', 'underweight'],
  'severely-stunted': ['severelyStunted', 'stunted'],
  stunted: ['stunted'],
  'severely-wasted': ['severelyWasted', 'wasted'],
  wasted: ['wasted'],
  overweight: ['overweight'],
  obese: ['overweight'],
};
