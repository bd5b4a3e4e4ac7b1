import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  normalZ,
  restrictedZ,
  roundZ,
  valueAtNormalZ,
  valueAtRestrictedZ,
} from '#domain/growth/lms.ts';

const SEED = { seed: 20061, numRuns: 10_000 };

/** The range of the parameters over all tables. */
const curve = fc.record({
  l: fc.double({ min: -1.2, max: 1.2, noNaN: true }).filter((l) => Math.abs(l) > 0.01),
  m: fc.double({ min: 2, max: 130, noNaN: true }),
  s: fc.double({ min: 0.025, max: 0.16, noNaN: true }),
});

describe('z from L, M and S', () => {
  it('is 0 at the median', () => {
    expect(restrictedZ(3.3464, 0.3487, 3.3464, 0.14602)).toBe(0);
    expect(normalZ(49.8842, 49.8842, 0.03795)).toBe(0);
  });

  it('goes on in a straight line beyond 3 SD, as steep as the step from 2 to 3', () => {
    const [l, m, s] = [-0.3521, 10, 0.09];
    const at = (z: number) => valueAtRestrictedZ(z, l, m, s);
    expect(restrictedZ(2 * at(3) - at(2), l, m, s)).toBeCloseTo(4, 10);
    expect(restrictedZ(2 * at(-3) - at(-2), l, m, s)).toBeCloseTo(-4, 10);
  });

  it('rises with the value', () => {
    fc.assert(
      fc.property(
        curve,
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        fc.double({ min: 1.0001, max: 2, noNaN: true }),
        ({ l, m, s }, share, factor) => {
          const value = m * share;
          expect(restrictedZ(value * factor, l, m, s)).toBeGreaterThan(restrictedZ(value, l, m, s));
          expect(normalZ(value * factor, m, s)).toBeGreaterThan(normalZ(value, m, s));
        },
      ),
      SEED,
    );
  });

  it('comes back to the value it was made from', () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0.3, max: 3, noNaN: true }), ({ l, m, s }, share) => {
        const value = m * share;
        expect(valueAtRestrictedZ(restrictedZ(value, l, m, s), l, m, s) / value).toBeCloseTo(1, 9);
        expect(valueAtNormalZ(normalZ(value, m, s), m, s) / value).toBeCloseTo(1, 9);
      }),
      SEED,
    );
  });
});

describe('rounding to two decimals', () => {
  it.each([
    [5.004, 5],
    [-2.005001, -2.01],
    [-2.004999, -2],
    [1.125, 1.12],
    [1.375, 1.38],
    [-1.125, -1.12],
    [2.675, 2.67],
    [0.15, 0.15],
    [5212600.4613, 5212600.46],
  ])('makes %d into %d', (z, rounded) => {
    expect(roundZ(z)).toBe(rounded);
  });

  it('never gives a minus zero', () => {
    expect(Object.is(roundZ(-0.001), 0)).toBe(true);
  });

  it('is the same on both sides of zero and never off by more than half a hundredth', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (z) => {
        expect(roundZ(-z) + roundZ(z)).toBe(0);
        expect(Math.abs(roundZ(z) - z)).toBeLessThanOrEqual(0.005 + 1e-12);
        expect(roundZ(roundZ(z))).toBe(roundZ(z));
      }),
      SEED,
    );
  });
});
