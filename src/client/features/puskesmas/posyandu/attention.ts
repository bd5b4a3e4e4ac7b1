/** What of a posyandu needs somebody, most pressing first; nothing where all is well. */

import type { Tone } from '#client/ui/notice.tsx';
import { SILENT_AFTER_DAYS, type PosyanduList } from '#protocol/review.ts';
import { DAY_MS } from './days.ts';

type Row = PosyanduList['posyandu'][number];

/** What a record waits for comes with the next sending; after a week somebody must ask for it. */
const PARKED_TOO_LONG_DAYS = 7;

export type AttentionKind = 'parked' | 'conflicts' | 'quarantined' | 'missing' | 'silentPhones';

export interface Attention {
  readonly kind: AttentionKind;
  readonly count: number;
  /** Whole days of the oldest; of silent phones the days after which they count. */
  readonly days: number;
  /** `null`: it may still settle by itself. */
  readonly tone: Extract<Tone, 'act' | 'watch' | 'unknown'> | null;
}

const ORDER = ['act', 'watch', 'unknown', null] as const satisfies readonly Attention['tone'][];

export function attentionOf(row: Row, nowMs: number): Attention[] {
  const daysSince = (atMs: number | null) =>
    atMs === null ? 0 : Math.max(0, Math.floor((nowMs - atMs) / DAY_MS));
  const held = (kind: Exclude<AttentionKind, 'silentPhones'>) => ({
    kind,
    count: row[kind].count,
    days: daysSince(row[kind].oldestAtMs),
  });
  const parked = held('parked');
  const all: readonly Attention[] = [
    { ...parked, tone: parked.days > PARKED_TOO_LONG_DAYS ? 'act' : null },
    { ...held('conflicts'), tone: 'watch' },
    { ...held('quarantined'), tone: 'watch' },
    { ...held('missing'), tone: 'watch' },
    { kind: 'silentPhones', count: row.silentPhones, days: SILENT_AFTER_DAYS, tone: 'unknown' },
  ];
  return all
    .filter(({ count }) => count > 0)
    .sort((one, other) => ORDER.indexOf(one.tone) - ORDER.indexOf(other.tone));
}

/** Records and phones together. */
export function attentionCount(row: Row): number {
  const { parked, conflicts, quarantined, missing, silentPhones } = row;
  return parked.count + conflicts.count + quarantined.count + missing.count + silentPhones;
}
