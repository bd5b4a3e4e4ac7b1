import { expect, test } from 'vitest';
import { noFigures } from '#domain/recap/figures.ts';
import { denominatorFindings, groupFindings, sumFindings } from '#domain/recap/findings.ts';
import { ratiosOf } from '#domain/recap/ratios.ts';

const right = { d: 11, n: 3, t: 3, o: 3, b: 2, dPrime: 6 };

test('a recap that adds up has no finding', () => {
  expect(sumFindings(right)).toEqual([]);
});

test('numbers typed from paper are held to D = N + T + O + B and D′ = N + T', () => {
  expect(sumFindings({ ...right, b: 1 })).toEqual([
    { rule: 'd-is-not-the-sum', about: 'd', found: 11, expected: 10, children: [] },
  ]);
  expect(sumFindings({ ...right, dPrime: 8 })).toEqual([
    { rule: 'd-prime-is-not-n-and-t', about: 'dPrime', found: 8, expected: 6, children: [] },
  ]);
});

test('more cases than stand below the line are named', () => {
  const ratios = ratiosOf({ ...noFigures(), stunted: ['a', 'b'], lengthForAgeJudged: ['a'] });
  expect(denominatorFindings(ratios)).toEqual([
    {
      rule: 'more-than-the-denominator',
      about: 'stunted',
      found: 2,
      expected: 1,
      children: ['b'],
    },
  ]);
});

test('groups that do not add up to the total are found', () => {
  const total = { ...noFigures(), n: ['a', 'b'] };
  const groups = [{ ...noFigures(), n: ['a'] }, noFigures()];
  expect(groupFindings(total, groups)).toEqual([
    { rule: 'groups-are-not-the-total', about: 'n', found: 1, expected: 2, children: [] },
  ]);
});
