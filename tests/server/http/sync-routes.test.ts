import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import { unpackChanges } from '#protocol/packed-changes.ts';
import { askedAfter, PAGES_TYPE } from '#protocol/pull-pages.ts';
import { pullResponseSchema, type PullRequest } from '#protocol/pull.ts';
import { pushResponseSchema } from '#protocol/push.ts';
import { openSession, signOutEverywhere } from '#server/auth/sessions.ts';
import { grantPosyandu, grantsOf } from '#server/store/account-store.ts';
import { createPhone } from '../../support/mutations.ts';
import { aPosyandu, aPuskesmas, startTestServer, type TestServer } from '../../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** A kader of one posyandu with a phone that is signed in. */
async function aPhone() {
  const { app, db, nowMs } = server;
  const { puskesmasId, posyanduId, kader } = await aPuskesmas(db);
  const deviceId = deviceIdSchema.parse(randomUUID());
  const { token } = await openSession(db, kader, { deviceId, nowMs: nowMs() });
  const ask = (path: string, body: object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/sync/${path}`,
      headers: { 'x-siposyandu': '1', cookie: `siposyandu=${token}`, ...headers },
      payload: { protocol: 1, deviceId, app: 'test', ...body },
    });
  const push = async (mutations: readonly unknown[], waiting = 0) => {
    const answer = await ask('push', { wallMs: 0, waiting, mutations });
    return pushResponseSchema.parse(answer.json());
  };
  const pull = async (over: object = {}) => {
    const answer = await ask('pull', { epoch: null, cursors: [], limit: 100, ...over });
    return pullResponseSchema.parse(answer.json());
  };
  const phone = createPhone({ posyanduId, deviceId, authorId: kader.id });
  return { puskesmasId, posyanduId, deviceId, kader, phone, ask, push, pull };
}

async function heardOf(posyanduId: string) {
  const { rows } = await server.database.pool.query<{ waiting: number; push: Date; pull: Date }>(
    `select waiting, last_push_at as push, last_pull_at as pull
     from device_scope where posyandu_id = $1`,
    [posyanduId],
  );
  return rows;
}

test('a pull tells of each posyandu all that the sign-in told of it, the region too', async () => {
  const { kader, pull } = await aPhone();
  const { grants } = await pull();
  expect(grants).toEqual(await grantsOf(server.db, kader, server.nowMs()));
  expect(grants.map(({ region }) => region)).toEqual([expect.stringMatching(/^\d{2}\.\d{2}$/)]);
});

test('a push with nothing in it is answered with what the server has of the phone', async () => {
  const { posyanduId, deviceId, phone, push } = await aPhone();
  expect((await push([])).have).toEqual([{ deviceId, posyanduId, contig: 0, also: [] }]);
  const [first, , third] = [phone.register(), phone.register(), phone.register()];
  await push([first, third]);
  const { verdicts, have } = await push([], 7);
  expect(verdicts).toEqual([]);
  expect(have).toEqual([{ deviceId, posyanduId, contig: 1, also: [[3, 3]] }]);
  expect(await heardOf(posyanduId)).toMatchObject([{ waiting: 7 }]);
});

test('who has everything gets nothing, and what comes after that', async () => {
  const { posyanduId, phone, push, pull } = await aPhone();
  await push([phone.register()]);
  const first = await pull();
  const cursors = [{ posyanduId, seq: first.feeds[0]?.to }];
  const { epoch } = first;
  const nothing = await pull({ epoch, cursors });
  expect(nothing.feeds).toEqual([{ ...first.feeds[0], changes: [] }]);
  await push([phone.register()]);
  expect((await pull({ epoch, cursors })).feeds[0]?.changes).toHaveLength(1);
});

test('a pull is noted once a minute', async () => {
  const { posyanduId, pull } = await aPhone();
  const pulledAt = async () => (await heardOf(posyanduId))[0]?.pull.getTime();
  await pull();
  const first = await pulledAt();
  server.pass(30_000);
  await pull();
  expect(await pulledAt()).toBe(first);
  server.pass(31_000);
  await pull();
  expect(await pulledAt()).toBe(server.nowMs());
});

test('a grant counts from the moment it is given and not after it ends', async () => {
  const { puskesmasId, posyanduId, kader, pull } = await aPhone();
  const other = await aPosyandu(server.db, puskesmasId, 'Posyandu Lain');
  const held = async () => (await pull()).feeds.map((feed) => feed.posyanduId).toSorted();
  expect(await held()).toEqual([posyanduId]);
  await grantPosyandu(server.db, {
    accountId: kader.id,
    posyanduId: other,
    fromMs: server.nowMs() - 1,
  });
  expect(await held()).toEqual([posyanduId, other].toSorted());
  await server.db
    .updateTable('access_grant')
    .set({ valid_until: new Date(server.nowMs()) })
    .where('account_id', '=', kader.id)
    .where('posyandu_id', '=', posyanduId)
    .execute();
  expect(await held()).toEqual([other]);
});

test('what is sent to a posyandu never granted is kept, and not there', async () => {
  const { phone, push } = await aPhone();
  const elsewhere = { ...phone.register(), posyanduId: posyanduIdSchema.parse(randomUUID()) };
  expect((await push([elsewhere])).verdicts).toMatchObject([
    { status: 'quarantined', reason: 'no-authority', aside: true },
  ]);
});

test('a session that was ended answers no more, nor one of an account that was disabled', async () => {
  const one = await aPhone();
  await signOutEverywhere(server.db, one.kader.id, server.nowMs());
  const pulled = { epoch: null, cursors: [], limit: 100 };
  expect((await one.ask('pull', pulled)).json()).toMatchObject({ error: 'not-signed-in' });

  const other = await aPhone();
  await server.db
    .updateTable('account')
    .set({ disabled_at: new Date(server.nowMs()) })
    .where('id', '=', other.kader.id)
    .execute();
  expect((await other.ask('pull', pulled)).statusCode).toBe(401);
});

test('of those who come all at once some are told to come again, and who came in is served', async () => {
  const { posyanduId, phone, ask, pull } = await aPhone();
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      ask('push', { wallMs: 0, waiting: 0, mutations: [phone.register()] }),
    ),
  );
  const statuses = Map.groupBy(answers, ({ statusCode }) => statusCode);
  expect(new Set(statuses.keys())).toEqual(new Set([200, 429]));
  for (const refused of statuses.get(429) ?? []) {
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({ error: 'busy' });
  }
  const { feeds } = await pull({ limit: 1000 });
  expect(feeds).toMatchObject([{ posyanduId }]);
  expect(feeds[0]?.changes).toHaveLength(statuses.get(200)?.length ?? 0);
});

test('a phone that reads packed pages gets a long one packed, with the same in it', async () => {
  const { phone, push, pull } = await aPhone();
  await push(Array.from({ length: 60 }, () => phone.register()));
  const [plain] = (await pull()).feeds;
  const [packed] = (await pull({ packed: true })).feeds;
  expect(plain?.changes).toHaveLength(60);
  expect(packed?.changes).toEqual([]);
  expect(unpackChanges(packed?.packed)).toEqual(plain?.changes);
  expect((await pull({ packed: true, limit: 3 })).feeds[0]?.changes).toHaveLength(3);
});

test('a phone that takes pages gets all of them in one answer, as if it had asked for each', async () => {
  const { phone, ask, push, pull } = await aPhone();
  await push(Array.from({ length: 5 }, () => phone.register()));
  const body = { epoch: null, cursors: [], limit: 2, reviewsInside: true };
  const answer = await ask('pull', body, { accept: PAGES_TYPE });
  expect(answer.headers['content-type']).toContain(PAGES_TYPE);
  const pages = answer.payload
    .trim()
    .split('\n')
    .map((line) => pullResponseSchema.parse(JSON.parse(line)));
  expect(pages.map(({ feeds: [feed] }) => feed?.changes.length)).toEqual([2, 2, 1]);
  expect(pages.map(({ feeds: [feed] }) => feed?.more)).toEqual([true, true, false]);

  const single = [];
  for (let asked: Pick<PullRequest, 'epoch' | 'cursors'> = body; ;) {
    const page = await pull(asked);
    single.push(page);
    const next = askedAfter(asked, page);
    if (next === null) break;
    asked = { ...body, ...next };
  }
  expect(pages.map(({ feeds }) => feeds)).toEqual(single.map(({ feeds }) => feeds));
});

test('what comes in one page is one answer, also for a phone that takes several', async () => {
  const { phone, ask, push } = await aPhone();
  await push([phone.register()]);
  const body = { epoch: null, cursors: [], limit: 2 };
  const answer = await ask('pull', body, { accept: PAGES_TYPE });
  expect(answer.headers['content-type']).toContain('application/json');
  expect(pullResponseSchema.parse(answer.json()).feeds[0]?.changes).toHaveLength(1);
});
