import { expect, test } from 'vitest';
import { monthlyRecap } from '#domain/recap/monthly-recap.ts';
import { wholeMonth } from '#domain/recap/recap-input.ts';
import type { ServiceFact } from '#domain/services/service-facts.ts';
import { doses } from '../immunization/children.ts';
import { aChild } from './village.ts';

function capsule(
  givenOn: string,
  colour: 'blue' | 'red',
  purpose: 'routine' | 'treatment' = 'routine',
): ServiceFact {
  return { kind: 'vitamin-a', givenOn, capsule: colour, purpose };
}

const AUGUST = wholeMonth('2026-08', '2026-08-12');

test('vitamin A: who is owed the capsule of the round, and who has had it', () => {
  const children = [
    // 6 months on the last day of the round's month.
    aChild('a', '2026-02-28', 'male'),
    aChild('b', '2026-03-01', 'male'),
    aChild('c', '2025-09-12', 'male', { services: [capsule('2026-08-12', 'blue')] }),
    aChild('d', '2024-01-12', 'male', { services: [capsule('2026-08-20', 'red')] }),
    aChild('e', '2024-01-12', 'male', { services: [capsule('2026-02-12', 'red')] }),
    aChild('f', '2024-01-12', 'male', { services: [capsule('2026-08-12', 'red', 'treatment')] }),
  ];
  const { figures, ratios } = monthlyRecap(children, AUGUST);
  expect(figures.vitaminATarget).toEqual(['a', 'c', 'd', 'e', 'f']);
  expect(figures.vitaminAReached).toEqual(['c', 'd']);
  expect(figures.vitaminABlue).toEqual(['c']);
  expect(figures.vitaminARed).toEqual(['d']);
  expect(ratios.vitaminA.percent).toBe(40);
});

test('vitamin A has no share in months without a round', () => {
  const child = aChild('a', '2024-01-12', 'male', { services: [capsule('2026-08-12', 'red')] });
  expect(monthlyRecap([child], wholeMonth('2026-11')).ratios.vitaminA.percent).toBeNull();
});

test('who came late for the round counts in the month after', () => {
  const child = aChild('a', '2024-01-12', 'male', { services: [capsule('2026-09-10', 'red')] });
  const { figures, ratios } = monthlyRecap([child], wholeMonth('2026-09'));
  expect(figures.vitaminARed).toEqual(['a']);
  expect(ratios.vitaminA.percent).toBe(100);
});

test('deworming: from 12 months on', () => {
  const tablet = {
    kind: 'deworming',
    givenOn: '2026-08-12',
    drug: 'albendazole',
    doseMg: 200,
  } as const;
  const children = [
    aChild('a', '2025-08-12', 'male', { services: [tablet] }),
    aChild('b', '2025-09-01', 'male'),
    aChild('c', '2023-08-12', 'male'),
  ];
  const { figures } = monthlyRecap(children, AUGUST);
  expect(figures.dewormingTarget).toEqual(['a', 'c']);
  expect(figures.dewormingReached).toEqual(['a']);
  expect(figures.dewormed).toEqual(['a']);
});

function answer(month: number, exclusive: boolean | null, askedOn: string): ServiceFact {
  return { kind: 'breastfeeding', month, exclusive, askedOn, recall: 'last-24-hours' };
}

test('breast milk only: yes, no and not known are three things', () => {
  // Three months old in August; asked month by month.
  const bornOn = '2026-05-10';
  const children = [
    aChild('a', bornOn, 'female', {
      services: [0, 1, 2, 3].map((n) => answer(n, true, `2026-0${5 + n}-12`)),
    }),
    aChild('b', bornOn, 'female', {
      services: [answer(2, false, '2026-07-12'), answer(3, true, '2026-08-12')],
    }),
    aChild('c', bornOn, 'male'),
    aChild('d', '2026-02-12', 'male', { services: [answer(6, true, '2026-08-12')] }),
  ];
  const { figures, ratios, babies } = monthlyRecap(children, AUGUST);
  expect(figures.babies).toEqual(['a', 'b', 'c']);
  expect(figures.babiesKnown).toEqual(['a', 'b']);
  expect(ratios.exclusiveBreastfeeding.percent).toBe(50);
  expect(babies).toHaveLength(14);
  expect(babies.find((each) => each.ageMonths === 3 && each.sex === 'female')).toEqual({
    ageMonths: 3,
    sex: 'female',
    babies: ['a', 'b'],
    known: ['a', 'b'],
    exclusive: ['a'],
  });
  expect(babies.find((each) => each.ageMonths === 6 && each.sex === 'male')?.exclusive).toEqual([
    'd',
  ]);
});

test('extra food counts in every month that a course touches', () => {
  const course = {
    kind: 'feeding',
    programme: 'recovery',
    food: 'local',
    reason: 'wasting',
    startedOn: '2026-07-20',
    plannedDays: 56,
    daysEaten: null,
    endedOn: null,
    outcome: null,
  } as const;
  const child = aChild('a', '2024-01-12', 'male', { services: [course] });
  const isFed = (month: string) =>
    monthlyRecap([child], wholeMonth(month)).figures.feedingRecovery.length === 1;
  expect(['2026-06', '2026-07', '2026-08', '2026-09', '2026-10'].filter(isFed)).toEqual([
    '2026-07',
    '2026-08',
    '2026-09',
  ]);
});

test('diarrhoea, and who of them had oralit', () => {
  const ill = (orsSachets: number | null): ServiceFact => ({
    kind: 'diarrhoea',
    treatedOn: '2026-08-12',
    orsSachets,
    zincMgPerDay: null,
    zincDays: null,
  });
  const children = [
    aChild('a', '2024-01-12', 'male', { services: [ill(6)] }),
    aChild('b', '2024-01-12', 'male', { services: [ill(0)] }),
    aChild('c', '2024-01-12', 'male', { services: [ill(null)] }),
  ];
  const { figures, ratios } = monthlyRecap(children, AUGUST);
  expect(figures.diarrhoea).toEqual(['a', 'b', 'c']);
  expect(ratios.orsInDiarrhoea.numerator).toEqual(['a']);
});

const FULL_IDL =
  'HB-0 2025-02-10, BCG 2025-02-20, OPV 2025-02-20, OPV 2025-04-15, OPV 2025-05-15, OPV 2025-06-15, ' +
  'DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15, DPT-HB-Hib 2025-06-15, IPV 2025-06-15, MR 2025-11-20';

test('doses are counted in the month in which they were given, as far as that is known', () => {
  const children = [
    aChild('a', '2026-06-10', 'male', { doses: doses('OPV 2026-07-01, OPV 2026-08-12') }),
    aChild('b', '2026-06-10', 'male', { doses: doses('DPT-HB-Hib 2026-08') }),
    aChild('c', '2026-06-10', 'male', { doses: doses('DPT-HB-Hib 2026') }),
  ];
  const { given } = monthlyRecap(children, AUGUST).immunization;
  expect(given.get('OPV 1')).toEqual([]);
  expect(given.get('OPV 2')).toEqual(['a']);
  expect(given.get('DPT-HB-Hib 1')).toEqual(['b']);
});

test('IDL is counted over the children in their second year', () => {
  const children = [
    aChild('a', '2025-02-10', 'male', { doses: doses(FULL_IDL) }),
    aChild('b', '2025-02-10', 'female', { doses: doses('BCG 2025-02-20') }),
    aChild('c', '2026-02-10', 'male'),
    aChild('d', '2024-02-10', 'male', { doses: doses('BCG 2024-02-20') }),
  ];
  const { idl, zeroDose, doses: byDose } = monthlyRecap(children, AUGUST).immunization;
  expect(idl.numerator).toEqual(['a']);
  expect(idl.denominator).toEqual(['a', 'b']);
  expect(zeroDose.numerator).toEqual(['b', 'd']);
  expect(byDose.get('BCG')?.denominator).toEqual(['a', 'b', 'c', 'd']);
});
