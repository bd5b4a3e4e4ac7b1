/** From the value to the category of one index, every number filled in. */

import type { ReactNode } from 'react';
import { formatCount, formatZ } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { proof } from '#client/i18n/proof.ts';
import { shared } from '#client/i18n/shared.ts';
import type { Sex } from '#domain/child.ts';
import type { GrowthExplanation, ScoreSteps, ZRange } from '#domain/growth/explain-growth.ts';
import type { IndexResult } from '#domain/growth/index-results.ts';
import type { ScoredIndex } from '#domain/growth/nutrition-status.ts';
import { decimal, shortDecimal, wholeSd } from './decimals.ts';
import css from './proof.module.css';

const text = proof.step;

const UNIT: Readonly<Record<ScoredIndex, string>> = {
  weightForAge: 'kg',
  lengthForAge: 'cm',
  weightForLength: 'kg',
  bmiForAge: 'kg/m²',
  headForAge: 'cm',
};

interface IndexStepsProps {
  readonly index: ScoredIndex;
  readonly sex: Sex;
  readonly steps: ScoreSteps;
  readonly result: IndexResult;
  readonly curve: GrowthExplanation['curve'];
  readonly weightKg: number;
  readonly lengthCm: number | null;
}

export function IndexSteps({
  index,
  sex,
  steps,
  result,
  curve,
  weightKg,
  lengthCm,
}: IndexStepsProps) {
  const { lms, plausible, flagged, z } = steps;
  const { name } = growth.index(index, curve);
  const meters = decimal((lengthCm ?? 0) / 100, 3);
  return (
    <ol className={css['steps']}>
      <li>
        {index === 'bmiForAge' ? text.bmi : text.value}
        <Line>
          {index === 'bmiForAge' && (
            <>
              {shortDecimal(weightKg, 3)} ÷ ({meters} × {meters}) ={' '}
            </>
          )}
          {valueOf(index, steps.value)} {UNIT[index]}
        </Line>
      </li>
      <li>
        {text.table(name.toLowerCase(), shared.sex[sex].toLowerCase())},{' '}
        {rowOf(index, steps, curve)}
        <Line>
          L = {decimal(lms.l, 4)} · M = {decimal(lms.m, 4)} · S = {decimal(lms.s, 5)}
        </Line>
      </li>
      <li>
        {steps.formula === 'straight' ? text.formulaStraight : text.formula}
        <FormulaLines index={index} steps={steps} />
      </li>
      <TailStep index={index} steps={steps} />
      <li>
        {text.rounded}
        <Line>
          {decimal(steps.unrounded, 4)} → <strong>{formatZ(z)} SD</strong>
        </Line>
      </li>
      <li>
        {text.plausible(formatZ(plausible.from ?? 0), formatZ(plausible.to ?? 0))}
        <Line>{flagged ? text.isFlagged : text.isPlausible}</Line>
      </li>
      {result.status === 'assessed' && (
        <li>
          {text.category}
          <Line>
            {rangeWords(steps.categoryHolds)}: <strong>{growth.category[result.category]}</strong>
          </Line>
        </li>
      )}
    </ol>
  );
}

function Line({ children }: { readonly children: ReactNode }) {
  return <span className={css['formula']}>{children}</span>;
}

function FormulaLines({ index, steps }: Pick<IndexStepsProps, 'index' | 'steps'>) {
  const { lms, byFormula } = steps;
  const [x, m, s] = [valueOf(index, steps.value), decimal(lms.m, 4), decimal(lms.s, 5)];
  if (steps.formula === 'straight') {
    return (
      <>
        <Line>z = (X ÷ M − 1) ÷ S</Line>
        <Line>
          = ({x} ÷ {m} − 1) ÷ {s} = {decimal(byFormula, 4)}
        </Line>
      </>
    );
  }
  const l = decimal(lms.l, 4);
  return (
    <>
      <Line>
        z = ((X ÷ M)<sup>L</sup> − 1) ÷ (L × S)
      </Line>
      <Line>
        = (({x} ÷ {m})<sup>{l}</sup> − 1) ÷ ({l} × {s}) = {decimal(byFormula, 4)}
      </Line>
    </>
  );
}

function TailStep({ index, steps }: Pick<IndexStepsProps, 'index' | 'steps'>) {
  const { tail } = steps;
  if (tail === null) return null;
  const [at3, at2] = [decimal(tail.valueAt3, 4), decimal(tail.valueAt2, 4)];
  const isAbove = tail.beyond > 0;
  const [three, two] = [wholeSd(tail.beyond), wholeSd(isAbove ? 2 : -2)];
  const step = isAbove ? `(${at3} − ${at2})` : `(${at2} − ${at3})`;
  return (
    <li>
      {isAbove ? text.tail.above : text.tail.below}
      <Line>
        {three} SD = {at3} {UNIT[index]} · {two} SD = {at2} {UNIT[index]}
      </Line>
      <Line>
        z = {isAbove ? '3' : '−3'} + ({valueOf(index, steps.value)} − {at3}) ÷ {step} ={' '}
        {decimal(steps.unrounded, 4)}
      </Line>
    </li>
  );
}

function valueOf(index: ScoredIndex, value: number): string {
  if (index === 'bmiForAge') return decimal(value, 4);
  return shortDecimal(value, UNIT[index] === 'kg' ? 3 : 1);
}

function rowOf(index: ScoredIndex, { row }: ScoreSteps, curve: GrowthExplanation['curve']): string {
  return index === 'weightForLength'
    ? `${text.rowOfLength[curve]} ${decimal(row, 1)} cm`
    : text.rowOfDay(formatCount(row));
}

function rangeWords({ from, to }: ZRange): string {
  if (from === null) return text.upTo(formatZ(to ?? 0));
  return to === null ? text.from(formatZ(from)) : text.between(formatZ(from), formatZ(to));
}
