import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/dates.ts';
import { questionsAbout } from '#domain/growth/measurement-questions.ts';
import type { Measurement } from '#domain/measurement.ts';
import { aMeasurement, anEffective } from './records.ts';

/** 9 months on the day of measuring. */
const BOY = { sex: 'male', bornOn: '2026-02-10' } as const;

function ask(
  special: Partial<Measurement>,
  before: Partial<Measurement>[] = [],
  bornOn: string = BOY.bornOn,
) {
  const earlier = before.map((each, n) => anEffective(n, { measuredOn: '2026-10-12', ...each }));
  return questionsAbout({ ...BOY, bornOn }, aMeasurement(special), earlier);
}

describe('slips of the unit', () => {
  it.each([
    ['78 for 7,8 kg', { weightGrams: 78_000 }, 7800],
    ['780 for 7,8 kg', { weightGrams: 780_000 }, 7800],
    ['grams typed as kilograms', { weightGrams: 7_800_000 }, 7800],
    ['0,78 for 7,8 kg', { weightGrams: 780 }, 7800],
    ['710 for 71,0 cm', { lengthMm: 7100 }, 710],
    ['a head in millimetres', { headMm: 4450 }, 445],
    ['an arm in millimetres', { muacMm: 1420 }, 142],
  ])('asks about %s and says what was meant', (_, values, suggestion) => {
    expect(ask(values)).toEqual([
      { kind: 'unit-slip', field: Object.keys(values)[0], suggestion, comparedWith: null },
    ]);
  });

  it('does not guess a length from millimetres that lost its digits', () => {
    expect(ask({ lengthMm: 7 })).toMatchObject([{ kind: 'length-implausible', suggestion: null }]);
  });

  it('asks about a newborn of 32 kg', () => {
    expect(ask({ weightGrams: 32_000 }, [], '2026-11-10')).toMatchObject([{ suggestion: 3200 }]);
  });

  it('still knows a slip past the fifth birthday', () => {
    expect(ask({ weightGrams: 180_000 }, [], '2021-05-12')).toMatchObject([
      { kind: 'unit-slip', suggestion: 18_000 },
    ]);
  });
});

describe('implausible values', () => {
  it('are asked about without a suggestion where no unit explains them', () => {
    expect(ask({ weightGrams: 20_000 })).toMatchObject([
      { kind: 'weight-implausible', suggestion: null },
    ]);
    expect(ask({ lengthMm: 1100 })).toMatchObject([{ kind: 'length-implausible' }]);
    expect(ask({ headMm: 600 })).toMatchObject([{ kind: 'head-implausible' }]);
    expect(ask({ muacMm: 70 })).toMatchObject([{ kind: 'muac-implausible' }]);
  });

  it('are asked about together where each alone can be', () => {
    expect(ask({ weightGrams: 12_500, lengthMm: 620 })).toMatchObject([
      { kind: 'weight-against-length', field: 'weightGrams' },
    ]);
    expect(ask({ weightGrams: 12_500, lengthMm: 620, oedema: true })).toEqual([]);
  });
});

describe('against the time before', () => {
  it('never against a value that is itself implausible: the one before that serves', () => {
    const slip = { measuredOn: '2026-10-20', weightGrams: 30_000, lengthMm: 1000, headMm: 600 };
    const real = { weightGrams: 8600, lengthMm: 710, headMm: 445 };
    expect(ask({ ...real, position: 'lying' }, [real, slip])).toEqual([]);
    expect(ask({ weightGrams: 7800 }, [real, slip])).toMatchObject([
      { kind: 'weight-jump-down', comparedWith: 8600 },
    ]);
    expect(ask({ lengthMm: 704 }, [real, slip])).toMatchObject([
      { kind: 'length-shrank', comparedWith: 710 },
    ]);
    expect(ask({ headMm: 439 }, [real, slip])).toMatchObject([
      { kind: 'head-shrank', comparedWith: 445 },
    ]);
  });

  it('asks when the child became shorter, not for the error of measuring', () => {
    expect(ask({ lengthMm: 704 }, [{ lengthMm: 710 }])).toMatchObject([
      { kind: 'length-shrank', comparedWith: 710 },
    ]);
    expect(ask({ lengthMm: 705 }, [{ lengthMm: 710 }])).toEqual([]);
  });

  it('does not take standing up for shrinking', () => {
    const now = { lengthMm: 864, position: 'standing' } as const;
    const then = { lengthMm: 870, position: 'lying' } as const;
    expect(ask(now, [then], '2024-10-30')).toEqual([]);
    expect(ask({ ...now, lengthMm: 857 }, [then], '2024-10-30')).toMatchObject([
      { kind: 'length-shrank' },
    ]);
  });

  it('asks when the head became smaller', () => {
    expect(ask({ headMm: 440 }, [{ headMm: 450 }])).toMatchObject([{ kind: 'head-shrank' }]);
  });

  it('asks about a leap up and a fall down of the weight', () => {
    expect(ask({ weightGrams: 10_000 }, [{ weightGrams: 8500 }])).toMatchObject([
      { kind: 'weight-jump-up', comparedWith: 8500 },
    ]);
    expect(ask({ weightGrams: 7600 }, [{ weightGrams: 8500 }])).toMatchObject([
      { kind: 'weight-jump-down', comparedWith: 8500 },
    ]);
  });

  it('asks when a twelfth of the weight is gone, not for less', () => {
    expect(ask({ weightGrams: 9200 }, [{ weightGrams: 10_000 }])).toMatchObject([
      { kind: 'weight-jump-down' },
    ]);
    expect(ask({ weightGrams: 9210 }, [{ weightGrams: 10_000 }])).toEqual([]);
  });

  it('asks about a leap of the length', () => {
    expect(ask({ lengthMm: 760 }, [{ lengthMm: 700 }])).toMatchObject([{ kind: 'length-jump' }]);
  });

  it('asks nothing in an ordinary month', () => {
    const then = { weightGrams: 8500, lengthMm: 700, headMm: 445, muacMm: 140 };
    const now = { weightGrams: 8800, lengthMm: 715, headMm: 448, muacMm: 142 };
    expect(ask(now, [then])).toEqual([]);
  });

  it('asks nothing when a newborn gains as newborns do', () => {
    const newborn = '2026-10-01';
    const then = { measuredOn: '2026-10-12', weightGrams: 3300 };
    expect(ask({ weightGrams: 5300 }, [then], newborn)).toEqual([]);
    expect(ask({ weightGrams: 5900 }, [then], newborn)).toMatchObject([{ kind: 'weight-jump-up' }]);
  });

  it('compares with nothing voided, later, on the same day or long ago', () => {
    const heavy = { weightGrams: 13_000 };
    const voided = anEffective(1, { measuredOn: '2026-10-12', ...heavy }, true);
    const sameDay = anEffective(2, { measuredOn: '2026-11-12', ...heavy });
    const longAgo = anEffective(3, { measuredOn: addDays('2026-11-12', -93), ...heavy });
    const values = aMeasurement({ weightGrams: 8500 });
    expect(questionsAbout(BOY, values, [voided, sameDay, longAgo])).toEqual([]);
  });

  it('compares with the last one that has the value', () => {
    const earlier = [
      { measuredOn: '2026-09-12', lengthMm: 690 },
      { lengthMm: 710 },
      { measuredOn: '2026-11-01', weightGrams: 8500 },
    ];
    expect(ask({ lengthMm: 700 }, earlier)).toMatchObject([{ comparedWith: 710 }]);
  });
});

describe('how it was measured', () => {
  const position = (months: string, taken: 'lying' | 'standing', lengthMm: number) =>
    ask({ lengthMm, position: taken }, [], months);

  it('asks about standing before 9 months', () => {
    expect(position('2026-03-12', 'standing', 690)).toEqual([
      {
        kind: 'standing-under-9-months',
        field: 'position',
        suggestion: 'lying',
        comparedWith: null,
      },
    ]);
  });

  it('asks about standing before and lying after 24 months', () => {
    expect(position('2025-11-12', 'standing', 750)).toMatchObject([
      { kind: 'position-against-age', suggestion: 'lying' },
    ]);
    expect(position('2024-05-12', 'lying', 900)).toMatchObject([
      { kind: 'position-against-age', suggestion: 'standing' },
    ]);
  });

  it('asks nothing where the position fits, in month 24 for either, and where no length was taken', () => {
    expect(position('2025-11-12', 'lying', 750)).toEqual([]);
    expect(position('2024-05-12', 'standing', 900)).toEqual([]);
    expect(position('2024-11-12', 'standing', 870)).toEqual([]);
    expect(position('2024-11-01', 'lying', 870)).toEqual([]);
    expect(ask({ position: 'standing' })).toEqual([]);
  });
});

describe('nothing to ask', () => {
  it('about values that are not there or lie before birth', () => {
    expect(ask({})).toEqual([]);
    expect(ask({ weightGrams: 78_000 }, [], '2026-11-13')).toEqual([]);
  });
});
