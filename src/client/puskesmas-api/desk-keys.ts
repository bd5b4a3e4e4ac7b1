/** Names under which answers of the server are kept, so that one screen can mark another's as out of date. */

import type { PosyanduId } from '#domain/ids.ts';
import type { ReviewFilter } from './puskesmas-api.ts';

export const deskKeys = {
  session: ['session'],
  info: ['info'],
  posyandu: ['posyandu'],
  children: ['children'],
  foundChildren: (posyanduId: PosyanduId, search: string) =>
    ['children', posyanduId, search] as const,
  foundPosyandu: (search: string) => ['elsewhere', search] as const,
  lists: ['records', 'list'],
  list: (filter: ReviewFilter) => ['records', 'list', filter] as const,
  newest: (filter: ReviewFilter) => ['records', 'newest', filter] as const,
  details: ['records', 'detail'],
} as const;
