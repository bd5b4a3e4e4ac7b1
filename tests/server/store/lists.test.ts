import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bigints, bytes, instants, integers, texts, uuids } from '#server/store/lists.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** As PostgreSQL understood it, in its order. */
async function asRead(list: Buffer, type: string, shown = 'value'): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ shown: unknown }>(
    `select ${shown} as shown from unnest($1::${type}[]) with ordinality as l (value, place) order by place`,
    [list],
  );
  return rows.map((row) => row.shown);
}

const ids = [randomUUID(), null, '00000000-0000-0000-0000-000000000000', randomUUID()];
const hashes = [randomBytes(32).toString('hex'), null, ''];
const days = [
  0,
  null,
  Date.parse('2026-11-23T07:08:09.123Z'),
  Date.parse('1969-12-31T23:59:59.999Z'),
];

test.each([
  ['uuid', uuids(ids), 'value', ids],
  ['bytea', bytes(hashes), `encode(value, 'hex')`, hashes],
  ['integer', integers([0, null, -1, 2_147_483_647]), 'value', [0, null, -1, 2_147_483_647]],
  ['bigint', bigints([1, null, 2 ** 53, -7]), 'value', [1, null, 2 ** 53, -7]],
  ['timestamptz', instants(days), '(extract(epoch from value) * 1000)::bigint', days],
])('a list of %s arrives as it is', async (type, list, shown, values) => {
  expect(await asRead(list, type, shown)).toEqual(values);
});

test('texts arrive as they are, whatever they hold', async () => {
  const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text)), async (values) => {
      expect(await asRead(texts(values), 'text')).toEqual(values);
    }),
  );
});

test('an empty list is a list', async () => {
  for (const [type, list] of [
    ['uuid', uuids([])],
    ['text', texts([])],
    ['integer', integers([])],
  ] as const) {
    expect(await asRead(list, type)).toEqual([]);
  }
});
