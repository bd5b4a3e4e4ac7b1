import { describe, expect, it } from 'vitest';
import { zScores, type ZScore, type ZScores } from '#domain/growth/z-scores.ts';
import { keepFigures, twoDigits } from '../../support/kept-figures.ts';
import {
  ANTHRO_VERSION,
  anthroRows,
  inputOf,
  isKnownDeviation,
  numberOf,
  type AnthroRow,
} from './anthro-fixture.ts';

const INDICES = {
  len: 'lengthForAge',
  wei: 'weightForAge',
  wfl: 'weightForLength',
  bmi: 'bmiForAge',
  hc: 'headForAge',
} as const;
type Short = keyof typeof INDICES;

interface Comparison {
  readonly row: AnthroRow;
  readonly short: Short;
  readonly ours: ZScore | null;
}

function comparisons(name: 'sample' | 'edges'): Comparison[] {
  return anthroRows(name).flatMap((row) => {
    const scores: ZScores = zScores(inputOf(row));
    return Object.entries(INDICES).map(([short, index]) => ({
      row,
      short: short as Short,
      ours: scores[index],
    }));
  });
}

/** What the reference printed: z and flag, or nothing. */
function theirs({ row, short }: Comparison): { z: number; flagged: boolean } | null {
  const z = numberOf(row[`z${short}`]);
  return z === null ? null : { z, flagged: row[`f${short}`] === '1' };
}

function given({ ours }: Comparison): { z: number; flagged: boolean } | null {
  return ours === null ? null : { z: ours.z, flagged: ours.flagged };
}

/** Relative where the z-score is above 1. */
function largestDifference(all: readonly Comparison[]): number {
  return Math.max(
    ...all.flatMap(({ row, short, ours }) => {
      if (ours === null) return [];
      const reference = Number(row[`u${short}`]);
      return [Math.abs(ours.unrounded - reference) / Math.max(1, Math.abs(reference))];
    }),
  );
}

function label({ row, short }: Comparison): string {
  return `row ${row['id']} ${short}`;
}

describe.each(['sample', 'edges'] as const)('WHO anthro 1.1.0, %s', (name) => {
  const all = comparisons(name);
  const deviating = all.filter(({ row, short }) => isKnownDeviation(row, short));
  const regular = all.filter(({ row, short }) => !isKnownDeviation(row, short));

  it('has rows to compare with', () => {
    expect(all.length).toBe(name === 'sample' ? 25_000 : 640);
  });

  it('gives every z-score with the same two decimals and the same flag', () => {
    const ours = Object.fromEntries(regular.map((each) => [label(each), given(each)]));
    const reference = Object.fromEntries(regular.map((each) => [label(each), theirs(each)]));
    expect(ours).toEqual(reference);
  });

  it('is within a billionth before rounding', () => {
    const finite = regular.filter(({ ours }) => ours !== null);
    const worst = largestDifference(finite);
    console.log(`anthro ${name}: ${finite.length} z-scores compared, largest difference ${worst}`);
    expect(worst).toBeLessThan(1e-9);
  });

  it('corrects the length and doubts the position in the same rows', () => {
    for (const row of anthroRows(name)) {
      const scores = zScores(inputOf(row));
      expect(scores.correctedLengthCm, `row ${row['id']}`).toBe(numberOf(row['clenhei']));
      expect(scores.positionIgnored, `row ${row['id']}`).toBe(row['c9mo_flag'] === '1');
    }
  });

  it('differs exactly where the reference is known to be wrong', () => {
    expect(
      Object.fromEntries(deviating.map((each) => [label(each), given(each)?.z ?? null])),
    ).toEqual(DEVIATIONS[name]);
    expect(deviating.every((each) => given(each)?.z !== theirs(each)?.z)).toBe(true);
  });
});

/** What we give there: the row of 102.4 cm, and nothing for a measure of zero. */
const DEVIATIONS = {
  sample: { 'row 17164 wfl': null, 'row 17940 wfl': null },
  edges: {
    'row 1 wfl': -3.61,
    'row 3 wfl': -0.82,
    'row 5 wfl': 1.35,
    'row 7 wfl': null,
    'row 121 bmi': null,
  },
};

describe('beyond the rows of the reference', () => {
  it('gives 103.1 cm lying what 102.4 cm standing gets', () => {
    const standing = { ...boyOf(1500), lengthCm: 102.4, position: 'standing' } as const;
    const lying = { ...standing, lengthCm: 103.1, position: 'lying' } as const;
    expect(zScores(lying).weightForLength?.z).toBe(zScores(standing).weightForLength?.z);
  });

  it.each([45, 110])('has a weight-for-length at %d cm and none a millimetre outside', (edge) => {
    const outside = edge === 45 ? edge - 0.1 : edge + 0.1;
    expect(zScores({ ...boyOf(700), lengthCm: edge }).weightForLength).not.toBeNull();
    expect(zScores({ ...boyOf(700), lengthCm: outside }).weightForLength).toBeNull();
  });

  it.each([65, 120])('has a weight-for-height at %d cm and none a millimetre outside', (edge) => {
    const outside = edge === 65 ? edge - 0.1 : edge + 0.1;
    expect(zScores({ ...boyOf(731), lengthCm: edge }).weightForLength).not.toBeNull();
    expect(zScores({ ...boyOf(731), lengthCm: outside }).weightForLength).toBeNull();
  });

  it('reaches the edges of the tables also from lengths that are corrected', () => {
    const low = { ...boyOf(400), lengthCm: 44.3, position: 'standing' } as const;
    expect(zScores(low).weightForLength).not.toBeNull();
    const high = { ...boyOf(1000), lengthCm: 120.7, position: 'lying' } as const;
    expect(zScores(high).weightForLength).not.toBeNull();
  });

  it('refuses a negative age', () => {
    expect(() => zScores(boyOf(-1))).toThrow(RangeError);
  });

  it('keeps nothing of the row before', () => {
    zScores({ ...boyOf(400), headCm: 46 });
    expect(zScores({ ...boyOf(400), headCm: null }).headForAge).toBeNull();
  });

  function boyOf(ageDays: number) {
    return {
      sex: 'male',
      ageDays,
      weightKg: 12,
      lengthCm: 90,
      position: null,
      headCm: null,
      oedema: false,
    } as const;
  }
});

it('the comparison is counted for the page of proof', ({ task }) => {
  const all = [...comparisons('sample'), ...comparisons('edges')];
  const regular = all.filter(({ row, short }) => !isKnownDeviation(row, short));
  expect(
    keepFigures(
      'who-software',
      {
        version: ANTHRO_VERSION,
        rows: new Set(all.map(({ row }) => row)).size,
        comparisons: all.length,
        scores: regular.filter(({ ours }) => ours !== null).length,
        deviations: all.length - regular.length,
        largestDifference: twoDigits(largestDifference(regular)),
      },
      task,
    ),
  ).not.toBe('written anew');
});
