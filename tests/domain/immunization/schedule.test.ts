import { describe, expect, it } from 'vitest';
import { ageDay, birthOn, dayAfter } from '#domain/immunization/age.ts';
import { dayOfIso, spanOf } from '#domain/immunization/calendar.ts';
import { compileSchedule, offsetOf } from '#domain/immunization/compile-schedule.ts';
import { NATIONAL_SCHEDULE } from '#domain/immunization/national-schedule.ts';
import { planImmunization } from '#domain/immunization/plan-immunization.ts';
import { DOSE_NAMES, scheduleSchema } from '#domain/immunization/schedule-schema.ts';
import { doses, owedOf } from './children.ts';

const rules = NATIONAL_SCHEDULE.series.flatMap((series) => series.doses);

describe('the schedule as data', () => {
  it('has the shape it is said to have and survives as JSON', () => {
    expect(scheduleSchema.parse(JSON.parse(JSON.stringify(NATIONAL_SCHEDULE)))).toEqual(
      NATIONAL_SCHEDULE,
    );
  });

  it('has a rule for every dose, in the order of the card', () => {
    expect(rules.map(({ dose }) => dose)).toEqual([...DOSE_NAMES]);
  });

  it('names a known source for every figure', () => {
    const named = new Set<string>();
    JSON.stringify(NATIONAL_SCHEDULE, (key, value: unknown) => {
      if (key === 'source' && Array.isArray(value))
        value.forEach((each) => named.add(String(each)));
      return value;
    });
    expect([...named].filter((key) => !(key in NATIONAL_SCHEDULE.sources))).toEqual([]);
    expect(Object.keys(NATIONAL_SCHEDULE.sources).filter((key) => !named.has(key))).toEqual([]);
  });

  it.each(rules)('$dose: earliest, ideal, routine and kejar follow each other', (rule) => {
    const birth = birthOn(dayOfIso('2025-01-15'));
    const bounds = [rule.earliest, rule.idealBefore, rule.routineBefore, rule.catchUpBefore]
      .filter((figure) => figure !== null)
      .map((figure) => ageDay(birth, offsetOf(figure)));
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
    expect(new Set(bounds).size).toBe(bounds.length);
    // The last interval is the longest: sentences name it.
    const spaces = rule.intervals.map((figure) => dayAfter(0, offsetOf(figure)));
    expect(spaces).toEqual([...spaces].sort((a, b) => a - b));
  });

  it('refuses a schedule whose doses are out of order', () => {
    const mixed = { ...NATIONAL_SCHEDULE, series: [...NATIONAL_SCHEDULE.series].reverse() };
    expect(() => compileSchedule(mixed, '52')).toThrow(RangeError);
  });

  it('lets a kabupaten have its own hexavalent cohort', () => {
    const later = {
      ...NATIONAL_SCHEDULE,
      availability: [
        ...NATIONAL_SCHEDULE.availability,
        {
          what: 'DPT-HB-Hib-IPV' as const,
          region: '5272',
          bornFrom: '2025-09-27',
          source: ['heksavalen'],
          certainty: 'C' as const,
        },
      ],
    };
    const state = (region: string) =>
      owedOf(planImmunization({ bornOn: '2025-09-26', region }, [], '2025-10-01', later), 'IPV 1')
        ?.state;
    expect([state('52.72'), state('5201')]).toEqual(['not-yet', 'not-applicable']);
  });

  it('forbids nothing on the strength of an uncertain figure', () => {
    const doubtful = {
      ...NATIONAL_SCHEDULE,
      series: NATIONAL_SCHEDULE.series.map((series) => ({
        ...series,
        doses: series.doses.map((rule) => ({
          ...rule,
          earliest: { ...rule.earliest, certainty: 'C' as const },
          routineBefore: { ...rule.routineBefore, certainty: 'K' as const },
          catchUpBefore: rule.catchUpBefore && { ...rule.catchUpBefore, certainty: 'K' as const },
          intervals: rule.intervals.map((figure) => ({ ...figure, certainty: 'C' as const })),
        })),
      })),
    };
    const given = doses('BCG 2026-06-01, PCV 2025-01-20, PCV 2025-01-22, RV 2026-01-01');
    const plan = planImmunization({ bornOn: '2025-01-15' }, given, '2031-06-01', doubtful);
    expect(plan.given.map(({ verdict }) => verdict)).toEqual(['valid', 'valid', 'valid', 'valid']);
    expect(plan.owed.some(({ state }) => state === 'closed')).toBe(false);
    expect(owedOf(plan, 'MR 1')).toMatchObject({ state: 'catch-up', until: null });
  });
});

describe('dates of which a part is known', () => {
  it.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-12', '2025-12-01', '2025-12-31'],
    ['2025-12-05', '2025-12-05', '2025-12-05'],
  ])('%s may be any day from %s to %s', (text, first, last) => {
    expect(spanOf(text)).toEqual({ first: dayOfIso(first), last: dayOfIso(last) });
  });
});
