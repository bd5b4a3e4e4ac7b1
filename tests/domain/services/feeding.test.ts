import { describe, expect, it } from 'vitest';
import {
  feedingEntitlement,
  feedingProgress,
  type FeedingFindings,
} from '#domain/services/feeding.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from '#domain/services/settings.ts';
import { aCourse } from './records.ts';

const BORN = '2025-03-15';
const HEALTHY: FeedingFindings = {
  weightForLength: 'normal-nutrition',
  weightForAge: 'normal-weight',
  weightGainCode: 'N',
  twoT: false,
};

/** "entitled wasting 56" */
function entitled(
  special: Partial<FeedingFindings>,
  on = '2026-03-15',
  settings?: ServiceSettings,
): string {
  const found = feedingEntitlement({ bornOn: BORN }, { ...HEALTHY, ...special }, on, settings);
  return [found.state, found.reason, found.days].filter((each) => each !== null).join(' ');
}

describe('who is entitled to PMT pemulihan', () => {
  it.each([
    [{ weightForLength: 'wasted' }, 'entitled wasting 56'],
    [{ weightForLength: 'wasted', weightForAge: 'underweight' }, 'entitled wasting 56'],
    [{ weightForAge: 'underweight' }, 'entitled underweight 28'],
    [{ weightForAge: 'severely-underweight', weightGainCode: 'T' }, 'entitled underweight 28'],
    [{ weightGainCode: 'T' }, 'entitled weight-not-gained 14'],
    [{ weightGainCode: 'O' }, 'not-entitled'],
    [{ weightGainCode: 'B' }, 'not-entitled'],
    [{ weightForLength: 'severely-wasted' }, 'refer'],
    [{ weightForLength: 'obese' }, 'not-entitled'],
    [{}, 'not-entitled'],
    [{ weightForLength: null }, 'unknown'],
    [{ weightForAge: null }, 'unknown'],
    [{ weightGainCode: null }, 'unknown'],
    [{ weightForLength: null, weightGainCode: 'T' }, 'entitled weight-not-gained 14'],
  ] as const)('%o: %s', (special, expected) => {
    expect(entitled(special)).toBe(expected);
  });

  it.each([
    ['2025-09-14', 'wrong-age'],
    ['2025-09-15', 'entitled wasting 56'],
    ['2030-03-14', 'entitled wasting 56'],
    ['2030-03-15', 'wrong-age'],
  ])('by age, on %s: %s', (on, expected) => {
    expect(entitled({ weightForLength: 'wasted' }, on)).toBe(expected);
  });

  it('gizi buruk is referred at any age', () => {
    expect(entitled({ weightForLength: 'severely-wasted' }, '2025-06-15')).toBe('refer');
  });

  it('says when weight-for-length is still to be measured', () => {
    const child = { bornOn: BORN };
    const unmeasured = { ...HEALTHY, weightForLength: null, weightGainCode: 'T' } as const;
    expect(feedingEntitlement(child, unmeasured, '2026-03-15').lengthMissing).toBe(true);
    expect(feedingEntitlement(child, HEALTHY, '2026-03-15').lengthMissing).toBe(false);
  });

  it('two T may be asked for instead of one', () => {
    const { feeding } = SERVICE_SETTINGS;
    const settings: ServiceSettings = {
      ...SERVICE_SETTINGS,
      feeding: { ...feeding, notGained: { ...feeding.notGained, value: '2T' } },
    };
    expect(entitled({ weightGainCode: 'T' }, '2026-03-15', settings)).toBe('not-entitled');
    expect(entitled({ weightGainCode: 'T', twoT: true }, '2026-03-15', settings)).toBe(
      'entitled weight-not-gained 14',
    );
  });

  it('gives its reason', () => {
    const found = feedingEntitlement(
      { bornOn: BORN },
      { ...HEALTHY, weightForAge: 'underweight' },
      '2026-03-15',
    );
    expect(found.why).toEqual({
      rule: 'feeding/underweight',
      source: expect.stringContaining('BKKBN'),
      sentence: 'Berhak PMT pemulihan 28 hari karena berat badan kurang',
    });
  });
});

describe('how a course is going', () => {
  it.each([
    ['2026-02-28', 'not-started', 0],
    ['2026-03-01', 'running', 1],
    ['2026-03-14', 'running', 14],
    ['2026-03-15', 'to-close', 14],
  ])('14 days from 1 March, on %s: %s, day %d', (on, state, day) => {
    expect(feedingProgress(aCourse(), on)).toMatchObject({ state, day, lastDay: '2026-03-14' });
  });

  it.each([
    [{ endedOn: '2026-03-14', outcome: null }, 'finished', 14],
    [{ endedOn: '2026-03-13', outcome: null }, 'stopped', 13],
    [{ endedOn: '2026-03-13', outcome: 'continued' }, 'stopped', 13],
    [{ endedOn: '2026-03-10', outcome: 'finished' }, 'finished', 10],
    [{ endedOn: '2026-03-08', outcome: 'referred' }, 'referred', 8],
  ] as const)('ended %o: %s on day %d', (special, state, day) => {
    expect(feedingProgress(aCourse(special), '2026-04-01')).toMatchObject({ state, day });
  });

  it('an end that lies ahead is none yet', () => {
    const course = aCourse({ endedOn: '2026-03-10', outcome: 'finished' });
    expect(feedingProgress(course, '2026-03-09').state).toBe('running');
  });

  it('tells the days eaten, and that nobody counted', () => {
    expect(feedingProgress(aCourse({ daysEaten: 5 }), '2026-03-07').why.sentence).toBe(
      'PMT hari ke-7 dari 14; dimakan 5 hari',
    );
    expect(feedingProgress(aCourse(), '2026-03-07').why.sentence).toBe(
      'PMT hari ke-7 dari 14; hari dimakan tidak dicatat',
    );
  });
});
