import { describe, expect, test } from 'vitest';
import { monthlyRecap } from '#domain/recap/monthly-recap.ts';
import { wholeMonth, type RecapChild } from '#domain/recap/recap-input.ts';
import { monthsOfYear } from '#domain/recap/report.ts';
import { strata, type StrataEntries } from '#domain/recap/strata.ts';
import { weighings } from '../growth/records.ts';
import { doses } from '../immunization/children.ts';
import { aChild } from './village.ts';

const IDL =
  'HB-0 2025-01-10, BCG 2025-01-20, OPV 2025-01-20, OPV 2025-03-15, OPV 2025-04-15, OPV 2025-05-15, ' +
  'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15, IPV 2025-05-15, MR 2025-10-20';

/** Two children; the first comes to every session, the second to the first `also`. */
function year(sessions: number, also: number): ReturnType<typeof monthlyRecap>[] {
  const months = monthsOfYear(2026);
  const weighed = (count: number) =>
    weighings(...months.slice(0, count).map((month) => [`${month}-12`, 9000] as const));
  const children: RecapChild[] = [
    aChild('a', '2025-01-10', 'male', { measurements: weighed(sessions), doses: doses(IDL) }),
    aChild('b', '2025-01-10', 'female', { measurements: weighed(also) }),
  ];
  return months.map((month) => monthlyRecap(children, wholeMonth(month)));
}

const ALL: StrataEntries = {
  kader: 5,
  kiaPercent: 50,
  kbPercent: 50,
  hasExtraProgramme: true,
  healthFundPercent: 50,
};

function of(months: ReturnType<typeof year>, entries: Partial<StrataEntries> = {}) {
  const { atLeast, atMost } = strata(months, { ...ALL, ...entries });
  return [atLeast, atMost];
}

describe('strata', () => {
  test('eight weighings and five kader are madya, one less is pratama', () => {
    expect(of(year(8, 0), { kbPercent: 49 })).toEqual(['madya', 'madya']);
    expect(of(year(7, 7))).toEqual(['pratama', 'pratama']);
    expect(of(year(12, 12), { kader: 4.9 })).toEqual(['pratama', 'pratama']);
  });

  test('half of every coverage and one programme more are purnama', () => {
    expect(of(year(12, 0), { healthFundPercent: 49 })).toEqual(['purnama', 'purnama']);
    expect(of(year(12, 0), { hasExtraProgramme: false })).toEqual(['madya', 'madya']);
    expect(of(year(12, 0), { kiaPercent: 49.9 })).toEqual(['madya', 'madya']);
  });

  test('half in the health fund besides is mandiri', () => {
    expect(of(year(12, 12))).toEqual(['mandiri', 'mandiri']);
  });

  test('what nobody said leaves both ends open', () => {
    expect(of(year(12, 12), { healthFundPercent: null })).toEqual(['purnama', 'mandiri']);
    expect(of(year(12, 12), { kader: null })).toEqual(['pratama', 'mandiri']);
    expect(of([])).toEqual(['pratama', 'mandiri']);
  });

  test('D/S is the mean of the months with a session, IDL that of the last recap', () => {
    const { indicators } = strata(year(10, 5), ALL);
    const valueOf = (name: string) => indicators.find(({ indicator }) => indicator === name);
    expect(valueOf('weighings')?.value).toBe(10);
    expect(valueOf('dPerS')?.value).toBe(75);
    expect(valueOf('immunization')).toMatchObject({ value: 50, children: ['a'] });
    expect(valueOf('immunization')?.enoughFor).toBe('mandiri');
    expect(strata([], ALL).indicators[0]).toMatchObject({ value: null, enoughFor: null });
  });
});
