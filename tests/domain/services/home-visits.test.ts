import { describe, expect, it } from 'vitest';
import { homeVisitNeeds, type HomeVisitFindings } from '#domain/services/home-visits.ts';
import type { HomeVisit } from '#domain/services/service-facts.ts';
import { aVisit } from './records.ts';

const NOTHING: HomeVisitFindings = {
  dangerSignsOn: null,
  tbcSignsOn: null,
  openReferralOn: null,
  belowRedLine: false,
  twoT: false,
  sessionsAbsent: 0,
  missedDoses: [],
};
const ON = '2026-11-23';

function reasons(
  special: Partial<HomeVisitFindings>,
  visits: readonly HomeVisit[] = [],
  on = ON,
  bornOn = '2026-03-01',
): string[] {
  return homeVisitNeeds({ bornOn }, { ...NOTHING, ...special }, visits, on).map(
    ({ reason }) => reason,
  );
}

describe('whom to visit at home', () => {
  it('nobody about whom nothing is known', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ belowRedLine: null, twoT: null })).toEqual([]);
  });

  it('tells every reason, the most pressing first', () => {
    expect(
      reasons(
        {
          dangerSignsOn: '2026-11-20',
          tbcSignsOn: '2026-11-12',
          openReferralOn: '2026-11-12',
          belowRedLine: true,
          twoT: true,
          sessionsAbsent: 2,
          missedDoses: ['MR 1'],
        },
        [],
        ON,
        '2024-03-01',
      ),
    ).toEqual([
      'danger-sign',
      'referral-not-gone',
      'tbc-signs',
      'below-red-line',
      'not-gained-twice',
      'absent-two-months',
      'missed-immunization',
      'yearly',
    ]);
  });

  it.each([
    [0, []],
    [1, ['not-weighed']],
    [2, ['absent-two-months']],
    [5, ['absent-two-months']],
  ])('not weighed %d times in a row: %o', (sessionsAbsent, expected) => {
    expect(reasons({ sessionsAbsent })).toEqual(expected);
  });

  it.each([
    ['2026-11-17', []],
    ['2026-11-16', ['referral-not-gone']],
  ])('a referral of %s nobody has seen: %o', (openReferralOn, expected) => {
    expect(reasons({ openReferralOn })).toEqual(expected);
  });

  it.each([
    ['2025-11-24', []],
    ['2025-11-23', ['yearly']],
  ])('a family never visited since the birth on %s: %o', (bornOn, expected) => {
    expect(reasons({}, [], ON, bornOn)).toEqual(expected);
  });

  it('the year begins anew with each time the family was met', () => {
    const bornOn = '2024-01-01';
    expect(reasons({}, [aVisit({ visitedOn: '2025-11-24' })], ON, bornOn)).toEqual([]);
    expect(reasons({}, [aVisit({ visitedOn: '2025-11-23' })], ON, bornOn)).toEqual(['yearly']);
    const notMet = aVisit({ visitedOn: '2026-10-01', outcome: 'not-at-home' });
    expect(reasons({}, [notMet], ON, bornOn)).toEqual(['yearly']);
  });
});

describe('a reason the family was met for', () => {
  const met = (visitedOn: string, ...named: HomeVisit['reasons']) =>
    aVisit({ visitedOn, reasons: named });

  it('is not told again for 30 days', () => {
    expect(reasons({ twoT: true }, [met('2026-10-24', 'not-gained-twice')])).toEqual([]);
    expect(reasons({ twoT: true }, [met('2026-10-23', 'not-gained-twice')])).toEqual([
      'not-gained-twice',
    ]);
  });

  it('is told when the visit was for something else, found nobody, or lies ahead', () => {
    const still = ['not-gained-twice'];
    expect(reasons({ twoT: true }, [met('2026-11-20', 'below-red-line')])).toEqual(still);
    const notMet = aVisit({ reasons: ['not-gained-twice'], outcome: 'not-at-home' });
    expect(reasons({ twoT: true }, [notMet])).toEqual(still);
    expect(reasons({ twoT: true }, [met('2026-11-24', 'not-gained-twice')])).toEqual(still);
  });

  it('danger signs found after the visit are told again, those found before are not', () => {
    const found = { dangerSignsOn: '2026-11-15' };
    expect(reasons(found, [met('2026-11-14', 'danger-sign')])).toEqual(['danger-sign']);
    expect(reasons(found, [met('2026-11-15', 'danger-sign')])).toEqual([]);
    expect(reasons({ tbcSignsOn: '2026-08-15' }, [met('2026-08-20', 'tbc-signs')])).toEqual([]);
  });
});

it('every reason comes with its sentence and source', () => {
  const [need] = homeVisitNeeds(
    { bornOn: '2026-03-01' },
    { ...NOTHING, missedDoses: ['PCV 2', 'MR 1'] },
    [],
    ON,
  );
  expect(need?.why).toEqual({
    rule: 'home-visit/missed-immunization',
    source: expect.stringContaining('Modul kader'),
    sentence: 'Imunisasi terlewat: PCV 2, MR 1',
  });
});
