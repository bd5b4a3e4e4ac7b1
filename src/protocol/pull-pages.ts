/** How pages of the feed follow on each other: the phone asks for the next one so, and a server that sends several in one answer begins each so. */

import type { PullRequest, PullResponse } from './pull.ts';

/**
 * Media type of an answer of several pages, each a line with what a single page
 * would be. Whoever says that it accepts this may be answered so.
 */
export const PAGES_TYPE = 'application/x-ndjson';

type Asked = Pick<PullRequest, 'epoch' | 'cursors'>;

/**
 * What is asked for after a page.
 *
 * @returns `null` where nothing follows on it, or only somebody who has taken it can know what
 */
export function askedAfter(
  { epoch, cursors }: Asked,
  page: Pick<PullResponse, 'epoch' | 'feeds'>,
): Asked | null {
  if (!page.feeds.some(({ more }) => more)) return null;
  const from = new Map(cursors.map((cursor) => [cursor.posyanduId, cursor]));
  const isPlain = page.feeds.every(
    ({ posyanduId, mode, more, to }) =>
      mode === 'delta' && (!more || to > (from.get(posyanduId)?.seq ?? 0)),
  );
  if (!isPlain || (epoch !== null && epoch !== page.epoch)) return null;
  return {
    epoch: page.epoch,
    cursors: page.feeds.map((feed) => ({
      posyanduId: feed.posyanduId,
      seq: feed.to,
      ...reviewsUpTo(from.get(feed.posyanduId) ?? { seq: 0 }, feed),
    })),
  };
}

/**
 * How far a first load has what was decided with the records themselves (see
 * `PullRequest`), for the cursor after a page; nothing once it is past that.
 */
export function reviewsUpTo(
  asked: { readonly seq: number; readonly reviewsUpTo?: number | undefined },
  page: { readonly to: number; readonly counter?: number | undefined },
): { readonly reviewsUpTo?: number } {
  const upTo = asked.seq === 0 ? page.counter : asked.reviewsUpTo;
  return upTo === undefined || page.to >= upTo ? {} : { reviewsUpTo: upTo };
}
