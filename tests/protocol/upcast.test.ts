import { describe, expect, test } from 'vitest';
import { readMutation } from '#protocol/mutation.ts';
import { upcast, type Upcasters } from '#protocol/upcast.ts';
import { createPhone } from '../support/mutations.ts';

/** An operation that has lived through three versions. */
const upcasters: Upcasters = {
  'tea.brew': {
    1: ({ sugar, ...rest }) => ({ ...rest, sugarGrams: Number(sugar) * 5 }),
    2: (payload) => ({ ...payload, milk: null }),
  },
};
const brewed = (opv: number, payload: Record<string, unknown>) => ({
  op: 'tea.brew',
  opv,
  payload,
});

describe('a payload of an older version', () => {
  test.each([
    [1, { sugar: 2 }, { sugarGrams: 10, milk: null }],
    [2, { sugarGrams: 10 }, { sugarGrams: 10, milk: null }],
    [3, { sugarGrams: 10, milk: 'a little' }, { sugarGrams: 10, milk: 'a little' }],
  ])('%i comes to the newest, step by step', (opv, before, after) => {
    expect(upcast(brewed(opv, before), 3, upcasters)).toEqual(brewed(3, after));
  });

  test('without a way there, or newer than this build, is not read', () => {
    expect(upcast(brewed(0, {}), 3, upcasters)).toBeNull();
    expect(upcast(brewed(4, {}), 3, upcasters)).toBeNull();
    expect(upcast({ op: 'coffee.brew', opv: 1, payload: {} }, 2, upcasters)).toBeNull();
  });

  test('is never changed in place', () => {
    const payload = Object.freeze({ sugar: 2 });
    upcast(brewed(1, payload), 3, upcasters);
    expect(payload).toEqual({ sugar: 2 });
  });
});

test('a mutation is read through the ways that exist', () => {
  const register = createPhone().register();
  expect(readMutation(register)).toEqual(register);
  expect(readMutation({ ...register, opv: 2 })).toBe('unknown-operation');
});
