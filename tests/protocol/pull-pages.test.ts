import { expect, test } from 'vitest';
import { askedAfter, reviewsUpTo } from '#protocol/pull-pages.ts';
import type { PullResponse } from '#protocol/pull.ts';
import { newPosyanduId } from '../support/mutations.ts';

const posyanduId = newPosyanduId();
const other = newPosyanduId();

type Feed = PullResponse['feeds'][number];

function aPage(...feeds: readonly Partial<Feed>[]): Pick<PullResponse, 'epoch' | 'feeds'> {
  return {
    epoch: 'one',
    feeds: feeds.map((over) => ({
      posyanduId,
      mode: 'delta',
      to: 10,
      counter: 30,
      more: true,
      changes: [],
      ...over,
    })),
  };
}

test('after the first page of a first load comes what follows, with where it stood then', () => {
  expect(askedAfter({ epoch: null, cursors: [] }, aPage({}))).toEqual({
    epoch: 'one',
    cursors: [{ posyanduId, seq: 10, reviewsUpTo: 30 }],
  });
});

test('a posyandu that came to its end is asked for from there, beside one that has more', () => {
  const asked = { epoch: 'one', cursors: [{ posyanduId, seq: 5 }] };
  const page = aPage({ more: false, to: 5 }, { posyanduId: other, to: 10 });
  expect(askedAfter(asked, page)).toEqual({
    epoch: 'one',
    cursors: [
      { posyanduId, seq: 5 },
      { posyanduId: other, seq: 10, reviewsUpTo: 30 },
    ],
  });
});

test.each([
  ['has nothing after it', aPage({ more: false })],
  ['starts over', aPage({ mode: 'reset' })],
  ['leads nowhere', aPage({ to: 5 })],
  ['is of another epoch', { ...aPage({}), epoch: 'two' }],
])('a page that %s is followed by nothing that is known beforehand', (_what, page) => {
  expect(askedAfter({ epoch: 'one', cursors: [{ posyanduId, seq: 5 }] }, page)).toBeNull();
});

test('decisions come inside their records up to where the feed stood at the first page', () => {
  expect(reviewsUpTo({ seq: 0 }, { to: 10, counter: 30 })).toEqual({ reviewsUpTo: 30 });
  expect(reviewsUpTo({ seq: 10, reviewsUpTo: 30 }, { to: 20, counter: 35 })).toEqual({
    reviewsUpTo: 30,
  });
  expect(reviewsUpTo({ seq: 20, reviewsUpTo: 30 }, { to: 30, counter: 35 })).toEqual({});
  expect(reviewsUpTo({ seq: 0 }, { to: 10 })).toEqual({});
});
