/** Short ways to write records of services in tests. */

import type {
  BreastfeedingAnswer,
  Capsule,
  DewormingGiven,
  FeedingCourse,
  HomeVisit,
  VitaminAGiven,
} from '#domain/services/service-facts.ts';

/** "2026-02-10 blue, 2026-08-12 red" */
export function capsules(text: string): VitaminAGiven[] {
  return words(text).map(([givenOn = '', capsule = '', purpose]) => ({
    kind: 'vitamin-a',
    givenOn,
    capsule: capsule as Capsule,
    purpose: purpose === 'treatment' ? 'treatment' : 'routine',
  }));
}

/** "2026-02-10 200" or with another drug "2026-02-10 500 mebendazole" */
export function tablets(text: string): DewormingGiven[] {
  return words(text).map(([givenOn = '', mg = '', drug = 'albendazole']) => ({
    kind: 'deworming',
    givenOn,
    drug: drug as DewormingGiven['drug'],
    doseMg: Number(mg),
  }));
}

/** "2026-02-10 1 yes, 2026-05-02 4 no since-birth, 2026-06-02 5 untold" */
export function answers(text: string): BreastfeedingAnswer[] {
  return words(text).map(([askedOn = '', month = '', answer = '', recall]) => ({
    kind: 'breastfeeding',
    askedOn,
    month: Number(month),
    exclusive: answer === 'untold' ? null : answer === 'yes',
    recall: recall === 'since-birth' ? 'since-birth' : 'last-24-hours',
  }));
}

export function aCourse(special: Partial<FeedingCourse> = {}): FeedingCourse {
  return {
    kind: 'feeding',
    programme: 'recovery',
    food: 'local',
    reason: 'weight-not-gained',
    startedOn: '2026-03-01',
    plannedDays: 14,
    daysEaten: null,
    endedOn: null,
    outcome: null,
    ...special,
  };
}

export function aVisit(special: Partial<HomeVisit> = {}): HomeVisit {
  return {
    kind: 'home-visit',
    visitedOn: '2026-11-10',
    reasons: ['yearly'],
    outcome: 'met',
    reminded: null,
    reportedOn: null,
    ...special,
  };
}

function words(text: string): string[][] {
  return text === '' ? [] : text.split(', ').map((each) => each.split(' '));
}
