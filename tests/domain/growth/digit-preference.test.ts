import { describe, expect, it } from 'vitest';
import { digitPreference } from '#domain/growth/digit-preference.ts';

/** So many values ending in 0, in 1, … in 9. */
function ending(...counts: number[]): number[] {
  return counts.flatMap((count, digit) => Array.from({ length: count }, () => 70 + digit));
}

describe('last digits', () => {
  it('counts them and says nothing of fewer than 50', () => {
    const few = digitPreference(ending(10, 5, 5, 5, 5, 5, 4, 3, 4, 3));
    expect(few).toEqual({
      of: 49,
      counts: [10, 5, 5, 5, 5, 5, 4, 3, 4, 3],
      zeroOrFive: 15 / 49,
      chiSquare: null,
      score: null,
      verdict: 'too-few',
    });
    expect(digitPreference(ending(5, 5, 5, 5, 5, 5, 5, 5, 5, 5)).verdict).toBe('even');
  });

  it('has no share of nothing', () => {
    expect(digitPreference([])).toMatchObject({ of: 0, zeroOrFive: null, verdict: 'too-few' });
  });

  it('by hand: 30 zeros, 30 fives and 5 of each other', () => {
    // (30 − 10)² / 10 twice and (5 − 10)² / 10 eight times: 80 + 20
    const { chiSquare, score, zeroOrFive, verdict } = digitPreference(
      ending(30, 5, 5, 5, 5, 30, 5, 5, 5, 5),
    );
    expect(chiSquare).toBeCloseTo(100, 10);
    expect(score).toBeCloseTo(100 / 3, 10);
    expect([zeroOrFive, verdict]).toEqual([0.6, 'rounded']);
  });

  it('doubts from the critical value on: 21,6 is chance, 22,0 is not', () => {
    const below = digitPreference(ending(13, 1, 1, 7, 3, 6, 4, 6, 4, 5));
    expect(below.chiSquare).toBeCloseTo(21.6, 10);
    expect(below.verdict).toBe('even');
    const above = digitPreference(ending(13, 1, 1, 8, 3, 4, 5, 5, 5, 5));
    expect(above.chiSquare).toBeCloseTo(22, 10);
    expect(above.verdict).toBe('rounded');
  });

  it('does not call rounded what is certain but small', () => {
    const many = digitPreference(ending(140, 90, 90, 90, 90, 140, 90, 90, 90, 90));
    expect(many.chiSquare).toBeCloseTo(40, 10);
    expect(many.score).toBeCloseTo(6.667, 3);
    expect(many.verdict).toBe('even');
  });

  it('is 100 when every value ends the same', () => {
    expect(digitPreference(Array.from({ length: 50 }, () => 75)).score).toBeCloseTo(100, 10);
  });
});
