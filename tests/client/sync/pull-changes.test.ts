// @vitest-environment node
import { expect, test } from 'vitest';
import { createBatchSize } from '#client/sync/batch-size.ts';
import { pullChanges } from '#client/sync/pull-changes.ts';
import type { Heard, SyncStore } from '#client/sync/sync-store.ts';
import type { Pages, Transport, TransportFailure } from '#client/sync/transport.ts';
import type { AccountId } from '#domain/ids.ts';
import { err, ok } from '#domain/result.ts';
import type { PullResponse } from '#protocol/pull.ts';
import { newAccountId, newDeviceId, newPosyanduId } from '../../support/mutations.ts';

const posyanduId = newPosyanduId();
const deviceId = newDeviceId();
const LAST = 30;
const PAGE = 10;

/** A page that follows on `seq`, as a server with `LAST` changes gives it. */
function pageAfter(seq: number, over: Partial<PullResponse['feeds'][number]> = {}): PullResponse {
  const to = Math.min(seq + PAGE, LAST);
  const feed = { posyanduId, mode: 'delta', to, counter: LAST, more: to < LAST } as const;
  return {
    server: 'siposyandu',
    protocol: 1,
    epoch: 'one',
    nowMs: 0,
    grants: [],
    feeds: [{ ...feed, changes: [], ...over }],
  };
}

type Page = PullResponse | TransportFailure['kind'];

/** A phone that holds nothing yet, and what each request is answered with, page by page. */
async function pullOf(...answers: readonly (readonly Page[])[]): Promise<{
  outcome: Awaited<ReturnType<typeof pullChanges>>;
  asked: number[];
  taken: number[];
  heard: (Heard | null)[];
  closed: number;
  givenBack: number;
  order: string[];
}> {
  let seq = 0;
  let transaction: Promise<unknown> = Promise.resolve();
  const seen = {
    asked: [] as number[],
    taken: [] as number[],
    heard: [] as (Heard | null)[],
    closed: 0,
    givenBack: 0,
    order: [] as string[],
  };
  const store: Pick<SyncStore, 'pullRequest' | 'takePull'> = {
    pullRequest: async (_as, limit) => ({
      deviceId,
      epoch: seq === 0 ? null : 'one',
      cursors: seq === 0 ? [] : [{ posyanduId, seq, ...(seq < LAST && { reviewsUpTo: LAST }) }],
      limit,
    }),
    // One after the other, as a database does it.
    takePull(_as, _asked, response, heard) {
      const [feed] = response.feeds;
      if (feed === undefined) throw new Error('an answer without a feed');
      seen.order.push(`read to ${feed.to}`);
      seen.heard.push(heard);
      const taken = transaction.then(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.taken.push(feed.to);
        seen.order.push(`written to ${feed.to}`);
        const news = feed.to > seq;
        // As where another tab was faster: not taken, and no sign of anything wrong.
        const advanced = news || feed.to === 0;
        seq = feed.to;
        return { more: feed.more, advanced, news, done: !feed.more };
      });
      transaction = taken;
      return taken;
    },
  };
  const transport: Pick<Transport, 'pull'> = {
    async pull({ cursors: [cursor] }) {
      const pages = [...(answers[seen.asked.length] ?? [])];
      seen.asked.push(cursor?.seq ?? 0);
      const next: Pages['next'] = async () => {
        const page = pages.shift();
        if (page === undefined) return null;
        return typeof page === 'string' ? err({ kind: page, retryAfterMs: null }) : ok(page);
      };
      return ok({ next, close: () => (seen.closed += 1) });
    },
  };
  const outcome = await pullChanges(
    {
      store: store as SyncStore,
      transport: transport as Transport,
      clock: { nowMs: () => 7, elapsedMs: () => 0, today: () => '2026-11-10', timeZone: () => '' },
      app: 'test',
      size: createBatchSize(500),
      budget: { giveBack: () => (seen.givenBack += 1) },
    },
    { accountId: newAccountId() satisfies AccountId, stamp: 'now' },
    { waiting: true, reportDue: true },
  );
  return { outcome, ...seen };
}

const DONE = { failure: null, done: true };

test('pages that follow on each other come of one request, which counts as one that led somewhere', async () => {
  const { outcome, ...seen } = await pullOf([pageAfter(0), pageAfter(10), pageAfter(20)]);
  expect(outcome).toEqual(DONE);
  expect(seen).toMatchObject({ asked: [0], taken: [10, 20, 30], closed: 1, givenBack: 1 });
});

test('while a page is written down the next comes and is read, and no more than that one', async () => {
  const { outcome, order } = await pullOf([pageAfter(0), pageAfter(10), pageAfter(20)]);
  expect(outcome).toEqual(DONE);
  expect(order).toEqual([
    'read to 10',
    'read to 20',
    'written to 10',
    'read to 30',
    'written to 20',
    'written to 30',
  ]);
});

test('the server’s clock is read off the page that was asked for, whose way is known', async () => {
  const { heard } = await pullOf([pageAfter(0), pageAfter(10), pageAfter(20)]);
  expect(heard).toEqual([{ sentAtMs: 7, receivedAtMs: 7 }, null, null]);
});

test('where an answer ends before everything is here, the rest is asked for', async () => {
  const { outcome, asked, taken } = await pullOf([pageAfter(0)], [pageAfter(10), pageAfter(20)]);
  expect(outcome).toEqual(DONE);
  expect(asked).toEqual([0, 10]);
  expect(taken).toEqual([10, 20, 30]);
});

test('what follows on something that is not here is let go, and asked for anew', async () => {
  const startedOver = pageAfter(0, { mode: 'reset' });
  const { outcome, asked, taken, closed } = await pullOf(
    [startedOver, pageAfter(500)],
    [pageAfter(10), pageAfter(20)],
  );
  expect(outcome).toEqual(DONE);
  expect(asked).toEqual([0, 10]);
  expect(taken).toEqual([10, 20, 30]);
  expect(closed).toBe(2);
});

test('a page that another tab was faster with is let go, and what follows is asked for anew', async () => {
  const { outcome, asked, taken } = await pullOf(
    [pageAfter(0, { to: 0 }), pageAfter(500)],
    [pageAfter(0), pageAfter(10), pageAfter(20)],
  );
  expect(outcome).toEqual(DONE);
  expect(asked).toEqual([0, 0]);
  expect(taken).toEqual([0, 10, 20, 30]);
});

test('a page that breaks off ends the run, and those before it stay', async () => {
  const { outcome, taken, closed } = await pullOf([pageAfter(0), 'offline', pageAfter(20)]);
  expect(outcome).toEqual({ failure: { kind: 'offline', retryAfterMs: null }, done: false });
  expect(taken).toEqual([10]);
  expect(closed).toBe(1);
});

test('a page that leads nowhere ends the run', async () => {
  const { outcome, asked } = await pullOf([pageAfter(0), pageAfter(0)]);
  expect(outcome).toEqual({ failure: { kind: 'server', retryAfterMs: null }, done: false });
  expect(asked).toEqual([0]);
});
