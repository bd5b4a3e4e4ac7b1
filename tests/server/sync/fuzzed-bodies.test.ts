import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { AccountId, PosyanduId } from '#domain/ids.ts';
import { errorResponseSchema as refusalSchema } from '#protocol/errors.ts';
import { MAX_PUSH_BYTES, pushResponseSchema } from '#protocol/push.ts';
import { createPhone, newDeviceId, newPosyanduId } from '../../support/mutations.ts';
import {
  aPuskesmas,
  browserOf,
  startTestServer,
  type Person,
  type TestServer,
} from '../../support/server.ts';

/**
 * Ten thousand bodies no phone of ours would send. Whatever comes, the answer is
 * 200 with a verdict for all that names itself, or a 4xx that says so in the one
 * shape of refusal; and what was answered for is kept.
 */
const BODIES = 10_000;

let server: TestServer;
let kader: Person;
let here: { posyanduId: PosyanduId; authorId: AccountId };
let elsewhere: PosyanduId;

beforeAll(async () => {
  server = await startTestServer();
  const world = await aPuskesmas(server.db);
  const other = await aPuskesmas(server.db, 'Puskesmas Lain');
  kader = await browserOf(server, world.kader);
  here = { posyanduId: world.posyanduId, authorId: world.kader.id };
  elsewhere = other.posyanduId;
});
afterAll(() => server.close());

interface Body {
  readonly bytes: Buffer;
  readonly gzip: boolean;
}

/** What stands where something else is expected. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    1e308,
    -1e308,
    2 ** 31,
    2 ** 53,
    '',
    '\u0000',
    '\ud800',
    'a'.repeat(5000),
    '9999-99-99',
    '2026-02-30',
    "'; drop table journal; --",
    '__proto__',
    '../../etc',
    [],
    {},
    [[[[[[]]]]]],
  ),
  fc.uuid(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Changes one spot of an honest request: another value, a missing key, a key too many. */
const edit = fc.record({
  spot: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'add'),
  value: oddValue,
});

/** One phone all along, so that numbers meet numbers; now and then a device id is forged. */
const phone = createPhone();
const honest = fc
  .record({
    register: fc.boolean(),
    weigh: fc.boolean(),
    immunize: fc.boolean(),
    foreign: fc.constantFrom('no', 'no', 'no', 'posyandu', 'nowhere', 'author', 'device'),
    replay: fc.boolean(),
  })
  .map(({ register, weigh, immunize, foreign, replay }) => {
    const own = {
      ...here,
      ...(foreign === 'posyandu' ? { posyanduId: elsewhere } : {}),
      ...(foreign === 'nowhere' ? { posyanduId: newPosyanduId() } : {}),
      ...(foreign === 'author' ? { authorId: createPhone().authorId } : {}),
      ...(foreign === 'device' ? { deviceId: newDeviceId() } : { deviceId: phone.deviceId }),
    };
    const child = phone.register();
    const mutations = [
      ...(register ? [child] : []),
      ...(weigh ? [phone.weigh(child.entity)] : []),
      ...(immunize
        ? [
            phone.envelope({
              op: 'immun.record',
              payload: {
                childId: child.entity,
                immunization: {
                  product: 'BCG',
                  givenOn: '2025-11',
                  source: 'record',
                  givenBy: null,
                  lotNumber: null,
                  expiresOn: null,
                  place: null,
                },
                answers: null,
              },
            }),
          ]
        : []),
    ].map((mutation) => ({ ...mutation, ...own }));
    return {
      protocol: 1,
      deviceId: own.deviceId,
      app: 'test',
      wallMs: 1_762_740_000_000,
      waiting: 0,
      mutations: replay ? [...mutations, ...mutations] : mutations,
    };
  });

const edited = fc
  .tuple(honest, fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([request, edits]) => {
    let text = JSON.stringify(request);
    for (const { spot, how, value } of edits) text = changed(text, spot, how, value);
    return Buffer.from(text);
  });

/** Any node of the tree: the request, its mutations, their payloads. */
function changed(text: string, spot: number, how: string, value: unknown): string {
  const root: unknown = JSON.parse(text);
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const holder = node as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      walk(holder[key]);
    }
  };
  walk(root);
  const place = places[spot % Math.max(1, places.length)];
  if (place === undefined) return text;
  if (how === 'remove') delete place.holder[place.key];
  else place.holder[how === 'add' ? `${place.key}X` : place.key] = value;
  return JSON.stringify(root);
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const cut = (max: number) =>
  fc.tuple(edited, fc.nat({ max })).map(([body, length]) => gzipSync(body).subarray(0, length));
/** Some kilobytes on the wire, far over the limit when inflated. */
const bomb = fc
  .nat({ max: 3 })
  .map((times) => gzipSync(Buffer.alloc(MAX_PUSH_BYTES * (times + 1) + 1, 0x20)));
const deep = fc
  .integer({ min: 100, max: 20_000 })
  .map((depth) => Buffer.from('['.repeat(depth) + ']'.repeat(depth)));

const plain = (buffer: fc.Arbitrary<Buffer>): fc.Arbitrary<Body> =>
  buffer.map((body) => ({ bytes: body, gzip: false }));
const packed = (buffer: fc.Arbitrary<Buffer>): fc.Arbitrary<Body> =>
  buffer.map((body) => ({ bytes: body, gzip: true }));

const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 60, arbitrary: plain(edited) },
  { weight: 20, arbitrary: packed(edited.map((each) => gzipSync(each))) },
  { weight: 10, arbitrary: plain(honest.map((each) => Buffer.from(JSON.stringify(each)))) },
  { weight: 10, arbitrary: packed(cut(400)) },
  { weight: 5, arbitrary: packed(bytes) },
  { weight: 5, arbitrary: plain(bytes) },
  { weight: 5, arbitrary: plain(fc.json().map((text) => Buffer.from(text))) },
  { weight: 5, arbitrary: plain(deep) },
  { weight: 1, arbitrary: packed(bomb) },
);

function push({ bytes: payload, gzip }: Body) {
  return server.app.inject({
    method: 'POST',
    url: '/api/sync/push',
    headers: {
      'x-siposyandu': '1',
      cookie: kader.cookie,
      'content-type': 'application/json',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    payload,
  });
}

const namedSchema = z.object({ mid: z.string() });
const answered = new Map<string, string>();
const statuses = new Set<number>();

test.for(Array.from({ length: 10 }, (_, part) => part + 1))(
  'a thousand bodies, part %i, get a verdict or a clear refusal each',
  async (part) => {
    const unclear: string[] = [];
    await fc.assert(
      fc.asyncProperty(body, async (each) => {
        const answer = await push(each);
        statuses.add(answer.statusCode);
        if (answer.statusCode !== 200) {
          if (!refusalSchema.safeParse(answer.json()).success) unclear.push(answer.body);
          return;
        }
        const { verdicts } = pushResponseSchema.parse(answer.json());
        for (const { mid, status, of } of verdicts) {
          if (status !== 'device-fork') answered.set(mid, of ?? status);
        }
      }),
      { numRuns: BODIES / 10, seed: part, endOnFailure: true },
    );
    expect(unclear).toEqual([]);
  },
);

test('nothing that was answered for is lost, and nothing foreign was touched', async () => {
  const journaled = await server.db.selectFrom('journal').select(['mid', 'posyandu_id']).execute();
  const aside = await server.db.selectFrom('inbox_raw').select('body').execute();
  const kept = new Set<string>(journaled.map(({ mid }) => mid));
  for (const { body: text } of aside) {
    const named = namedSchema.safeParse(JSON.parse(text));
    if (named.success) kept.add(named.data.mid);
  }
  expect([...answered.keys()].filter((mid) => !kept.has(mid))).toEqual([]);
  expect(journaled.filter(({ posyandu_id }) => posyandu_id !== here.posyanduId)).toEqual([]);

  // The fuzz reached everything it is for; 5xx would stand here.
  expect([...new Set(answered.values())]).toEqual(
    expect.arrayContaining(['applied', 'quarantined']),
  );
  expect([...statuses].sort((a, b) => a - b)).toEqual([200, 400, 413]);
});
