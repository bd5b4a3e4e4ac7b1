import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  measurementQuality,
  type QualityKey,
  type QualityRecord,
} from '#domain/growth/measurement-quality.ts';
import { accountIdSchema } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';
import { anEffective } from './records.ts';

const child = { sex: 'male', bornOn: '2025-11-12' } as const;
const [SARI, WATI] = ['a', 'b'].map((letter) =>
  z.parse(accountIdSchema, `${letter.repeat(8)}-0000-4000-8000-000000000000`),
);

function aRecord(n: number, special: Partial<Measurement>, over: Partial<QualityRecord> = {}) {
  return { child, posyanduId: 'Melati', of: anEffective(n, special), ...over };
}

/** One year old on 12 November 2026. */
const ordinary = { measuredOn: '2026-11-12', weightGrams: 9600, lengthMm: 757 } as const;

function all(records: readonly QualityRecord[]) {
  const [quality, ...more] = measurementQuality(records, []);
  expect(more).toEqual([]);
  return quality;
}

describe('what is counted', () => {
  it('is the tenth of a kilogram and of a centimetre', () => {
    const quality = all([
      aRecord(1, { ...ordinary, weightGrams: 7850, headMm: 445, muacMm: 142 }),
      aRecord(2, { ...ordinary, weightGrams: 8000, lengthMm: null }),
    ]);
    expect(quality?.digits).toMatchObject({
      weightGrams: { of: 2, counts: [1, 0, 0, 0, 0, 0, 0, 0, 1, 0], zeroOrFive: 0.5 },
      lengthMm: { of: 1, counts: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0] },
      headMm: { of: 1, zeroOrFive: 1 },
      muacMm: { of: 1, zeroOrFive: 0 },
    });
  });

  it('is never a voided one, one before birth or one past the standards', () => {
    const none = [
      { ...aRecord(1, ordinary), of: anEffective(1, ordinary, true) },
      aRecord(2, { ...ordinary, measuredOn: '2025-11-11' }),
      aRecord(3, { ...ordinary, measuredOn: '2030-11-13' }),
    ];
    expect(measurementQuality(none, [])).toEqual([]);
    const counted = [
      aRecord(4, { ...ordinary, measuredOn: '2025-11-12' }),
      aRecord(5, { ...ordinary, measuredOn: '2030-11-12' }),
    ];
    expect(all([...none, ...counted])?.measurements).toBe(2);
  });

  it('is told apart by kader, posyandu and month, in that order of month first', () => {
    const by = (n: number, authorId: typeof SARI, measuredOn: string, posyanduId: string) => {
      const of = anEffective(n, { ...ordinary, measuredOn });
      return { child, posyanduId, of: authorId === undefined ? of : { ...of, authorId } };
    };
    const records = [
      by(1, WATI, '2026-11-12', 'Melati'),
      by(2, SARI, '2026-11-12', 'Melati'),
      by(3, SARI, '2026-10-12', 'Mawar'),
      by(4, SARI, '2026-11-30', 'Melati'),
    ];
    const groups = (...keys: QualityKey[]) =>
      measurementQuality(records, keys).map(({ group, measurements }) => [
        ...Object.values(group),
        measurements,
      ]);
    expect(groups('kader', 'month')).toEqual([
      [SARI, null, '2026-10', 1],
      [SARI, null, '2026-11', 2],
      [WATI, null, '2026-11', 1],
    ]);
    expect(groups('posyandu')).toEqual([
      [null, 'Mawar', null, 1],
      [null, 'Melati', null, 3],
    ]);
  });
});

describe('values that cannot be true', () => {
  /** 30 kg at one year. */
  const slip = { ...ordinary, weightGrams: 30_000 };
  const records = (slips: number, of: number) =>
    Array.from({ length: of }, (_, n) => aRecord(n, n < slips ? slip : ordinary));

  it.each([
    [1, 99, 'too-few'],
    [0, 100, 'plausible'],
    [1, 100, 'plausible'],
    [2, 100, 'too-many'],
    [2, 200, 'plausible'],
    [3, 200, 'too-many'],
  ])('%i of %i: %s', (slips, of, verdict) => {
    expect(all(records(slips, of))?.implausible.weightForAge).toEqual({
      implausible: slips,
      of,
      share: slips / of,
      verdict,
    });
  });

  it('have the children with that z-score under their line', () => {
    const { implausible } = all([
      aRecord(1, { ...ordinary, lengthMm: null }),
      aRecord(2, { ...ordinary, weightGrams: null }),
    ]) ?? { implausible: null };
    expect(implausible).toMatchObject({
      weightForAge: { of: 1 },
      lengthForAge: { of: 1 },
      weightForLength: { of: 0, share: null, verdict: 'too-few' },
    });
  });
});
