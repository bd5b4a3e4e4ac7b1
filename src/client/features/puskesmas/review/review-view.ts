/** What the review screen shows, as its address says it: a link or a reload brings back the same view. */

import type { ReviewFilter } from '#client/puskesmas-api/puskesmas-api.ts';
import { mutationIdSchema, posyanduIdSchema, type MutationId } from '#domain/ids.ts';
import { reviewStatusSchema } from '#protocol/pull.ts';
import { reviewFlagSchema, reviewKindSchema } from '#protocol/review.ts';

export const REVIEW_PATH = '/puskesmas';

export interface ReviewView {
  readonly filter: ReviewFilter;
  /** The record whose detail is open. */
  readonly open: MutationId | null;
}

/** Reads an address' query; what it does not understand counts as not said. */
export function readView(search: string): ReviewView {
  const query = new URLSearchParams(search);
  const status = reviewStatusSchema.safeParse(query.get('status'));
  const posyanduId = posyanduIdSchema.safeParse(query.get('posyandu'));
  const flag = reviewFlagSchema.safeParse(query.get('tanda'));
  const kind = reviewKindSchema.safeParse(query.get('jenis'));
  const open = mutationIdSchema.safeParse(query.get('buka'));
  return {
    filter: {
      status: status.success ? status.data : 'waiting',
      posyanduId: posyanduId.success ? posyanduId.data : null,
      flag: flag.success ? flag.data : null,
      kind: kind.success ? kind.data : null,
    },
    open: open.success ? open.data : null,
  };
}

/** The query of a view, with its `?`; empty for the plain list of what waits. */
export function writeView({ filter, open }: ReviewView): string {
  const query = new URLSearchParams();
  if (filter.status !== 'waiting') query.set('status', filter.status);
  if (filter.posyanduId !== null) query.set('posyandu', filter.posyanduId);
  if (filter.flag !== null) query.set('tanda', filter.flag);
  if (filter.kind !== null) query.set('jenis', filter.kind);
  if (open !== null) query.set('buka', open);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether anything but the standing narrows the list. */
export function isNarrowed({ posyanduId, flag, kind }: ReviewFilter): boolean {
  return posyanduId !== null || flag !== null || kind !== null;
}

export function withoutNarrowing({ status }: ReviewFilter): ReviewFilter {
  return { status, posyanduId: null, flag: null, kind: null };
}
