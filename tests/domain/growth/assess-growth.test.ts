import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '#domain/dates.ts';
import { assessGrowth, holdsWithout } from '#domain/growth/assess-growth.ts';
import { valueAtZ } from '#domain/growth/curve-points.ts';
import { GROWTH_INDICES, type GrowthIndex } from '#domain/growth/nutrition-status.ts';
import type { Measurement } from '#domain/measurement.ts';
import { anEffective, weighings } from './records.ts';

const BORN = '2025-05-12';
const BOY = { sex: 'male', bornOn: BORN } as const;

/** A boy of 18 months, ordinary in everything. */
const ORDINARY: Partial<Measurement> = {
  measuredOn: '2026-11-12',
  weightGrams: 10_900,
  lengthMm: 820,
  position: 'lying',
  headMm: 474,
  muacMm: 150,
  oedema: false,
};

function assess(
  special: Partial<Measurement> = {},
  child: { sex: 'male' | 'female'; bornOn: string } = BOY,
) {
  return assessGrowth(child, [anEffective(1, { ...ORDINARY, ...special })], '2026-11-30');
}

describe('which measurement is judged', () => {
  const history = [
    anEffective(3, { ...ORDINARY, measuredOn: '2026-12-12', weightGrams: 11_300 }),
    anEffective(1, { ...ORDINARY, measuredOn: '2026-10-12', weightGrams: 10_500 }),
    anEffective(2, { ...ORDINARY, measuredOn: '2026-11-12' }),
  ];

  it('is the latest up to the day asked about', () => {
    expect(assessGrowth(BOY, history, '2026-11-12').assessed).toBe(history[2]);
    expect(assessGrowth(BOY, history, '2026-11-11').assessed).toBe(history[1]);
    expect(assessGrowth(BOY, history, '2027-01-01').assessed).toBe(history[0]);
  });

  it('is never a voided one', () => {
    const voided = anEffective(
      9,
      { ...ORDINARY, measuredOn: '2026-11-20', weightGrams: 5000 },
      true,
    );
    const assessment = assessGrowth(BOY, [...history, voided], '2026-11-30');
    expect(assessment.assessed).toBe(history[2]);
    expect(assessment.weightGain.code).toBe('N');
  });

  it('on one day is the one recorded last', () => {
    const second = anEffective(5, { ...ORDINARY, weightGrams: 11_000 });
    expect(assessGrowth(BOY, [second, ...history], '2026-11-30').assessed).toBe(second);
  });

  it('gives the age on its day, and the age today where there is none', () => {
    expect(assess()).toMatchObject({ ageDays: 549, ageMonths: 18 });
    const none = assessGrowth(BOY, [], '2026-11-30');
    expect(none).toMatchObject({
      ageMonths: 18,
      ageDays: 567,
      assessed: null,
      referrals: [],
      questions: [],
    });
    expect(none.weightGain).toEqual({
      code: null,
      computed: null,
      override: null,
      noLetter: 'not-weighed',
      gainGrams: null,
      expectedGrams: null,
      previous: null,
    });
  });
});

describe('an ordinary child', () => {
  it('is judged in every index, with nothing to refer and nothing to ask', () => {
    const { indices, referrals, questions, bgm, aboveOrangeLine, weightGain } = assess();
    expect(indices).toMatchObject({
      weightForAge: { status: 'assessed', category: 'normal-weight', curve: null },
      lengthForAge: { status: 'assessed', category: 'normal-length', curve: 'length' },
      weightForLength: { status: 'assessed', category: 'normal-nutrition', curve: 'length' },
      bmiForAge: { status: 'assessed', category: 'normal-nutrition', curve: 'length' },
      headForAge: { status: 'assessed', category: 'normal-head', curve: null },
      muacForAge: { status: 'assessed', category: 'muac-green', z: null, mm: 150 },
    });
    expect({ referrals, questions, bgm, aboveOrangeLine, code: weightGain.code }).toEqual({
      referrals: [],
      questions: [],
      bgm: false,
      aboveOrangeLine: false,
      code: 'B',
    });
  });
});

describe('how it was measured', () => {
  it('adds 7 mm to a height before 24 months and says so', () => {
    const { lengthForAge } = assess({ position: 'standing', lengthMm: 813 }).indices;
    expect(lengthForAge).toMatchObject({
      correctionMm: 7,
      curve: 'length',
      positionIgnored: false,
    });
    expect(lengthForAge).toMatchObject({ z: zOf(assess({ lengthMm: 820 }).indices.lengthForAge) });
  });

  it('takes 7 mm from a length from day 731 on', () => {
    const child = { ...BOY, bornOn: addDays('2026-11-12', -731) };
    const { lengthForAge } = assess({ position: 'lying', lengthMm: 877 }, child).indices;
    expect(lengthForAge).toMatchObject({ correctionMm: -7, curve: 'height' });
    const standing = assess({ position: 'standing', lengthMm: 870 }, child).indices.lengthForAge;
    expect(zOf(lengthForAge)).toBe(zOf(standing));
  });

  it('is on the length side on day 730 and on the height side on day 731', () => {
    const at = (days: number) =>
      assess({}, { ...BOY, bornOn: addDays('2026-11-12', -days) }).indices.lengthForAge;
    expect(at(730)).toMatchObject({ curve: 'length', correctionMm: 0 });
    expect(at(731)).toMatchObject({ curve: 'height', correctionMm: -7 });
  });

  it('does not believe standing on day 273 and corrects it on day 274', () => {
    const at = (days: number) =>
      assess(
        { position: 'standing', lengthMm: 710, weightGrams: 8800 },
        { ...BOY, bornOn: addDays('2026-11-12', -days) },
      ).indices.lengthForAge;
    expect(at(273)).toMatchObject({ positionIgnored: true, correctionMm: 0 });
    expect(at(274)).toMatchObject({ positionIgnored: false, correctionMm: 7 });
  });

  it('corrects nothing when nobody noted the position', () => {
    expect(assess({ position: null }).indices.lengthForAge).toMatchObject({ correctionMm: 0 });
  });
});

describe('why there is no judgement', () => {
  const reasons = (
    special: Partial<Measurement>,
    child?: typeof BOY | { sex: 'male'; bornOn: string },
  ) => {
    const { indices } = assess(special, child);
    return Object.fromEntries(
      GROWTH_INDICES.map((index) => {
        const result = indices[index];
        return [index, result.status === 'not-assessed' ? result.reason : result.status];
      }),
    );
  };

  it('says that nothing was measured', () => {
    const { indices } = assessGrowth(BOY, [], '2026-11-30');
    for (const index of GROWTH_INDICES) {
      expect(indices[index]).toEqual({ status: 'not-assessed', reason: 'not-measured' });
    }
  });

  it('says that weight, length, head or arm are missing', () => {
    expect(reasons({ weightGrams: null })).toMatchObject({
      weightForAge: 'no-weight',
      lengthForAge: 'assessed',
      weightForLength: 'no-weight',
      bmiForAge: 'no-weight',
    });
    expect(reasons({ lengthMm: null, headMm: null, muacMm: null })).toEqual({
      weightForAge: 'assessed',
      lengthForAge: 'no-length',
      weightForLength: 'no-length',
      bmiForAge: 'no-length',
      headForAge: 'not-measured',
      muacForAge: 'not-measured',
    });
  });

  it('says that swollen feet forbid judging by weight, and refers at once', () => {
    expect(reasons({ oedema: true })).toEqual({
      weightForAge: 'oedema',
      lengthForAge: 'assessed',
      weightForLength: 'oedema',
      bmiForAge: 'oedema',
      headForAge: 'assessed',
      muacForAge: 'assessed',
    });
    const { bgm, aboveOrangeLine, referrals } = assess({ oedema: true });
    expect([bgm, aboveOrangeLine]).toEqual([null, null]);
    expect(referrals[0]).toMatchObject({ finding: 'oedema', urgency: 'immediate' });
  });

  it('says that the length lies outside the table', () => {
    const small = { ...BOY, bornOn: addDays('2026-11-12', -20) };
    expect(reasons({ weightGrams: 2000, lengthMm: 449 }, small)['weightForLength']).toBe(
      'outside-table',
    );
    expect(reasons({ weightGrams: 2000, lengthMm: 450 }, small)['weightForLength']).not.toBe(
      'outside-table',
    );
  });

  it('says that the day lies before birth', () => {
    const unborn = { ...BOY, bornOn: '2026-11-13' };
    expect(new Set(Object.values(reasons({}, unborn)))).toEqual(new Set(['before-birth']));
  });

  it('judges LiLA from 6 to 59 completed months only', () => {
    const at = (months: number, days = 0) =>
      reasons({}, { ...BOY, bornOn: addDays(addMonths('2026-11-12', -months), days) })[
        'muacForAge'
      ];
    expect(at(6, 1)).toBe('too-young');
    expect(at(6)).toBe('assessed');
    expect(at(60, 1)).toBe('assessed');
    expect(at(60)).toBe('too-old');
  });

  it('judges month 60 as far as the tables reach, and nothing after it', () => {
    const sixty = { sex: 'male', bornOn: '2021-11-12' } as const;
    const on = (measuredOn: string) =>
      reasons({ measuredOn, weightGrams: 18_000, lengthMm: 1090, position: 'standing' }, sixty);
    expect(on('2026-11-12')).toMatchObject({
      weightForAge: 'assessed',
      weightForLength: 'assessed',
    });
    expect(on('2026-11-13')).toMatchObject({
      weightForAge: 'outside-table',
      lengthForAge: 'outside-table',
      bmiForAge: 'outside-table',
      weightForLength: 'assessed',
    });
    const after = assessGrowth(
      sixty,
      [anEffective(1, { ...ORDINARY, measuredOn: '2026-12-12' })],
      '2026-12-12',
    );
    expect(after.indices.weightForLength).toEqual({ status: 'not-assessed', reason: 'too-old' });
  });

  it('never makes an implausible value into a category', () => {
    const { indices, bgm, questions } = assess({ weightGrams: 4000 });
    expect(indices.weightForAge).toMatchObject({ status: 'implausible' });
    expect(indices.weightForAge).not.toHaveProperty('category');
    expect(bgm).toBeNull();
    expect(questions[0]).toMatchObject({ field: 'weightGrams' });
  });
});

describe('the lines of the KMS', () => {
  const gramsAt = (z: number) =>
    Math.round((valueAtZ({ indicator: 'weightForAge', sex: 'male', x: 549, z }) ?? 0) * 1000);

  it.each([
    [-2.1, true, false],
    [-2.01, true, false],
    [-1.99, false, false],
    [0.99, false, false],
    [1.02, false, true],
  ])('at %d SD: below red %s, above orange %s', (z, bgm, aboveOrangeLine) => {
    expect(assess({ weightGrams: gramsAt(z) })).toMatchObject({ bgm, aboveOrangeLine });
  });

  it('judges the rounded z: −2.00 is not below the red line, +1.00 not above the orange one', () => {
    expect(assess({ weightGrams: gramsAt(-2.004) }).bgm).toBe(false);
    expect(assess({ weightGrams: gramsAt(1.004) }).aboveOrangeLine).toBe(false);
  });
});

describe('laws', () => {
  it('a voided measurement changes nothing, whatever stands in it', () => {
    const amount = (max: number) => fc.option(fc.integer({ min: 40, max }));
    const rows = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 1900 }),
        weightGrams: amount(60_000),
        lengthMm: amount(1500),
        headMm: amount(700),
        muacMm: amount(400),
        oedema: fc.constantFrom(null, true, false),
        voided: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, (drawn) => {
        const history = drawn.map(({ day, voided, ...special }, n) =>
          anEffective(n, { ...special, measuredOn: addDays(BORN, day), position: 'lying' }, voided),
        );
        const without = history.filter(({ voided }) => !voided);
        const on = addDays(BORN, 1900);
        expect(assessGrowth(BOY, [...history].reverse(), on)).toEqual(
          assessGrowth(BOY, without, on),
        );
      }),
      { seed: 20240, numRuns: 500 },
    );
  });
});

describe('weight gain within an assessment', () => {
  it('is that of the month of the judged measurement, 2T included', () => {
    const flat = weighings(['2026-09-12', 10_500], ['2026-10-12', 10_500], ['2026-11-12', 10_600]);
    const assessment = assessGrowth(BOY, flat, '2026-12-20');
    expect(assessment).toMatchObject({
      weightGain: { code: 'T', gainGrams: 100, expectedGrams: 200 },
      twoT: true,
      softTwoT: false,
    });
    expect(assessment.referrals.map(({ finding }) => finding)).toContain('weight-not-gained');
  });

  it('sends nobody away for a T that rests on an implausible weight', () => {
    const slip = weighings(['2026-10-12', 10_500], ['2026-11-12', 4000]);
    const { weightGain, referrals, bgm, twoT } = assessGrowth(BOY, slip, '2026-11-30');
    expect({ noLetter: weightGain.noLetter, referrals, bgm, twoT }).toEqual({
      noLetter: 'weight-implausible',
      referrals: [],
      bgm: null,
      twoT: false,
    });
    const after = [...slip, anEffective(9, { measuredOn: '2026-12-12', weightGrams: 10_500 })];
    expect(assessGrowth(BOY, after, '2026-12-30').referrals).toEqual([]);
  });

  it('follows the letter a person put in place of the computed one', () => {
    const special = { measuredOn: '2026-11-12', weightGrams: 10_500 };
    const now = (gainOverride: Measurement['gainOverride']) =>
      assessGrowth(
        BOY,
        [...weighings(['2026-10-12', 10_500]), anEffective(9, { ...special, gainOverride })],
        '2026-11-30',
      ).referrals.map(({ finding }) => finding);
    expect(now(undefined)).toEqual(['weight-not-gained']);
    expect(now({ code: 'N', reason: 'Mengikuti garisnya' })).toEqual([]);
  });

  it('warns of T, O, T', () => {
    const gap = weighings(
      ['2026-07-12', 10_500],
      ['2026-08-12', 10_500],
      ['2026-10-12', 10_500],
      ['2026-11-12', 10_500],
    );
    expect(assessGrowth(BOY, gap, '2026-11-30')).toMatchObject({ twoT: false, softTwoT: true });
  });
});

function zOf(result: ReturnType<typeof assess>['indices'][GrowthIndex]): number | null {
  return result.status === 'not-assessed' ? null : result.z;
}

describe('an assessment of the later measurements only', () => {
  const ON = '2026-11-12';
  const amount = (min: number, max: number) => fc.option(fc.integer({ min, max }), { freq: 3 });
  const rows = fc.array(
    fc.record({
      daysAgo: fc.oneof(fc.integer({ min: 0, max: 110 }), fc.integer({ min: 0, max: 500 })),
      // A fifth of the weights and lengths are beyond what WHO holds plausible.
      weightGrams: amount(8_000, 13_500),
      lengthMm: amount(640, 850),
      headMm: amount(440, 480),
      isKnown: fc.boolean(),
      voided: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const said = ({ indices, referrals, questions }: ReturnType<typeof assessGrowth>) => ({
    indices,
    referrals,
    questions,
  });

  it('holds only where the earlier ones would change nothing', () => {
    let held = 0;
    let changed = 0;
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 200 }), (drawn, missingDaysAgo) => {
        const missingBefore = addDays(ON, -missingDaysAgo);
        const all = drawn.map(({ daysAgo, voided, isKnown: _isKnown, ...values }, n) =>
          anEffective(n, { measuredOn: addDays(ON, -daysAgo), ...values }, voided),
        );
        const known = all.filter(
          ({ measurement }, n) =>
            measurement.measuredOn >= missingBefore || drawn[n]?.isKnown === true,
        );
        const whole = assessGrowth(BOY, all, ON);
        const partly = assessGrowth(BOY, known, ON);
        const holds = holdsWithout(partly, BOY, known, missingBefore);
        expect(holds ? said(partly) : null).toEqual(holds ? said(whole) : null);
        if (holds && known.length < all.length) held += 1;
        if (JSON.stringify(said(partly)) !== JSON.stringify(said(whole))) changed += 1;
      }),
      { numRuns: 6000, seed: 4 },
    );
    expect(held).toBeGreaterThan(200);
    expect(changed).toBeGreaterThan(1000);
  });
});
