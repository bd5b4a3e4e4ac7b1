import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#domain/dates.ts';
import { keysOf } from '#domain/recap/figures.ts';
import { monthlyRecap } from '#domain/recap/monthly-recap.ts';
import { wholeMonth, type RecapChild } from '#domain/recap/recap-input.ts';
import type { ServiceFact } from '#domain/services/service-facts.ts';
import { anEffective } from '../growth/records.ts';
import { PRODUCTS } from '../immunization/children.ts';
import { aChild } from './village.ts';

const MONTHS = ['2026-08', '2026-10', '2026-11'] as const;
const FIRST_DAY = '2026-06-01';

const someTimes = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const someMeasurement = fc.record({
  // Mostly once a month around the twelfth, as sessions are.
  day: fc.oneof(
    fc.nat({ max: 190 }),
    fc.nat({ max: 5 }).map((n) => 11 + Math.floor(n * 30.5)),
  ),
  weightGrams: fc.option(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 7000, max: 11_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 500, max: 60_000 }) },
    ),
    { freq: 6 },
  ),
  lengthMm: fc.option(fc.integer({ min: 450, max: 1200 })),
  oedema: fc.constantFrom(null, null, false, true),
  voided: fc.nat({ max: 5 }).map((n) => n === 0),
  isN: fc.boolean(),
});

const someService: fc.Arbitrary<ServiceFact> = fc.oneof(
  fc.record({
    kind: fc.constant('vitamin-a' as const),
    givenOn: fc.nat({ max: 190 }).map((n) => addDays(FIRST_DAY, n)),
    capsule: fc.constantFrom('blue', 'red'),
    purpose: fc.constantFrom('routine', 'treatment'),
  }),
  fc.record({
    kind: fc.constant('deworming' as const),
    givenOn: fc.nat({ max: 190 }).map((n) => addDays(FIRST_DAY, n)),
    drug: fc.constant('albendazole' as const),
    doseMg: fc.constantFrom(200, 400),
  }),
  fc.record({
    kind: fc.constant('breastfeeding' as const),
    askedOn: fc.nat({ max: 190 }).map((n) => addDays(FIRST_DAY, n)),
    month: fc.nat({ max: 6 }),
    exclusive: fc.constantFrom(true, true, false, null),
    recall: fc.constantFrom('last-24-hours', 'since-birth'),
  }),
  fc.record({
    kind: fc.constant('diarrhoea' as const),
    treatedOn: fc.nat({ max: 190 }).map((n) => addDays(FIRST_DAY, n)),
    orsSachets: fc.constantFrom(null, 0, 6),
    zincMgPerDay: fc.constant(null),
    zincDays: fc.constant(null),
  }),
);

const someChild = fc.record({
  ageDays: fc.oneof(fc.nat({ max: 1900 }), fc.integer({ min: 1780, max: 1850 })),
  sex: fc.constantFrom('male', 'female'),
  ownsKia: fc.constantFrom(true, true, false, null),
  poor: fc.constantFrom(true, false, null),
  since: someTimes(fc.nat({ max: 190 })),
  left: someTimes(fc.nat({ max: 190 })),
  measurements: fc.array(someMeasurement, { minLength: 2, maxLength: 7 }),
  services: fc.array(someService, { maxLength: 5 }),
  doses: fc.array(fc.record({ product: fc.constantFrom(...PRODUCTS), age: fc.nat({ max: 700 }) }), {
    maxLength: 8,
  }),
});

const someVillage: fc.Arbitrary<RecapChild[]> = fc
  .array(someChild, { maxLength: 10 })
  .map((drawn) =>
    drawn.map((each, n) => {
      const bornOn = addDays('2026-12-08', -each.ageDays);
      return aChild(`child-${String(n).padStart(2, '0')}`, bornOn, each.sex, {
        ownsKia: each.ownsKia,
        poor: each.poor,
        since: each.since === null ? null : addDays(FIRST_DAY, each.since),
        left: each.left === null ? null : { on: addDays(FIRST_DAY, each.left), reason: 'moved' },
        measurements: each.measurements.map((of, m) =>
          anEffective(
            n * 100 + m,
            {
              measuredOn: addDays(FIRST_DAY, of.day),
              weightGrams: of.weightGrams,
              lengthMm: of.lengthMm,
              position: 'lying',
              oedema: of.oedema,
              ...(of.isN ? { gainOverride: { code: 'N', reason: 'kurva' } } : {}),
            },
            of.voided,
          ),
        ),
        services: each.services,
        doses: each.doses.map(({ product, age }) => ({ product, givenOn: addDays(bornOn, age) })),
      });
    }),
  );

const someCase = fc.record({
  village: someVillage,
  month: fc.constantFrom(...MONTHS),
  session: fc.option(fc.integer({ min: 1, max: 30 })),
});

/** Over invented villages. */
function holds(
  law: (recap: ReturnType<typeof monthlyRecap>, village: readonly RecapChild[]) => void,
  runs = 300,
): void {
  fc.assert(
    fc.property(someCase, ({ village, month, session }) => {
      const day = session === null ? null : `${month}-${String(session).padStart(2, '0')}`;
      law(monthlyRecap(village, wholeMonth(month, day)), village);
    }),
    { numRuns: runs, seed: 20261123 },
  );
}

test('D = N + T + O + B, and nobody has two letters', () => {
  holds(({ figures: { d, n, t, o, b } }) => {
    expect([...n, ...t, ...o, ...b].sort()).toEqual([...d]);
  });
});

test('D′ = N + T, and D without O and B', () => {
  holds(({ figures: { d, n, t, o, b, dPrime } }) => {
    expect([...n, ...t].sort()).toEqual([...dPrime]);
    expect(dPrime).toHaveLength(d.length - o.length - b.length);
  });
});

test('N/D is over D and N/D′ over D′, whatever the village', () => {
  let different = 0;
  holds(({ figures, ratios }) => {
    const { n, d, dPrime } = figures;
    const share = (whole: number) => (whole === 0 ? null : (100 * n.length) / whole);
    expect(ratios.nPerD.percent).toBe(share(d.length));
    expect(ratios.nPerDPrime.percent).toBe(share(dPrime.length));
    expect(ratios.nPerD.denominator).toBe(d);
    expect(ratios.nPerDPrime.denominator).toBe(dPrime);
    if (n.length > 0 && d.length !== dPrime.length) different += 1;
  });
  expect(different).toBeGreaterThan(30);
});

test('D/S is over S, K/S over S and D/K over K', () => {
  holds(({ figures, ratios }) => {
    expect(ratios.dPerS.denominator).toBe(figures.s);
    expect(ratios.kPerS.denominator).toBe(figures.s);
    expect(ratios.dPerK.denominator).toBe(figures.k);
  });
});

test('the groups add up to every total, child by child', () => {
  holds(({ figures, cells }) => {
    for (const key of keysOf(figures)) {
      expect(cells.flatMap((cell) => cell.figures[key]).sort()).toEqual([...figures[key]]);
    }
  });
});

test('cases stand among those below the line', () => {
  holds(({ ratios, immunization }) => {
    const { idl, idlNew, ibl, zeroDose, doses } = immunization;
    for (const key of keysOf(ratios)) {
      // A child may be weighed without a book; that has its own finding.
      if (key === 'dPerK') continue;
      const { numerator, denominator } = ratios[key];
      expect(new Set(denominator)).toEqual(new Set([...denominator, ...numerator]));
    }
    for (const { numerator, denominator } of [idl, idlNew, ibl, zeroDose, ...doses.values()]) {
      expect(new Set(denominator)).toEqual(new Set([...denominator, ...numerator]));
    }
  });
});

test('every figure is about children of the posyandu, each once', () => {
  holds(({ figures }) => {
    const s = new Set(figures.s);
    for (const key of keysOf(figures)) {
      expect(new Set(figures[key]).size).toBe(figures[key].length);
      expect(figures[key].every((id) => s.has(id))).toBe(true);
    }
  });
});

test('what is computed here always adds up', () => {
  const broken = ['d-is-not-the-sum', 'd-prime-is-not-n-and-t', 'groups-are-not-the-total'];
  holds(({ findings }) => {
    expect(findings.filter(({ rule }) => broken.includes(rule))).toEqual([]);
    expect(findings.filter(({ rule }) => rule === 'more-than-the-denominator')).toEqual([]);
  });
});

test('the order of children and of their records does not matter', () => {
  holds((recap, village) => {
    const turned = [...village].reverse().map((child) => ({
      ...child,
      measurements: [...child.measurements].reverse(),
      doses: [...child.doses].reverse(),
      services: [...child.services].reverse(),
    }));
    expect(monthlyRecap(turned, recap.period)).toEqual(recap);
  }, 150);
});

test('a voided weighing changes nothing', () => {
  holds((recap, village) => {
    const without = village.map((child) => ({
      ...child,
      measurements: child.measurements.filter(({ voided }) => !voided),
    }));
    expect(monthlyRecap(without, recap.period)).toEqual(recap);
  }, 150);
});
