import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, addToMonth, monthOf } from '#domain/dates.ts';
import { indexResults } from '#domain/growth/index-results.ts';
import {
  isSoftTwoT,
  isTwoT,
  minimumGainGrams,
  needsChecking,
  reportColumn,
  weightGainIn,
} from '#domain/growth/weight-gain.ts';
import type { GainOverride, Measurement } from '#domain/measurement.ts';
import { aMeasurement, anEffective, weighings } from './records.ts';

const BOY = { sex: 'male', bornOn: '2025-11-10' } as const;
const GIRL = { sex: 'female', bornOn: '2025-11-10' } as const;

/** 13 completed months in December 2026: the KBM is 200 g for both. */
const NOVEMBER: readonly [string, number] = ['2026-11-12', 8000];

describe('KBM', () => {
  const boys = [null, 800, 900, 800, 600, 500, 400, 400, 300, 300, 300, 300];
  const girls = [null, 800, 900, 800, 600, 500, 400, 300, 300, 300, 300, 200];
  const rest = Array.from({ length: 49 }, () => 200);

  it('is what the boys’ card says in every month', () => {
    expect(Array.from({ length: 61 }, (_, month) => minimumGainGrams('male', month))).toEqual([
      ...boys,
      ...rest,
    ]);
  });

  it('is what the girls’ card says in every month', () => {
    expect(Array.from({ length: 61 }, (_, month) => minimumGainGrams('female', month))).toEqual([
      ...girls,
      ...rest,
    ]);
  });

  it('has no figure before birth and past the card', () => {
    expect(minimumGainGrams('male', -1)).toBeNull();
    expect(minimumGainGrams('male', 61)).toBeNull();
  });

  it('is taken by the age at the present weighing, for boys and girls apart', () => {
    const seventh = weighings(['2026-05-12', 7000], ['2026-06-12', 7350]);
    expect(weightGainIn(BOY, seventh, '2026-06')).toMatchObject({ code: 'T', expectedGrams: 400 });
    expect(weightGainIn(GIRL, seventh, '2026-06')).toMatchObject({ code: 'N', expectedGrams: 300 });
    const eleventh = weighings(['2026-09-12', 8000], ['2026-10-12', 8250]);
    expect(weightGainIn(BOY, eleventh, '2026-10')).toMatchObject({ code: 'T', expectedGrams: 300 });
    expect(weightGainIn(GIRL, eleventh, '2026-10').code).toBe('N');
  });
});

describe('the letter of a month', () => {
  it('is N when the gain equals the KBM, T one gram below', () => {
    const equal = weighings(NOVEMBER, ['2026-12-10', 8200]);
    expect(weightGainIn(BOY, equal, '2026-12')).toMatchObject({ code: 'N', gainGrams: 200 });
    const below = weighings(NOVEMBER, ['2026-12-10', 8199]);
    expect(weightGainIn(BOY, below, '2026-12')).toMatchObject({ code: 'T', gainGrams: 199 });
  });

  it('is T when the weight falls', () => {
    const lost = weighings(NOVEMBER, ['2026-12-10', 7800]);
    expect(weightGainIn(BOY, lost, '2026-12')).toMatchObject({ code: 'T', gainGrams: -200 });
  });

  it('is B at the first weighing, whatever the birth weight', () => {
    expect(weightGainIn(BOY, weighings(NOVEMBER), '2026-11')).toEqual({
      code: 'B',
      computed: 'B',
      override: null,
      noLetter: null,
      gainGrams: null,
      expectedGrams: null,
      previous: null,
    });
  });

  it('stays B when a child is weighed twice in its first month', () => {
    const twice = weighings(['2026-11-02', 7900], NOVEMBER);
    expect(weightGainIn(BOY, twice, '2026-11').code).toBe('B');
  });

  it('is O after a month without weighing, with the gain told but not judged', () => {
    const gap = weighings(['2026-09-12', 7000], NOVEMBER);
    expect(weightGainIn(BOY, gap, '2026-11')).toMatchObject({
      code: 'O',
      gainGrams: 1000,
      expectedGrams: null,
    });
  });

  it('goes by calendar months, not by thirty days', () => {
    const close = weighings(['2026-10-31', 8000], ['2026-11-01', 8000]);
    expect(weightGainIn(BOY, close, '2026-11').code).toBe('T');
    const far = weighings(['2026-10-01', 8000], ['2026-11-30', 8200]);
    expect(weightGainIn(BOY, far, '2026-11').code).toBe('N');
  });

  it('goes from December to January', () => {
    const years = weighings(['2026-12-12', 8000], ['2027-01-12', 8200]);
    expect(weightGainIn(BOY, years, '2027-01').code).toBe('N');
  });

  it('takes the last weighing of either month', () => {
    const twice = weighings(
      ['2026-10-02', 7000],
      ['2026-10-28', 8000],
      ['2026-11-02', 8200],
      ['2026-11-20', 8100],
    );
    expect(weightGainIn(BOY, twice, '2026-11')).toMatchObject({ code: 'T', gainGrams: 100 });
  });

  it('is none in a month without weighing, though a length was taken', () => {
    const [october] = weighings(['2026-10-12', 8000]);
    const onlyLength = anEffective(9, { measuredOn: '2026-11-12', lengthMm: 720 });
    const gain = weightGainIn(
      BOY,
      [october, onlyLength].filter((each) => each !== undefined),
      '2026-11',
    );
    expect(gain.code).toBeNull();
    expect(gain.previous).toBe(october);
  });

  it('never counts a voided weighing', () => {
    const voided = anEffective(1, { measuredOn: '2026-10-12', weightGrams: 9000 }, true);
    const now = anEffective(2, { measuredOn: '2026-11-12', weightGrams: 8000 });
    expect(weightGainIn(BOY, [voided, now], '2026-11').code).toBe('B');
  });

  it('in the first month of life asks only that the weight does not stand still', () => {
    const newborn = { sex: 'male', bornOn: '2026-10-25' } as const;
    const up = weighings(['2026-10-26', 3000], ['2026-11-12', 3001]);
    expect(weightGainIn(newborn, up, '2026-11')).toMatchObject({ code: 'N', expectedGrams: null });
    const still = weighings(['2026-10-26', 3000], ['2026-11-12', 3000]);
    expect(weightGainIn(newborn, still, '2026-11').code).toBe('T');
  });

  it('ends with the card: a letter in month 60, none in month 61', () => {
    const old = { sex: 'male', bornOn: '2021-11-10' } as const;
    expect(
      weightGainIn(old, weighings(['2026-10-12', 17_000], ['2026-11-12', 17_300]), '2026-11').code,
    ).toBe('N');
    expect(
      weightGainIn(old, weighings(['2026-11-12', 17_000], ['2026-12-12', 17_300]), '2026-12').code,
    ).toBeNull();
  });
});

describe('a weight that cannot be compared', () => {
  /** 30 kg at 12 months is far beyond the WHO flag; 8 kg is not. */
  const SLIP = 30_000;

  it('gives no letter but its reason, and no gain', () => {
    const gain = weightGainIn(
      BOY,
      weighings(['2026-10-12', 8000], ['2026-11-12', SLIP]),
      '2026-11',
    );
    expect(gain).toMatchObject({
      code: null,
      computed: null,
      noLetter: 'weight-implausible',
      gainGrams: null,
      expectedGrams: null,
    });
    expect(gain.previous?.measurement.weightGrams).toBe(8000);
  });

  it('does not serve as last month’s weight: the month after has no letter either', () => {
    const rows = weighings(['2026-09-12', 7900], ['2026-10-12', SLIP], ['2026-11-12', 8200]);
    const gain = weightGainIn(BOY, rows, '2026-11');
    expect(gain).toMatchObject({ code: null, noLetter: 'previous-implausible', gainGrams: 300 });
    expect(gain.previous?.measurement.measuredOn).toBe('2026-09-12');
  });

  it('is comparable up to the WHO flag and not beyond it', () => {
    const born = { sex: 'male', bornOn: '2025-11-12' } as const;
    const weights = Array.from({ length: 200 }, (_, n) => 14_500 + n * 10);
    const first = weights.find(
      (grams) =>
        weightGainIn(born, weighings(['2026-10-12', 8000], ['2026-11-12', grams]), '2026-11')
          .noLetter === 'weight-implausible',
    );
    const z = (grams: number) =>
      indexResults(born, { ...aMeasurement({ measuredOn: '2026-11-12', weightGrams: grams }) })
        .weightForAge;
    expect(z(first ?? 0)).toMatchObject({ status: 'implausible', z: 5.01 });
    expect(z((first ?? 0) - 10)).toMatchObject({ status: 'assessed' });
  });

  it('stays B or O where that is what the month is: neither rests on the number', () => {
    expect(weightGainIn(BOY, weighings(['2026-11-12', SLIP]), '2026-11')).toMatchObject({
      code: 'B',
      gainGrams: null,
    });
    const afterGap = weighings(['2026-09-12', 7900], ['2026-11-12', SLIP]);
    expect(weightGainIn(BOY, afterGap, '2026-11')).toMatchObject({ code: 'O', gainGrams: null });
  });

  it('is also one taken with swollen feet, before and now', () => {
    const swollen = (n: number, measuredOn: string, oedema: boolean) =>
      anEffective(n, { measuredOn, weightGrams: 8000 + n * 500, oedema });
    const now = [swollen(1, '2026-10-12', false), swollen(2, '2026-11-12', true)];
    expect(weightGainIn(BOY, now, '2026-11').noLetter).toBe('weight-with-oedema');
    const before = [swollen(1, '2026-10-12', true), swollen(2, '2026-11-12', false)];
    expect(weightGainIn(BOY, before, '2026-11').noLetter).toBe('previous-with-oedema');
  });

  it('stands with O in the report and is named as one to check', () => {
    const rows = weighings(['2026-09-12', 7900], ['2026-10-12', SLIP], ['2026-11-12', 8200]);
    for (const month of ['2026-10', '2026-11']) {
      const gain = weightGainIn(BOY, rows, month);
      expect([reportColumn(gain), needsChecking(gain)]).toEqual(['O', true]);
    }
    const ordinary = weightGainIn(BOY, weighings(NOVEMBER), '2026-11');
    expect([reportColumn(ordinary), needsChecking(ordinary)]).toEqual(['B', false]);
    const absent = weightGainIn(BOY, weighings(NOVEMBER), '2026-12');
    expect([reportColumn(absent), needsChecking(absent)]).toEqual([null, false]);
  });

  it('neither makes 2T nor hides that the last letters were T', () => {
    const rows = weighings(
      ['2026-07-12', 7900],
      ['2026-08-12', 7900],
      ['2026-09-12', SLIP],
      ['2026-10-12', 7900],
      ['2026-11-12', 7900],
    );
    expect(isTwoT(BOY, rows, '2026-09')).toBe(false);
    expect(isTwoT(BOY, rows, '2026-11')).toBe(false);
    expect(isSoftTwoT(BOY, rows, '2026-11')).toBe(true);
  });
});

describe('a letter changed by a person', () => {
  const changed = (code: GainOverride['code'], special: Partial<Measurement>) =>
    anEffective(2, { ...special, gainOverride: { code, reason: 'Mengikuti garisnya' } });
  const [october] = weighings(['2026-10-12', 8000]);
  const since = (special: Partial<Measurement>, code: GainOverride['code']) =>
    weightGainIn(
      BOY,
      [...(october === undefined ? [] : [october]), changed(code, special)],
      '2026-11',
    );

  it('counts, and what was computed stays known with the reason', () => {
    expect(since({ measuredOn: '2026-11-12', weightGrams: 8100 }, 'N')).toMatchObject({
      code: 'N',
      computed: 'T',
      override: { code: 'N', reason: 'Mengikuti garisnya' },
      gainGrams: 100,
      expectedGrams: 200,
    });
    expect(since({ measuredOn: '2026-11-12', weightGrams: 8300 }, 'T')).toMatchObject({
      code: 'T',
      computed: 'N',
    });
  });

  it('that says what was computed changes nothing', () => {
    expect(since({ measuredOn: '2026-11-12', weightGrams: 8100 }, 'T')).toMatchObject({
      code: 'T',
      override: null,
    });
  });

  it('cannot replace B, O or a missing letter', () => {
    const alone = (special: Partial<Measurement>) =>
      weightGainIn(BOY, [changed('N', special)], '2026-11');
    expect(alone({ measuredOn: '2026-11-12', weightGrams: 8000 })).toMatchObject({
      code: 'B',
      override: null,
    });
    expect(since({ measuredOn: '2026-11-12', weightGrams: 30_000 }, 'N')).toMatchObject({
      code: null,
      override: null,
    });
    const gap = [
      ...weighings(['2026-09-12', 8000]),
      changed('T', { measuredOn: '2026-11-12', weightGrams: 8000 }),
    ];
    expect(weightGainIn(BOY, gap, '2026-11')).toMatchObject({ code: 'O', override: null });
  });

  it('counts in 2T', () => {
    const rows = weighings(['2026-09-12', 8000], ['2026-10-12', 8000]);
    const now = { measuredOn: '2026-11-12', weightGrams: 8500 };
    expect(isTwoT(BOY, [...rows, changed('N', now)], '2026-11')).toBe(false);
    expect(isTwoT(BOY, [...rows, changed('T', now)], '2026-11')).toBe(true);
  });
});

describe('2T', () => {
  const flat = weighings(
    ['2026-08-12', 8000],
    ['2026-09-12', 8000],
    ['2026-10-12', 8000],
    ['2026-11-12', 8500],
  );

  it('is T in two months running', () => {
    expect(isTwoT(BOY, flat, '2026-09')).toBe(false);
    expect(isTwoT(BOY, flat, '2026-10')).toBe(true);
    expect(isTwoT(BOY, flat, '2026-11')).toBe(false);
  });

  it('is only a warning when an O lies between', () => {
    const gap = weighings(
      ['2026-07-12', 8000],
      ['2026-08-12', 8000],
      ['2026-10-12', 8000],
      ['2026-11-12', 8000],
    );
    expect(isTwoT(BOY, gap, '2026-11')).toBe(false);
    expect(isSoftTwoT(BOY, gap, '2026-11')).toBe(true);
    expect(isSoftTwoT(BOY, flat, '2026-10')).toBe(false);
  });

  it('is no warning when the weight rose before the gap', () => {
    const rose = weighings(
      ['2026-07-12', 8000],
      ['2026-08-12', 8500],
      ['2026-10-12', 8500],
      ['2026-11-12', 8500],
    );
    expect(isSoftTwoT(BOY, rose, '2026-11')).toBe(false);
  });
});

describe('laws', () => {
  /** Months with or without a weighing, any weights, some days shuffled. */
  const history = fc.array(
    fc.option(
      fc.record({
        day: fc.integer({ min: 0, max: 27 }),
        grams: fc.integer({ min: 2000, max: 20_000 }),
      }),
    ),
    { minLength: 1, maxLength: 40 },
  );
  const born = fc.integer({ min: 0, max: 27 }).map((day) => addDays('2024-01-01', day));
  const child = fc.record({ sex: fc.constantFrom('male', 'female'), bornOn: born });

  function recordsOf(months: readonly ({ day: number; grams: number } | null)[]) {
    return months.flatMap((each, n) =>
      each === null
        ? []
        : [
            anEffective(n, {
              measuredOn: addDays(addMonths('2024-02-01', n), each.day),
              weightGrams: each.grams,
            }),
          ],
    );
  }

  it('every weighed child stands in exactly one column of the report, and B comes once, first', () => {
    fc.assert(
      fc.property(child, history, (who, months) => {
        const records = recordsOf(months);
        const gains = records.map(({ measurement }) =>
          weightGainIn(who, records, monthOf(measurement.measuredOn)),
        );
        const columns = gains.map(reportColumn);
        expect(columns.slice(1)).not.toContain('B');
        expect(columns.slice(0, 1).every((letter) => letter === 'B')).toBe(true);
        expect(columns).not.toContain(null);
        for (const gain of gains) expect(gain.code === null).toBe(gain.noLetter !== null);
      }),
      { seed: 20231, numRuns: 2000 },
    );
  });

  it('a letter rests on two plausible weights or on none', () => {
    fc.assert(
      fc.property(child, history, (who, months) => {
        const records = recordsOf(months);
        const plausible = (month: string) =>
          records.every(
            ({ measurement }) =>
              monthOf(measurement.measuredOn) !== month ||
              indexResults(who, measurement).weightForAge.status === 'assessed',
          );
        for (const { measurement } of records) {
          const month = monthOf(measurement.measuredOn);
          const { code } = weightGainIn(who, records, month);
          if (code !== 'N' && code !== 'T') continue;
          expect([plausible(month), plausible(addToMonth(month, -1))]).toEqual([true, true]);
        }
      }),
      { seed: 20234, numRuns: 1000 },
    );
  });

  it('whoever changes a letter, what was computed and the gain stay the same', () => {
    fc.assert(
      fc.property(child, history, fc.constantFrom('N', 'T'), (who, months, code) => {
        const records = recordsOf(months);
        const overridden = records.map((each) => ({
          ...each,
          measurement: { ...each.measurement, gainOverride: { code, reason: 'x' } },
        }));
        for (const { measurement } of records) {
          const month = monthOf(measurement.measuredOn);
          const before = weightGainIn(who, records, month);
          const after = weightGainIn(who, overridden, month);
          expect(after).toMatchObject({
            computed: before.code,
            gainGrams: before.gainGrams,
            expectedGrams: before.expectedGrams,
            noLetter: before.noLetter,
          });
          const exchanged = before.code === 'N' || before.code === 'T' ? code : before.code;
          expect(after.code).toBe(exchanged);
          expect(reportColumn(after) === 'O').toBe(reportColumn(before) === 'O');
        }
      }),
      { seed: 20235, numRuns: 1000 },
    );
  });

  it('O stands exactly where the month before has no weighing', () => {
    fc.assert(
      fc.property(child, history, (who, months) => {
        const records = recordsOf(months);
        const weighed = new Set(records.map(({ measurement }) => monthOf(measurement.measuredOn)));
        const [first] = weighed;
        for (const month of weighed) {
          const isO = weightGainIn(who, records, month).code === 'O';
          expect(isO).toBe(month !== first && !weighed.has(addToMonth(month, -1)));
        }
      }),
      { seed: 20232, numRuns: 2000 },
    );
  });

  it('the order of the records and voided ones among them do not matter', () => {
    fc.assert(
      fc.property(child, history, (who, months) => {
        const records = recordsOf(months);
        const noise = records.map(({ measurement }, n) =>
          anEffective(1000 + n, { ...measurement, weightGrams: 1 }, true),
        );
        for (const { measurement } of records) {
          const month = monthOf(measurement.measuredOn);
          expect(weightGainIn(who, [...noise, ...records].reverse(), month)).toEqual(
            weightGainIn(who, records, month),
          );
        }
      }),
      { seed: 20233, numRuns: 500 },
    );
  });
});
