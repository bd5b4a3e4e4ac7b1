import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/dates.ts';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import { valueAtZ } from '#domain/growth/curve-points.ts';
import {
  explainGrowth,
  SCORED_INDICES,
  type GrowthExplanation,
  type ScoreSteps,
} from '#domain/growth/explain-growth.ts';
import type { ScoredIndex } from '#domain/growth/nutrition-status.ts';
import { scoreMeasurement, type GrowingChild } from '#domain/growth/score-measurement.ts';
import type { Measurement } from '#domain/measurement.ts';
import { keepFigures } from '../../support/kept-figures.ts';
import { aMeasurement, anEffective } from './records.ts';

const RUNS = { numRuns: 20_000, seed: 20_261_123 };
const MEASURED_ON = '2026-11-12';

interface Case {
  readonly child: GrowingChild;
  readonly measurement: Measurement;
}

/** Sizes from far below to far above what the age has, past the end of the tables too. */
const someCase: fc.Arbitrary<Case> = fc
  .record({
    sex: fc.constantFrom('male' as const, 'female' as const),
    ageDays: fc.oneof(
      fc.integer({ min: 0, max: 1870 }),
      fc.integer({ min: 725, max: 735 }),
      fc.integer({ min: 268, max: 280 }),
    ),
    z: fc.record({
      weight: fc.double({ min: -7.5, max: 7.5, noNaN: true }),
      length: fc.double({ min: -7.5, max: 7.5, noNaN: true }),
      head: fc.double({ min: -6, max: 6, noNaN: true }),
    }),
    missing: fc.record({
      weight: fc.nat({ max: 9 }),
      length: fc.nat({ max: 9 }),
      head: fc.nat({ max: 2 }),
    }),
    position: fc.constantFrom('lying' as const, 'standing' as const, null),
    oedema: fc.constantFrom(null, false, false, false, true),
  })
  .map(({ sex, ageDays, z, missing, position, oedema }) => {
    const at = (indicator: ScoredIndex, sd: number) =>
      valueAtZ({ indicator, sex, x: Math.min(ageDays, 1826), z: sd }) ?? 1;
    return {
      child: { sex, bornOn: addDays(MEASURED_ON, -ageDays) },
      measurement: aMeasurement({
        measuredOn: MEASURED_ON,
        weightGrams:
          missing.weight === 0 ? null : Math.round(at('weightForAge', z.weight) * 100) * 10,
        lengthMm: missing.length === 0 ? null : Math.round(at('lengthForAge', z.length) * 10),
        headMm: missing.head === 0 ? null : Math.round(at('headForAge', z.head) * 10),
        position,
        oedema,
      }),
    };
  });

const seen = { children: 0, scores: 0, tails: 0, corrected: 0, flagged: 0, without: 0 };

/** What of the explanation is not what the engine says; `null` where all of it is. */
function contradiction({ child, measurement }: Case): unknown {
  const explained = explainGrowth(child, measurement);
  const engine = scoreMeasurement(child, measurement);
  const assessed = assessGrowth(child, [anEffective(1, measurement)], MEASURED_ON);
  seen.children += 1;
  if (explained.length !== null && explained.length.correctionCm !== 0) seen.corrected += 1;
  for (const index of SCORED_INDICES) {
    const steps = explained.steps[index];
    const result = assessed.indices[index];
    const score = engine[index];
    if (JSON.stringify(result) !== JSON.stringify(explained.results[index]))
      return { index, result };
    if ((steps === null) !== (result.status === 'not-assessed')) return { index, steps, result };
    if (steps === null) {
      seen.without += 1;
      continue;
    }
    if (steps.z !== score?.z || steps.flagged !== score.flagged) return { index, steps, score };
    if (Math.abs(steps.unrounded - score.unrounded) > 1e-9) return { index, steps, score };
    if (steps.flagged !== (result.status === 'implausible')) return { index, steps, result };
    const retold = retell(steps);
    if (Math.abs(retold - steps.unrounded) > 1e-9) return { index, steps, retold };
    seen.scores += 1;
    if (steps.tail !== null) seen.tails += 1;
    if (steps.flagged) seen.flagged += 1;
  }
  return null;
}

/** The last step again, from nothing but the numbers shown. */
function retell({ value, lms: { l, m, s }, formula, byFormula, tail }: ScoreSteps): number {
  const again = formula === 'straight' ? (value / m - 1) / s : ((value / m) ** l - 1) / (l * s);
  if (Math.abs(again - byFormula) > 1e-9) return Number.NaN;
  if (tail === null) return again;
  const step = Math.abs(tail.valueAt3 - tail.valueAt2);
  return tail.beyond + (value - tail.valueAt3) / step;
}

function explain(
  ageDays: number,
  measured: Partial<Measurement>,
  sex: 'male' | 'female' = 'male',
): GrowthExplanation {
  const child = { sex, bornOn: addDays(MEASURED_ON, -ageDays) };
  return explainGrowth(child, aMeasurement({ measuredOn: MEASURED_ON, ...measured }));
}

describe('the steps of a computation', () => {
  it('end where the engine ends, for children of every size', () => {
    const { failed, counterexample, errorInstance } = fc.check(
      fc.property(someCase, (each) => {
        const wrong = contradiction(each);
        if (wrong !== null) throw new Error(JSON.stringify(wrong));
      }),
      RUNS,
    );
    expect(failed ? { counterexample, errorInstance } : null).toBeNull();
    expect(seen.children).toBe(RUNS.numRuns);
    expect(
      Math.min(seen.tails, seen.corrected, seen.flagged, seen.without),
      'some kind of child is hardly ever looked at',
    ).toBeGreaterThan(2_000);
  });

  it('name the row and its numbers, as WHO prints them', () => {
    const { steps } = explain(0, { weightGrams: 3346 });
    expect(steps.weightForAge?.row).toBe(0);
    expect(steps.weightForAge?.lms).toEqual({ l: 0.3487, m: 3.3464, s: 0.14602 });
    expect(steps.weightForAge?.z).toBe(0);
    expect(steps.lengthForAge).toBeNull();
  });

  it('show what was added for standing before day 731, and taken for lying from then on', () => {
    const small = explain(730, { lengthMm: 850, position: 'standing', weightGrams: 11_000 });
    expect(small.curve).toBe('length');
    expect(small.length).toMatchObject({ measuredCm: 85, correctionCm: 0.7, correctedCm: 85.7 });
    expect(small.steps.weightForLength?.row).toBe(85.7);
    const big = explain(731, { lengthMm: 850, position: 'lying', weightGrams: 11_000 });
    expect(big.curve).toBe('height');
    expect(big.length).toMatchObject({ correctionCm: -0.7, correctedCm: 84.3 });
    expect(big.steps.weightForLength?.row).toBe(84.3);
  });

  it('say that standing was not believed before nine months', () => {
    const { length } = explain(200, { lengthMm: 680, position: 'standing' });
    expect(length).toMatchObject({ positionIgnored: true, correctionCm: 0, correctedCm: 68 });
  });

  it('go on in a straight line beyond 3 SD, on the side of the value', () => {
    const heavy = explain(365, { weightGrams: 15_000 }).steps.weightForAge;
    expect(heavy?.tail?.beyond).toBe(3);
    expect(heavy?.tail?.valueAt3).toBeGreaterThan(heavy?.tail?.valueAt2 ?? Number.NaN);
    const light = explain(365, { weightGrams: 5_500 }).steps.weightForAge;
    expect(light?.tail?.beyond).toBe(-3);
    expect(light?.tail?.valueAt3).toBeLessThan(light?.tail?.valueAt2 ?? Number.NaN);
    expect(explain(365, { lengthMm: 900 }).steps.lengthForAge?.tail).toBeNull();
  });

  it.each([
    [-3.5, null, -3.01],
    [-2.5, -3, -2.01],
    [0, -2, 1],
    [1.5, 1.01, null],
  ])('of a weight at %d SD tell between which z the category holds', (z, from, to) => {
    const kg = valueAtZ({ indicator: 'weightForAge', sex: 'male', x: 400, z }) ?? 0;
    const { steps } = explain(400, { weightGrams: Math.round(kg * 1000) });
    expect(steps.weightForAge?.categoryHolds).toEqual({ from, to });
  });

  it('give the body mass index of the corrected length', () => {
    const { steps, length } = explain(731, {
      lengthMm: 857,
      position: 'lying',
      weightGrams: 12_000,
    });
    expect(length?.correctedCm).toBe(85);
    expect(steps.bmiForAge?.value).toBeCloseTo(12 / 0.85 ** 2, 12);
  });

  it('are left out with the reason where there is no z-score', () => {
    const swollen = explain(400, { weightGrams: 9_000, lengthMm: 740, oedema: true });
    expect(swollen.steps.weightForAge).toBeNull();
    expect(swollen.results.weightForAge).toEqual({ status: 'not-assessed', reason: 'oedema' });
    expect(explain(2_000, { weightGrams: 9_000 }).results.weightForAge).toMatchObject({
      reason: 'too-old',
    });
  });

  it('do not exist before birth', () => {
    expect(() => explain(-1, { weightGrams: 3_000 })).toThrow(RangeError);
  });

  it('are counted for the page of proof', ({ task }) => {
    expect(
      keepFigures('explained', { children: seen.children, scores: seen.scores }, task),
    ).not.toBe('written anew');
  });
});
