/** Pages through the arrived records, newest first, by key: a page costs the same however many lie before it. */

import { mutationIdSchema } from '#domain/ids.ts';
import { err, ok, type Result } from '#domain/result.ts';
import type { ReviewList, ReviewListQuery } from '#protocol/review.ts';
import type { ListKey, Reach, ReviewStore } from './store.ts';

/** Beyond this nobody counts; the client says "more than". */
const COUNT_UP_TO = 1000;

export async function listRecords(
  store: ReviewStore,
  reach: Reach,
  { status, posyanduId, flag, kind, after, limit }: ReviewListQuery,
): Promise<Result<ReviewList, 'malformed-request'>> {
  const key = after === undefined ? null : readKey(after);
  if (after !== undefined && key === null) return err('malformed-request');

  const filter = {
    status,
    posyanduId: posyanduId ?? null,
    flag: flag ?? null,
    kind: kind ?? null,
  };
  // One more than asked for tells whether there is a next page.
  const found = await store.list(reach, filter, { after: key, limit: limit + 1 });
  const records = found.slice(0, limit);
  const last = records.at(-1);
  const total = await store.count(reach, filter, COUNT_UP_TO + 1);
  return ok({
    server: 'siposyandu',
    records,
    next: found.length > limit && last !== undefined ? writeKey(last) : null,
    total: total > COUNT_UP_TO ? null : total,
  });
}

function writeKey({ arrivedAtMs, mid }: ListKey): string {
  return `${arrivedAtMs}_${mid}`;
}

function readKey(text: string): ListKey | null {
  const [, ms, id] = /^(\d{1,15})_(.+)$/.exec(text) ?? [];
  const mid = mutationIdSchema.safeParse(id);
  return mid.success ? { arrivedAtMs: Number(ms), mid: mid.data } : null;
}
