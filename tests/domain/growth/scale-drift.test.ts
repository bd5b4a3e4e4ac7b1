import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { daysBetween } from '#domain/dates.ts';
import { valueAtZ } from '#domain/growth/curve-points.ts';
import type { QualityRecord } from '#domain/growth/measurement-quality.ts';
import { scaleDrift } from '#domain/growth/scale-drift.ts';
import { childIdSchema } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';
import { anEffective } from './records.ts';

const child = { sex: 'female', bornOn: '2025-03-12' } as const;
const DAY = { september: '2026-09-12', october: '2026-10-12', november: '2026-11-12' } as const;

let drawn = 0;

/** The weighing of child number `n` at this z. */
function weighedAt(
  n: number,
  measuredOn: string,
  atZ: number,
  special: Partial<Measurement> = {},
): QualityRecord {
  const x = daysBetween(child.bornOn, measuredOn);
  const kg = valueAtZ({ indicator: 'weightForAge', sex: 'female', x, z: atZ }) ?? 0;
  const weightGrams = Math.round(kg * 1000);
  const of = anEffective((drawn += 1), { measuredOn, weightGrams, ...special });
  const childId = z.parse(childIdSchema, `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  return { child, posyanduId: 'Melati', of: { ...of, childId } };
}

/** Children −0,5, −0,4, … SD, all moved by so much. */
function session(measuredOn: string, children: number, moved = 0): QualityRecord[] {
  return Array.from({ length: children }, (_, n) => weighedAt(n, measuredOn, (n - 5) / 10 + moved));
}

const drift = (...records: readonly QualityRecord[][]) =>
  scaleDrift(records.flat(), '2026-11', 'weightForAge');

describe('a session against those before it', () => {
  const before = [session(DAY.september, 11), session(DAY.october, 11)];

  it('tells its median, theirs and how far each child moved', () => {
    const found = drift(...before, session(DAY.november, 11, 0.5));
    expect(found).toMatchObject({ children: 11, pairs: 11, verdict: 'shifted' });
    expect(found.medianZ).toBeCloseTo(0.5, 2);
    expect(found.earlierMedianZ).toBeCloseTo(0, 2);
    expect(found.shift).toBeCloseTo(0.5, 2);
    expect(found.pairedShift).toBeCloseTo(0.5, 2);
  });

  it.each([
    [0, 'steady'],
    [0.29, 'steady'],
    [0.31, 'shifted'],
    [-0.29, 'steady'],
    [-0.31, 'shifted'],
  ])('moved by %d SD: %s', (moved, verdict) => {
    expect(drift(...before, session(DAY.november, 11, moved)).verdict).toBe(verdict);
  });

  it('is not misled by other children: heavier ones who were not there before', () => {
    const heavy = Array.from({ length: 30 }, (_, n) => weighedAt(100 + n, DAY.november, 2));
    const found = drift(...before, session(DAY.november, 11), heavy);
    expect(found.shift).toBeGreaterThan(1);
    expect(found.pairedShift).toBeCloseTo(0, 2);
    expect(found.verdict).toBe('steady');
  });
});

describe('too few to say', () => {
  it('fewer than ten children who were there before', () => {
    const before = [session(DAY.september, 11), session(DAY.october, 11)];
    expect(drift(...before, session(DAY.november, 9, 1)).verdict).toBe('too-few');
    expect(drift(...before, session(DAY.november, 10, 1)).verdict).toBe('shifted');
  });

  it('fewer than two sessions before, or sessions of fewer than ten', () => {
    const now = session(DAY.november, 11, 1);
    expect(drift(session(DAY.october, 11), now).verdict).toBe('too-few');
    expect(drift(session(DAY.september, 9), session(DAY.october, 11), now).verdict).toBe('too-few');
    expect(drift(session('2026-07-12', 11), session(DAY.october, 11), now).verdict).toBe('too-few');
    expect(drift(session('2026-08-12', 11), session(DAY.october, 11), now).verdict).toBe('shifted');
  });

  it('nothing at all', () => {
    expect(drift()).toEqual({
      children: 0,
      medianZ: null,
      earlierMedianZ: null,
      shift: null,
      pairs: 0,
      pairedShift: null,
      verdict: 'too-few',
    });
  });
});

describe('what does not count', () => {
  const steady = [
    ...session(DAY.september, 11),
    ...session(DAY.october, 11),
    ...session(DAY.november, 11),
  ];

  it('is a voided, an implausible or a swollen weighing', () => {
    const slip = weighedAt(3, DAY.november, 0, { weightGrams: 40_000 });
    const swollen = weighedAt(4, DAY.november, 2, { oedema: true });
    const taken = weighedAt(5, DAY.november, 2);
    const voided = { ...taken, of: { ...taken.of, voided: true } };
    expect(drift(steady, [slip, swollen, voided])).toEqual(drift(steady));
  });

  it('is the first of two weighings in a month, and the order of the records', () => {
    const again = weighedAt(5, '2026-11-20', 1);
    const found = drift(steady, [again]);
    expect(found.medianZ).not.toBe(drift(steady).medianZ);
    expect(drift([again], [...steady].reverse())).toEqual(found);
  });
});
