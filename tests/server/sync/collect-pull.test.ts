import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AccountId, PosyanduId } from '#domain/ids.ts';
import { pullResponseSchema, type PullRequest } from '#protocol/pull.ts';
import { grantsOf } from '#server/store/account-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { collectPull } from '#server/sync/collect-pull.ts';
import { aPosyandu, anAccount } from '../../support/a-posyandu.ts';
import { createPhone, newDeviceId } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const nowMs = Date.parse('2026-11-10T03:00:00Z');

let database: TestDatabase;
let posyanduId: PosyanduId;
let kader: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  ({ posyanduId, kader } = await aPosyandu(database.db));
});

async function registerChildren(count: number) {
  const phone = createPhone({ posyanduId, authorId: kader });
  const mutations = Array.from({ length: count }, () => phone.register());
  const context = { pushedBy: kader, nowMs, today: '2026-11-10', decidedBy: null };
  await applyPush(createSyncStore(database.db), mutations, context);
  return mutations.map(({ entity }) => entity);
}

async function pull(request: Partial<PullRequest> = {}, accountId = kader) {
  const account = { id: accountId, role: 'kader', puskesmasId: null } as const;
  const answer = await collectPull(
    createSyncStore(database.db),
    { accountId, grants: await grantsOf(database.db, account, nowMs) },
    {
      protocol: 1,
      deviceId: newDeviceId(),
      app: 'test',
      epoch: null,
      cursors: [],
      limit: 1000,
      ...request,
    },
    nowMs,
  );
  return pullResponseSchema.parse(answer);
}

const idsOf = (answer: Awaited<ReturnType<typeof pull>>) =>
  answer.feeds.flatMap(({ changes }) =>
    changes.map((change) => ('id' in change ? String(change['id']) : '')),
  );

test('a new phone gets the whole posyandu page by page', async () => {
  const children = await registerChildren(5);
  const first = await pull({ limit: 3 });
  expect(first.feeds).toMatchObject([{ mode: 'delta', to: 3, more: true }]);
  const second = await pull({
    limit: 3,
    epoch: first.epoch,
    cursors: [{ posyanduId, seq: 3 }],
  });
  expect(second.feeds).toMatchObject([{ mode: 'delta', to: 5, more: false }]);
  expect([...idsOf(first), ...idsOf(second)].toSorted()).toEqual(children.toSorted());
});

test('a phone that has everything gets nothing', async () => {
  await registerChildren(2);
  const { epoch } = await pull();
  const again = await pull({ epoch, cursors: [{ posyanduId, seq: 2 }] });
  expect(again.feeds).toMatchObject([{ mode: 'delta', to: 2, more: false, changes: [] }]);
});

test('a phone from another history of the database starts anew', async () => {
  await registerChildren(2);
  const answer = await pull({ epoch: 'another', cursors: [{ posyanduId, seq: 1 }] });
  expect(answer.feeds).toMatchObject([{ mode: 'reset', to: 2 }]);
  expect(idsOf(answer)).toHaveLength(2);
});

test('a phone ahead of a server restored to an older backup starts anew', async () => {
  await registerChildren(2);
  const { epoch } = await pull();
  const answer = await pull({ epoch, cursors: [{ posyanduId, seq: 99 }] });
  expect(answer.feeds).toMatchObject([{ mode: 'reset', to: 2 }]);
  expect(idsOf(answer)).toHaveLength(2);
});

test('nothing of a posyandu is given to who has no grant there, asked for or not', async () => {
  await registerChildren(2);
  const stranger = await anAccount(database.db);
  const answer = await pull({ cursors: [{ posyanduId, seq: 0 }] }, stranger);
  expect(answer).toMatchObject({ grants: [], feeds: [] });
});

test('the puskesmas can see when the phone was last heard of', async () => {
  await pull();
  const devices = await database.db
    .selectFrom('device_scope')
    .select(['last_pull_at', 'last_push_at'])
    .where('posyandu_id', '=', posyanduId)
    .execute();
  expect(devices).toEqual([{ last_pull_at: new Date(nowMs), last_push_at: null }]);
});

test('what a phone says of itself is kept at once when it is new, else once a minute', async () => {
  const store = createSyncStore(database.db);
  const deviceId = newDeviceId();
  const heard = async (afterMs: number, waiting: number | null) => {
    const phone = { posyanduId, deviceId, accountId: kader, app: 'test' };
    await store.noteDevice({ ...phone, nowMs: nowMs + afterMs, waiting });
    const { last_push_at, last_pull_at, ...row } = await database.db
      .selectFrom('device_scope')
      .select(['waiting', 'last_push_at', 'last_pull_at'])
      .where('posyandu_id', '=', posyanduId)
      .executeTakeFirstOrThrow();
    const since = (at: Date | null) => (at === null ? null : at.getTime() - nowMs);
    return [row.waiting, since(last_push_at), since(last_pull_at)];
  };

  expect(await heard(0, 30)).toEqual([30, 0, null]);
  expect(await heard(1000, 30)).toEqual([30, 0, null]);
  expect(await heard(2000, 0)).toEqual([0, 2000, null]);
  expect(await heard(3000, null)).toEqual([0, 2000, 3000]);
  expect(await heard(60_000, null)).toEqual([0, 2000, 3000]);
  expect(await heard(63_001, null)).toEqual([0, 2000, 63_001]);
});
