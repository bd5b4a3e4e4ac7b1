/** Chooses which invented child tells which story of immunization: most are up to date, and every kind of trouble is there. */

import { addDays, completedMonths, daysBetween } from '#domain/dates.ts';

export type DoseStory =
  | 'steady'
  /** Came first at seven months and skips visits since. */
  | 'late'
  /** Never came back after the first DPT. */
  | 'dropped-out'
  | 'zero-dose'
  /** Began with the pentavalent product and went on with the hexavalent. */
  | 'mixed'
  /** MR 1 in the ninth month instead of after it. */
  | 'too-early'
  /** Moved here: the book tells months, the mother a year. */
  | 'vague';

export interface Candidate {
  readonly bornOn: string;
  readonly registeredOn: string;
  /** Days at the posyandu, oldest first. */
  readonly visits: readonly string[];
}

interface Casting {
  readonly story: DoseStory;
  readonly count: number;
  readonly suits: (child: Candidate, today: string) => boolean;
  /** The lowest is cast first. */
  readonly rank: (child: Candidate, today: string) => number;
}

/** Around this day the products changed in NTB; children born then have had both. */
const PRODUCT_CHANGED_ON = '2025-07-09';
/** Completed months: still too young for MR. */
export const TOO_EARLY_MONTH = 8;

const ageOf = ({ bornOn }: Candidate, today: string) => completedMonths(bornOn, today);
const isAged = (from: number, to: number) => (child: Candidate, today: string) =>
  ageOf(child, today) >= from && ageOf(child, today) <= to;
const youngestFirst = ageOf;
/** By day of birth: as good as any order, and none by age. */
const mixedAges = ({ bornOn }: Candidate) => Number(bornOn.slice(8));

const CASTINGS: readonly Casting[] = [
  {
    story: 'too-early',
    count: 1,
    suits: (child, today) =>
      ageOf(child, today) > TOO_EARLY_MONTH &&
      child.visits.some((day) => completedMonths(child.bornOn, day) === TOO_EARLY_MONTH),
    // The last one is still waiting for review.
    rank: youngestFirst,
  },
  {
    story: 'mixed',
    count: 2,
    suits: (child) =>
      child.visits.filter((day) => completedMonths(child.bornOn, day) >= 2).length >= 4,
    rank: ({ bornOn }) => Math.abs(daysBetween(PRODUCT_CHANGED_ON, bornOn)),
  },
  { story: 'zero-dose', count: 2, suits: isAged(13, 36), rank: mixedAges },
  { story: 'late', count: 4, suits: isAged(9, 30), rank: mixedAges },
  { story: 'dropped-out', count: 3, suits: isAged(6, 30), rank: mixedAges },
  {
    story: 'vague',
    count: 4,
    suits: ({ bornOn, registeredOn }) => registeredOn > addDays(bornOn, 300),
    rank: mixedAges,
  },
];

/** @returns one story per child, in their order */
export function castDoseStories(children: readonly Candidate[], today: string): DoseStory[] {
  const cast = new Map<Candidate, DoseStory>();
  for (const { story, count, suits, rank } of CASTINGS) {
    const chosen = children
      .filter((child) => !cast.has(child) && suits(child, today))
      .toSorted((a, b) => rank(a, today) - rank(b, today))
      .slice(0, count);
    for (const child of chosen) cast.set(child, story);
  }
  return children.map((child) => cast.get(child) ?? 'steady');
}
