import { describe, expect, test } from 'vitest';
import { withSameParts } from '#client/data/same-parts.ts';

const row = (id: string, name = id) => ({ id, profile: { name, dusun: null }, here: [] });

/** `toStrictEqual` takes no notice of it. */
const orderOf = (value: unknown) => (value instanceof Map ? [...value.keys()] : null);

describe('a second reading', () => {
  test('that says the same is the first', () => {
    const before = { rows: [row('a'), row('b')], events: new Map([['a', [{ kg: 7 }]]]) };
    expect(withSameParts(before, structuredClone(before))).toBe(before);
  });

  test('keeps every row but the one that changed', () => {
    const before = [row('a'), row('b'), row('c')];
    const now = [row('a'), row('b', 'Budi'), row('c')];
    const made = withSameParts(before, now);
    expect(made).toEqual(now);
    expect(made.map((each, index) => each === before[index])).toEqual([true, false, true]);
    expect(made[1]?.here).toBe(before[1]?.here);
  });

  test.each([
    ['came first', ['x', 'a', 'b']],
    ['came between', ['a', 'x', 'b']],
    ['came last', ['a', 'b', 'x']],
  ])('keeps the rows around one that %s', (_where, ids) => {
    const before = [row('a'), row('b')];
    const made = withSameParts(
      before,
      ids.map((id) => row(id)),
    );
    expect(made.map(({ id }) => id)).toEqual(ids);
    expect(made.filter((each) => before.includes(each))).toHaveLength(2);
  });

  test('keeps the rows around one that went', () => {
    const before = [row('a'), row('b'), row('c'), row('d')];
    const made = withSameParts(before, [row('a'), row('c'), row('d')]);
    expect(made).toEqual([row('a'), row('c'), row('d')]);
    expect(made.filter((each) => before.includes(each))).toHaveLength(3);
  });

  test.each<[string, unknown, unknown]>([
    ['a field has gone', { a: 1, b: 2 }, { a: 1 }],
    ['a field has come', { a: 1 }, { a: 1, b: undefined }],
    ['a field is another', { a: 1, b: undefined }, { a: 1, c: undefined }],
    ['a row has gone', [1, 2], [1]],
    ['rows changed places', [row('a'), row('b')], [row('b'), row('a')]],
    ['keys changed places', new Map([[1, 0], [2, 0]]), new Map([[2, 0], [1, 0]])], // prettier-ignore
    ['a key has gone', new Map([[1, 0], [2, 0]]), new Map([[1, 0]])], // prettier-ignore
    ['a list became null', { rows: [] }, { rows: null }],
    ['a list became a record', [], {}],
    ['nothing became a list', undefined, []],
    ['another kind of object', new Date(5), new Date(6)],
  ])('is what it says, where %s', (_what, before, now) => {
    const made = withSameParts(before, now);
    expect(made).toStrictEqual(now);
    expect(made).not.toBe(before);
    expect(orderOf(made)).toEqual(orderOf(now));
  });

  test('changes neither of both', () => {
    const before = [row('a'), row('b')];
    const now = [row('a'), row('x'), row('b')];
    const said = structuredClone({ before, now });
    withSameParts(before, now);
    expect({ before, now }).toEqual(said);
  });
});
