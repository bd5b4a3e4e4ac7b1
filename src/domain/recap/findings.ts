/** What does not add up in a recap, and what must be looked at before it is handed in. */

import type { FigureKey, Figures, Ids } from './figures.ts';
import { keysOf } from './figures.ts';
import type { RatioKey, Ratios } from './ratios.ts';

export type FindingRule =
  /** D ≠ N + T + O + B. */
  | 'd-is-not-the-sum'
  /** D′ ≠ N + T. */
  | 'd-prime-is-not-n-and-t'
  /** Children stand above a line who do not stand below it. */
  | 'more-than-the-denominator'
  /** The age groups do not add up to the total. */
  | 'groups-are-not-the-total'
  /** A weight that has to be looked at again; the child stands in O meanwhile. */
  | 'weight-needs-checking'
  /** A value beyond the WHO flag, left out of the shares of nutrition. */
  | 'implausible-value'
  /** Nobody wrote down whether these children have the Buku KIA. */
  | 'kia-not-recorded'
  /** Weighed without a KMS: D is no part of K, and K − D is not the number of absentees. */
  | 'weighed-without-kia'
  /** Weighed this month, but not among S: too old, or no longer of this posyandu. */
  | 'weighed-but-not-counted';

export interface RecapFinding {
  readonly rule: FindingRule;
  /** The ratio or figure meant, where there are several. */
  readonly about: RatioKey | FigureKey | null;
  /** What the figures say and what they should; `null` where it is about children only. */
  readonly found: number | null;
  readonly expected: number | null;
  readonly children: Ids;
}

/** The numbers of a recap, from wherever: computed here, typed from paper, read from a file. */
export interface CountsToCheck {
  readonly d: number;
  readonly n: number;
  readonly t: number;
  readonly o: number;
  readonly b: number;
  readonly dPrime: number;
}

/** D = N + T + O + B and D′ = N + T. Sources: F1 item 7; every row of a SIGIZI export. */
export function sumFindings({ d, n, t, o, b, dPrime }: CountsToCheck): RecapFinding[] {
  const sums = [
    { rule: 'd-is-not-the-sum', about: 'd', found: d, expected: n + t + o + b },
    { rule: 'd-prime-is-not-n-and-t', about: 'dPrime', found: dPrime, expected: n + t },
  ] as const;
  return sums
    .filter(({ found, expected }) => found !== expected)
    .map((sum) => ({ ...sum, children: [] }));
}

export function countsOf(figures: Figures): CountsToCheck {
  return {
    d: figures.d.length,
    n: figures.n.length,
    t: figures.t.length,
    o: figures.o.length,
    b: figures.b.length,
    dPrime: figures.dPrime.length,
  };
}

/** D over K has its own finding: a child may well be weighed without a book. */
export function denominatorFindings(ratios: Ratios): RecapFinding[] {
  return keysOf(ratios).flatMap((key): RecapFinding[] => {
    if (key === 'dPerK') return [];
    const { numerator, denominator } = ratios[key];
    const outside = without(numerator, denominator);
    if (outside.length === 0) return [];
    return [
      {
        rule: 'more-than-the-denominator',
        about: key,
        found: numerator.length,
        expected: denominator.length,
        children: outside,
      },
    ];
  });
}

/** @param groups the same figures split: every child in one of them */
export function groupFindings(total: Figures, groups: readonly Figures[]): RecapFinding[] {
  return keysOf(total).flatMap((key): RecapFinding[] => {
    const expected = total[key].length;
    const found = groups.reduce((sum, each) => sum + each[key].length, 0);
    if (found === expected) return [];
    return [{ rule: 'groups-are-not-the-total', about: key, found, expected, children: [] }];
  });
}

/** What the data leave open, told with the children it is about. */
export function dataFindings(figures: Figures, notCounted: Ids): RecapFinding[] {
  const lists = [
    ['weight-needs-checking', figures.needsChecking],
    ['implausible-value', figures.implausible],
    ['kia-not-recorded', figures.kiaNotRecorded],
    ['weighed-without-kia', without(figures.d, figures.k)],
    ['weighed-but-not-counted', notCounted],
  ] as const;
  return lists.flatMap(([rule, children]): RecapFinding[] =>
    children.length === 0 ? [] : [{ rule, about: null, found: null, expected: null, children }],
  );
}

function without(ids: Ids, others: Ids): Ids {
  const known = new Set(others);
  return ids.filter((id) => !known.has(id));
}
