// @vitest-environment node
import { expect, test } from 'vitest';
import { createBatchSize } from '#client/sync/batch-size.ts';
import { pullChanges } from '#client/sync/pull-changes.ts';
import type { SyncStore } from '#client/sync/sync-store.ts';
import type { Transport } from '#client/sync/transport.ts';
import type { AccountId } from '#domain/ids.ts';
import { err, ok } from '#domain/result.ts';
import { pullHeadOf, type PullHead, type PullResponse } from '#protocol/pull.ts';
import { newAccountId, newDeviceId, newPosyanduId } from '../../support/mutations.ts';

const posyanduId = newPosyanduId();
const deviceId = newDeviceId();
const LAST = 30;
const PAGE = 10;

/** A page that follows on `seq`, as a server with `LAST` changes gives it. */
function pageAfter(seq: number): PullResponse {
  const to = Math.min(seq + PAGE, LAST);
  const feed = { posyanduId, mode: 'delta', to, counter: LAST, more: to < LAST } as const;
  return {
    server: 'siposyandu',
    protocol: 1,
    epoch: 'one',
    nowMs: 0,
    grants: [],
    feeds: [{ ...feed, changes: [] }],
  };
}

/** A phone that holds nothing yet; the test brings answers, and their heads before them, by hand. */
function setUp() {
  let seq = 0;
  const taken: number[] = [];
  const requests: {
    readonly after: number;
    readonly reviewsUpTo: number | undefined;
    readonly head: (head: PullHead | null) => void;
    readonly answer: (answer: Awaited<ReturnType<Transport['pull']>>) => void;
  }[] = [];
  const store: Pick<SyncStore, 'pullRequest' | 'takePull'> = {
    pullRequest: async (_as, limit) => ({
      deviceId,
      epoch: seq === 0 ? null : 'one',
      cursors: seq === 0 ? [] : [{ posyanduId, seq, ...(seq < LAST && { reviewsUpTo: LAST }) }],
      limit,
    }),
    async takePull(_as, _asked, response) {
      const [feed] = response.feeds;
      if (feed === undefined) throw new Error('an answer without a feed');
      taken.push(feed.to);
      seq = feed.to;
      return { more: feed.more, advanced: true, news: true, done: !feed.more };
    },
  };
  const transport: Pick<Transport, 'pull'> = {
    pull: ({ cursors: [cursor] }, onHead = () => {}) =>
      new Promise((answer) => {
        const head = (told: PullHead | null) => told !== null && onHead(told);
        const { seq: after = 0, reviewsUpTo } = cursor ?? {};
        requests.push({ after, reviewsUpTo, head, answer });
      }),
  };
  const run = pullChanges(
    {
      store: store as SyncStore,
      transport: transport as Transport,
      clock: { nowMs: () => 0, elapsedMs: () => 0, today: () => '2026-11-10', timeZone: () => '' },
      app: 'test',
      size: createBatchSize(500),
      budget: { giveBack: () => {} },
    },
    { accountId: newAccountId() satisfies AccountId, stamp: 'now' },
    { waiting: true, reportDue: true },
  );
  const asked = () => requests.map(({ after }) => after);
  const begin = (nth: number, head = pullHeadOf(pageAfter(requests[nth]?.after ?? 0))) =>
    requests[nth]?.head(head);
  const end = (nth: number) => requests[nth]?.answer(ok(pageAfter(requests[nth]?.after ?? 0)));
  return { run, requests, asked, begin, end, taken };
}

/** Lets everything that only waits for promises come to rest. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the next page is asked for once a page begins to come, and no further one', async () => {
  const { run, requests, asked, begin, end, taken } = setUp();
  await settled();
  begin(0);
  await settled();
  expect(asked()).toEqual([0, 10]);
  expect(requests[1]?.reviewsUpTo).toBe(LAST);
  begin(1);
  await settled();
  expect(asked()).toEqual([0, 10]);

  end(0);
  await settled();
  expect(taken).toEqual([10]);
  expect(asked()).toEqual([0, 10, 20]);
  end(1);
  end(2);
  expect(await run).toEqual({ failure: null, done: true });
  expect(taken).toEqual([10, 20, 30]);
  expect(asked()).toEqual([0, 10, 20]);
});

test('a server that does not say beforehand is asked when its page is here', async () => {
  const { run, asked, end, taken } = setUp();
  for (let nth = 0; nth < 3; nth += 1) {
    await settled();
    end(nth);
  }
  expect(await run).toEqual({ failure: null, done: true });
  expect(taken).toEqual([10, 20, 30]);
  expect(asked()).toEqual([0, 10, 20]);
});

test('what was asked for too early is let go when the page turns out otherwise', async () => {
  const { run, asked, begin, end, taken } = setUp();
  await settled();
  begin(0, pullHeadOf(pageAfter(5)));
  await settled();
  expect(asked()).toEqual([0, 15]);
  end(0);
  await settled();
  expect(asked()).toEqual([0, 15, 10]);
  end(1);
  end(2);
  await settled();
  end(3);
  expect(await run).toEqual({ failure: null, done: true });
  expect(taken).toEqual([10, 20, 30]);
});

test('a page that breaks off ends the run, whatever was asked for meanwhile', async () => {
  const { run, requests, begin, end, taken } = setUp();
  await settled();
  begin(0);
  await settled();
  requests[0]?.answer(err({ kind: 'offline', retryAfterMs: null }));
  expect(await run).toEqual({
    failure: { kind: 'offline', retryAfterMs: null },
    done: false,
  });
  end(1);
  await settled();
  expect(taken).toEqual([]);
});
