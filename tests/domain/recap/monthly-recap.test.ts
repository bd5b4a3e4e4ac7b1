import { describe, expect, test } from 'vitest';
import { monthlyRecap } from '#domain/recap/monthly-recap.ts';
import { wholeMonth } from '#domain/recap/recap-input.ts';
import { RECAP_SETTINGS } from '#domain/recap/recap-settings.ts';
import { anEffective, weighings } from '../growth/records.ts';
import { aChild, NOVEMBER, VILLAGE } from './village.ts';

const recap = monthlyRecap(VILLAGE, NOVEMBER);

/** "01 02" for the children of a figure. */
function names(ids: readonly string[]): string {
  return ids.map((id) => id.slice(0, 2)).join(' ');
}

describe('the village in November', () => {
  test.each([
    ['s', '01 02 03 04 05 06 08 09 10 12 13 14 15 17'],
    ['k', '01 02 03 04 05 06 08 09 10 12 13 14 17'],
    ['d', '01 02 03 04 05 06 10 12 13 14 15'],
    ['n', '01 06 10'],
    ['t', '02 05 12'],
    ['o', '03 13 14'],
    ['b', '04 15'],
    ['needsChecking', '13 14'],
    ['dPrime', '01 02 05 06 10 12'],
    ['absent', '08 09 17'],
    ['came', '01 02 03 04 05 06 10 12 13 14 15 17'],
    ['twoT', '02'],
    ['kiaNotRecorded', '17'],
    ['bgm', '03'],
    ['underweight', '03 14'],
    ['severelyUnderweight', '14'],
    ['moderatelyUnderweight', '03'],
    ['weightForAgeJudged', '01 02 03 04 05 06 10 12 14 15'],
    ['lengthForAgeJudged', '03 04 06 17'],
    ['stunted', '03 06 17'],
    ['weightForLengthJudged', '03 04 06 14'],
    ['wasted', '03 14'],
    ['severelyWasted', '14'],
    ['overweight', '06'],
    ['implausible', '13'],
    ['oedema', '14'],
    ['reached36Months', '05'],
    ['reached36MonthsHeavy', '05'],
  ] as const)('%s counts %s', (figure, children) => {
    expect(names(recap.figures[figure])).toBe(children);
  });

  test('every ratio has its own denominator', () => {
    const { ratios } = recap;
    expect(ratios.kPerS.percent).toBeCloseTo((100 * 13) / 14);
    expect(ratios.dPerS.percent).toBeCloseTo((100 * 11) / 14);
    expect(ratios.dPerK.percent).toBeCloseTo((100 * 11) / 13);
    expect(ratios.nPerDPrime.percent).toBe(50);
    expect(ratios.nPerD.percent).toBeCloseTo((100 * 3) / 11);
    expect(ratios.stunted.percent).toBe(75);
    expect(ratios.wasted.percent).toBe(50);
    expect(ratios.overweight.percent).toBe(25);
    expect(ratios.underweight.percent).toBe(20);
  });

  test('a ratio names the children above and below its line', () => {
    expect(names(recap.ratios.stunted.numerator)).toBe('03 06 17');
    expect(names(recap.ratios.stunted.denominator)).toBe('03 04 06 17');
  });

  test('the age on the day weighed, else on the day of the posyandu, decides the group', () => {
    const groupOf = (id: string) =>
      recap.cells.filter(({ figures }) => figures.s.some((each) => each.startsWith(id)));
    expect(groupOf('01').map(({ group, sex }) => [group, sex])).toEqual([['6-11', 'male']]);
    expect(groupOf('04').map(({ group, sex }) => [group, sex])).toEqual([['24-35', 'female']]);
    expect(groupOf('05').map(({ group }) => group)).toEqual(['24-35']);
    expect(groupOf('06').map(({ group }) => group)).toEqual(['36-59']);
    expect(groupOf('08').map(({ group }) => group)).toEqual(['0-5']);
    expect(groupOf('09').map(({ group }) => group)).toEqual(['12-23']);
  });

  test('what is to be looked at is found, and nothing fails to add up', () => {
    const found = recap.findings.map(({ rule, children }) => [rule, names(children)]);
    expect(found).toEqual([
      ['weight-needs-checking', '13 14'],
      ['implausible-value', '13'],
      ['kia-not-recorded', '17'],
      ['weighed-without-kia', '15'],
      ['weighed-but-not-counted', '07'],
    ]);
  });

  test('births are counted also of who came too late to be weighed', () => {
    expect(names(recap.born)).toBe('08');
  });
});

describe('settings', () => {
  test('a child whose book nobody wrote down can be left out of K', () => {
    const settings = { ...RECAP_SETTINGS, kiaNotRecorded: 'does-not-own' } as const;
    const { figures } = monthlyRecap(VILLAGE, NOVEMBER, settings);
    expect(names(figures.k)).toBe('01 02 03 04 05 06 08 09 10 12 13 14');
    expect(names(figures.absent)).toBe('08 09');
  });

  test('implausible values can stand under the line, but are no case', () => {
    const settings = { ...RECAP_SETTINGS, implausible: 'counted' } as const;
    const { figures } = monthlyRecap(VILLAGE, NOVEMBER, settings);
    expect(names(figures.weightForAgeJudged)).toBe('01 02 03 04 05 06 10 12 13 14 15');
    expect(names(figures.underweight)).toBe('03 14');
  });

  test('a child with swollen feet can be left out of the indices of weight', () => {
    const settings = { ...RECAP_SETTINGS, oedema: 'left-out' } as const;
    const { figures } = monthlyRecap(VILLAGE, NOVEMBER, settings);
    expect(names(figures.severelyWasted)).toBe('');
    expect(names(figures.wasted)).toBe('03');
    expect(names(figures.weightForLengthJudged)).toBe('03 04 06');
  });
});

describe('an empty posyandu', () => {
  const empty = monthlyRecap([], NOVEMBER);

  test('has ten empty groups and no share of anything', () => {
    expect(empty.cells).toHaveLength(10);
    expect(empty.figures.s).toEqual([]);
    expect(Object.values(empty.ratios).map(({ percent }) => percent)).toEqual(
      Object.values(empty.ratios).map(() => null),
    );
    expect(empty.immunization.idl.percent).toBeNull();
    expect(empty.findings).toEqual([]);
  });
});

describe('boundaries of the month', () => {
  const weighed = (on: string) => ({ measurements: weighings([on, 12_000]) });

  test('without a day of the posyandu the last day of the month decides', () => {
    const child = aChild('a', '2021-11-20', 'male');
    expect(monthlyRecap([child], NOVEMBER).figures.s).toEqual(['a']);
    expect(monthlyRecap([child], wholeMonth('2026-11')).figures.s).toEqual([]);
  });

  test('who was weighed at 59 months is counted though 60 come before the month ends', () => {
    const child = aChild('a', '2021-11-20', 'male', weighed('2026-11-19'));
    expect(monthlyRecap([child], wholeMonth('2026-11')).figures.d).toEqual(['a']);
  });

  test('the first and the last day of the month are in it', () => {
    const children = [
      aChild('a', '2023-01-01', 'male', weighed('2026-11-01')),
      aChild('b', '2023-01-01', 'male', weighed('2026-11-30')),
      aChild('c', '2023-01-01', 'male', weighed('2026-10-31')),
      aChild('d', '2023-01-01', 'male', weighed('2026-12-01')),
    ];
    expect(monthlyRecap(children, NOVEMBER).figures.d).toEqual(['a', 'b']);
  });

  test('while the month runs, nothing after today is known', () => {
    const running = { ...NOVEMBER, on: '2026-11-12' };
    const children = [
      aChild('a', '2023-01-01', 'male', weighed('2026-11-13')),
      aChild('b', '2026-11-13', 'female'),
    ];
    const { figures, born } = monthlyRecap(children, running);
    expect(figures.s).toEqual(['a']);
    expect(figures.d).toEqual([]);
    expect(born).toEqual([]);
  });

  test('a child belongs to the posyandu from the month it came in, and not from the day it left on', () => {
    const children = [
      aChild('a', '2023-01-01', 'male', { since: '2026-11-29' }),
      aChild('b', '2023-01-01', 'male', { since: '2026-12-01' }),
      aChild('c', '2023-01-01', 'male', { left: { on: '2026-11-12', reason: 'moved' } }),
      aChild('d', '2023-01-01', 'male', { left: { on: '2026-11-13', reason: 'moved' } }),
    ];
    expect(monthlyRecap(children, NOVEMBER).figures.s).toEqual(['a', 'd']);
  });

  test('a death is told with whether it was a baby', () => {
    const left = { on: '2026-11-20', reason: 'died' } as const;
    const children = [
      aChild('a', '2025-11-21', 'male', { left }),
      aChild('b', '2025-11-20', 'male', { left }),
    ];
    expect(monthlyRecap(children, NOVEMBER).died).toEqual({ babies: ['a'], all: ['a', 'b'] });
  });
});

describe('two measurements in a month', () => {
  test('the last weighing counts, and a length taken another day is not lost', () => {
    const child = aChild('a', '2024-11-12', 'male', {
      measurements: [
        anEffective(1, { measuredOn: '2026-11-05', lengthMm: 790, position: 'standing' }),
        anEffective(2, { measuredOn: '2026-11-12', weightGrams: 12_000 }),
        anEffective(3, { measuredOn: '2026-11-20', weightGrams: 9000 }),
      ],
    });
    const { figures } = monthlyRecap([child], NOVEMBER);
    expect(figures.underweight).toEqual(['a']);
    expect(figures.stunted).toEqual(['a']);
    expect(figures.weightForLengthJudged).toEqual([]);
  });
});

describe('the shares of nutrition', () => {
  /** A girl of 24 months, 86 cm where nothing else is said. */
  const figuresOf = (weightGrams: number, lengthMm = 860) => {
    const measurements = [
      anEffective(1, { measuredOn: '2026-11-12', weightGrams, lengthMm, position: 'standing' }),
    ];
    const child = aChild('a', '2024-11-12', 'female', { measurements });
    const { figures } = monthlyRecap([child], NOVEMBER);
    return (
      [
        'severelyUnderweight',
        'moderatelyUnderweight',
        'underweight',
        'severelyStunted',
        'stunted',
        'severelyWasted',
        'wasted',
        'overweight',
      ] as const
    ).filter((key) => figures[key].length > 0);
  };

  test('the severe ones are among the whole, the moderate are not among the severe', () => {
    expect(figuresOf(11_500)).toEqual([]);
    expect(figuresOf(8500)).toEqual([
      'moderatelyUnderweight',
      'underweight',
      'severelyWasted',
      'wasted',
    ]);
    expect(figuresOf(7900)).toEqual([
      'severelyUnderweight',
      'underweight',
      'severelyWasted',
      'wasted',
    ]);
    expect(figuresOf(11_500, 780)).toEqual(['stunted']);
    expect(figuresOf(9800, 750)).toEqual(['severelyStunted', 'stunted']);
  });

  test('obesity counts as overweight, a risk of it does not', () => {
    expect(figuresOf(13_500)).toEqual([]);
    expect(figuresOf(14_600)).toEqual(['overweight']);
    expect(figuresOf(17_000)).toEqual(['overweight']);
  });
});

describe('a letter put in place by a person', () => {
  test('counts as that letter', () => {
    const gainOverride = { code: 'N', reason: 'garis mengikuti kurva' } as const;
    const child = aChild('a', '2025-01-15', 'male', {
      measurements: [
        anEffective(1, { measuredOn: '2026-10-12', weightGrams: 10_000 }),
        anEffective(2, { measuredOn: '2026-11-12', weightGrams: 10_100, gainOverride }),
      ],
    });
    expect(monthlyRecap([child], NOVEMBER).figures.n).toEqual(['a']);
  });
});

test('one sex or group without children has empty figures, not missing ones', () => {
  const boys = VILLAGE.filter(({ profile }) => profile.sex === 'male');
  const { cells } = monthlyRecap(boys, NOVEMBER);
  expect(cells.filter(({ sex }) => sex === 'female').map(({ figures }) => figures.s)).toEqual(
    Array.from({ length: 5 }, () => []),
  );
});
