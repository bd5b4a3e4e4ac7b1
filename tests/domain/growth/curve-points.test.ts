import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePoints, valueAtZ, type CurveOf } from '#domain/growth/curve-points.ts';
import { zScores, type ZScoreInput } from '#domain/growth/z-scores.ts';

const sex = fc.constantFrom('male', 'female');
const z = fc.double({ min: -5.5, max: 5.5, noNaN: true });
const day = fc.integer({ min: 0, max: 1826 });
const RUNS = { seed: 20062, numRuns: 10_000 };

function rowOf(special: Partial<ZScoreInput>): ZScoreInput {
  return {
    sex: 'male',
    ageDays: 0,
    weightKg: null,
    lengthCm: null,
    position: null,
    headCm: null,
    oedema: false,
    ...special,
  };
}

describe('a value at a z-score', () => {
  it('has that z-score again, by age', () => {
    fc.assert(
      fc.property(sex, day, z, (who, ageDays, target) => {
        const at = (indicator: CurveOf['indicator']) =>
          valueAtZ({ indicator, sex: who, x: ageDays, z: target });
        const scores = zScores(
          rowOf({
            sex: who,
            ageDays,
            weightKg: at('weightForAge'),
            lengthCm: at('lengthForAge'),
            headCm: at('headForAge'),
          }),
        );
        expect(scores.weightForAge?.unrounded).toBeCloseTo(target, 8);
        expect(scores.lengthForAge?.unrounded).toBeCloseTo(target, 8);
        expect(scores.headForAge?.unrounded).toBeCloseTo(target, 8);
      }),
      RUNS,
    );
  });

  it('has that z-score again, by BMI', () => {
    fc.assert(
      fc.property(sex, day, z, (who, ageDays, target) => {
        const bmi = valueAtZ({ indicator: 'bmiForAge', sex: who, x: ageDays, z: target }) ?? 0;
        const scores = zScores(rowOf({ sex: who, ageDays, lengthCm: 80, weightKg: bmi * 0.64 }));
        expect(scores.bmiForAge?.unrounded).toBeCloseTo(target, 8);
      }),
      RUNS,
    );
  });

  it('has that z-score again, by length and by height', () => {
    const table = fc.constantFrom('length', 'height');
    fc.assert(
      fc.property(
        sex,
        table,
        fc.integer({ min: 6500, max: 11_000 }),
        z,
        (who, by, tenths, target) => {
          const mm = tenths / 10;
          const weightKg = valueAtZ({
            indicator: 'weightForLength',
            sex: who,
            table: by,
            x: mm,
            z: target,
          });
          const ageDays = by === 'length' ? 700 : 800;
          const scores = zScores(rowOf({ sex: who, ageDays, weightKg, lengthCm: mm / 10 }));
          expect(scores.weightForLength?.unrounded).toBeCloseTo(target, 8);
        },
      ),
      RUNS,
    );
  });

  it('rises with weight and falls with length', () => {
    fc.assert(
      fc.property(
        sex,
        day,
        fc.integer({ min: 2000, max: 25_000 }),
        fc.integer({ min: 1, max: 5000 }),
        (who, ageDays, grams, more) => {
          const base = rowOf({ sex: who, ageDays, weightKg: grams / 1000, lengthCm: 80 });
          const heavier = zScores({ ...base, weightKg: (grams + more) / 1000 });
          const longer = zScores({ ...base, lengthCm: 80 + more / 200 });
          const scores = zScores(base);
          for (const index of ['weightForAge', 'weightForLength', 'bmiForAge'] as const) {
            expect(heavier[index]?.unrounded).toBeGreaterThan(scores[index]?.unrounded ?? Infinity);
          }
          for (const index of ['weightForLength', 'bmiForAge'] as const) {
            expect(longer[index]?.unrounded).toBeLessThan(scores[index]?.unrounded ?? -Infinity);
          }
        },
      ),
      RUNS,
    );
  });

  it('is none outside the table or where nothing positive has it', () => {
    const boy = { sex: 'male', z: 0 } as const;
    expect(valueAtZ({ ...boy, indicator: 'weightForAge', x: 1827 })).toBeNull();
    expect(valueAtZ({ ...boy, indicator: 'weightForLength', x: 449 })).toBeNull();
    expect(valueAtZ({ ...boy, indicator: 'weightForLength', x: 649, table: 'height' })).toBeNull();
    expect(valueAtZ({ ...boy, indicator: 'lengthForAge', x: 10, z: -40 })).toBeNull();
  });
});

describe('points of a line', () => {
  it('go from the first to the last, step by step', () => {
    const points = curvePoints({
      indicator: 'weightForAge',
      sex: 'female',
      z: 0,
      from: 0,
      to: 60,
      step: 30,
    });
    expect(points.map(({ x }) => x)).toEqual([0, 30, 60]);
    expect(points[0]?.y).toBeCloseTo(3.2322, 12);
  });

  it('leave out what the table does not have', () => {
    const line = { indicator: 'weightForLength', sex: 'male', z: 2, step: 10 } as const;
    expect(curvePoints({ ...line, from: 430, to: 470 }).map(({ x }) => x)).toEqual([450, 460, 470]);
  });

  it('keep the order of the lines everywhere', () => {
    const lines = [-3, -2, -1, 0, 1, 2, 3].map((sd) =>
      curvePoints({ indicator: 'weightForAge', sex: 'male', z: sd, from: 0, to: 1826, step: 7 }),
    );
    for (const [n, line] of lines.entries()) {
      const below = lines[n - 1] ?? [];
      expect(below.every(({ y }, at) => y < (line[at]?.y ?? 0))).toBe(true);
    }
  });
});
