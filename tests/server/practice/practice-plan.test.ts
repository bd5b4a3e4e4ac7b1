import { describe, expect, test } from 'vitest';
import type { ChildProfile } from '#domain/child.ts';
import { completedMonths, monthOf } from '#domain/dates.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import { eventIdSchema } from '#domain/ids.ts';
import { checkMeasurement } from '#domain/measurement.ts';
import { readMutation, type Mutation } from '#protocol/mutation.ts';
import { planPractice, type PracticePosyandu } from '#server/practice/practice-plan.ts';

const today = '2026-11-23';
const plan = planPractice(today);
const [melati1, melati2] = plan.posyandu;
if (melati1 === undefined || melati2 === undefined) throw new Error('two posyandu expected');

function mutationsOf(posyandu: PracticePosyandu): Mutation[] {
  return posyandu.records.map(({ envelope }) => {
    const mutation = readMutation(envelope);
    if (typeof mutation === 'string') throw new Error(mutation);
    return mutation;
  });
}

function childrenOf(posyandu: PracticePosyandu) {
  const mutations = mutationsOf(posyandu);
  return mutations.flatMap((mutation) => {
    if (mutation.op !== 'child.create') return [];
    const events = mutations.flatMap((other) =>
      other.op === 'measure.record' && other.payload.childId === mutation.entity
        ? [
            {
              kind: 'measurement' as const,
              id: eventIdSchema.parse(other.entity),
              childId: other.payload.childId,
              authorId: other.authorId,
              measurement: other.payload.measurement,
            },
          ]
        : [],
    );
    const { profile } = mutation.payload;
    const history = effectiveMeasurements(events);
    return [{ profile, history, assessment: assessGrowth(profile, history, today) }];
  });
}

const children = [...childrenOf(melati1), ...childrenOf(melati2)];
const categoriesOf = (index: 'lengthForAge' | 'weightForLength') =>
  children.map(({ assessment }) => {
    const result = assessment.indices[index];
    return result.status === 'assessed' ? result.category : result.status;
  });

describe('the practice posyandu', () => {
  test('holds 60 and 45 children of 0–59 months', () => {
    expect([childrenOf(melati1).length, childrenOf(melati2).length]).toEqual([60, 45]);
    const ages = children.map(({ profile }) => completedMonths(profile.bornOn, today));
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThanOrEqual(60);
    expect(ages.some((age) => age < 6)).toBe(true);
    expect(ages.some((age) => age > 48)).toBe(true);
  });

  test('has a neighbour of another puskesmas, where nobody is registered', () => {
    const { puskesmas, neighbour } = plan;
    expect(neighbour.puskesmas.id).not.toBe(puskesmas.id);
    expect(neighbour.posyandu.map(({ records }) => records.length)).toEqual([0]);
    const ids = [plan, neighbour].flatMap((one) => one.posyandu.map(({ id }) => id));
    expect(new Set(ids).size).toBe(3);
  });

  test('is the same every time on the same day', () => {
    expect(planPractice(today)).toEqual(plan);
  });

  test('has children who are stunted, wasted and overweight beside many who are well', () => {
    expect(categoriesOf('lengthForAge')).toEqual(
      expect.arrayContaining(['stunted', 'severely-stunted', 'normal-length']),
    );
    expect(categoriesOf('weightForLength')).toEqual(
      expect.arrayContaining([
        'wasted',
        'severely-wasted',
        'overweight',
        'obese',
        'normal-nutrition',
      ]),
    );
    const well = categoriesOf('weightForLength').filter(
      (category) => category === 'normal-nutrition',
    );
    expect(well.length).toBeGreaterThan(children.length / 2);
  });

  test('has children whose weight did not rise twice running', () => {
    expect(children.filter(({ assessment }) => assessment.twoT).length).toBeGreaterThan(3);
  });

  test('has months in which children were absent', () => {
    const withGaps = children.filter(({ history }) => {
      const months = new Set(history.map(({ measurement }) => monthOf(measurement.measuredOn)));
      const [first] = history;
      const last = history.at(-1);
      if (first === undefined || last === undefined) return false;
      const span = completedMonths(first.measurement.measuredOn, last.measurement.measuredOn) + 1;
      return months.size < span;
    });
    expect(withGaps.length).toBeGreaterThan(20);
  });

  test('has one entry nobody can believe in each posyandu', () => {
    const implausible = children.filter(({ assessment }) =>
      Object.values(assessment.indices).some((result) => result.status === 'implausible'),
    );
    expect(implausible).toHaveLength(2);
  });

  test('has one child registered twice in each posyandu', () => {
    const key = ({ name, bornOn }: ChildProfile) => `${name.toUpperCase()} ${bornOn}`;
    const keys = children.map(({ profile }) => key(profile));
    expect(keys.length - new Set(keys).size).toBe(2);
  });

  test('holds only what a phone would have let a kader save', () => {
    for (const { profile, history } of children) {
      for (const { measurement } of history) {
        expect(checkMeasurement(measurement, { bornOn: profile.bornOn, today })).toEqual([]);
      }
    }
  });
});

test.each(['2026-11-01', '2026-02-28', '2028-02-29', '2026-12-31'])(
  'a practice posyandu can be made on %s',
  (day) => {
    for (const posyandu of planPractice(day).posyandu) {
      expect(mutationsOf(posyandu).every(({ occurredOn }) => occurredOn <= day)).toBe(true);
    }
  },
);
