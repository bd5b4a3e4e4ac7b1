/** Orders posyandu so that those that need somebody come first. */

import type { PosyanduList } from '#protocol/review.ts';
import { attentionCount } from './attention.ts';

type Row = PosyanduList['posyandu'][number];

export type SortKey =
  | 'name'
  | 'lastSync'
  | 'children'
  | 'weighed'
  | 'waiting'
  | 'onPhones'
  | 'attention';

/** Names from A; the longest silent, least weighed and most waiting first; equals by name. */
export function sortPosyandu(rows: readonly Row[], key: SortKey): Row[] {
  const rank = RANK[key];
  return [...rows].sort(
    (one, other) =>
      rank(one) - rank(other) || one.name.localeCompare(other.name, 'id', { numeric: true }),
  );
}

const RANK: Readonly<Record<SortKey, (row: Row) => number>> = {
  name: () => 0,
  lastSync: ({ lastSyncAtMs }) => lastSyncAtMs ?? 0,
  children: ({ children }) => -children,
  // Without children there is no share: last, since nobody is missed there.
  weighed: ({ weighedThisMonth, children }) => (children === 0 ? 2 : weighedThisMonth / children),
  waiting: ({ waiting }) => -waiting,
  onPhones: ({ waitingOnPhones }) => -waitingOnPhones,
  attention: (row) => -attentionCount(row),
};
