/** What came of one mutation, and the row of the journal that says so. */

import type { Outcome, QuarantineReason } from '#protocol/push.ts';
import type { Effect } from './effect.ts';
import type { JournalRow } from './store.ts';

/** `needs` names what a parked one waits for. */
export type Judged =
  | { readonly status: 'applied' | 'conflict'; readonly effect: Effect }
  | { readonly status: 'quarantined'; readonly reason: QuarantineReason }
  | {
      readonly status: 'parked';
      readonly reason: QuarantineReason;
      readonly needs: readonly string[];
    };

export function journalRow(
  arrived: Pick<JournalRow, 'envelope' | 'contentHash' | 'pushedBy' | 'arrivedAtMs'>,
  judged: Judged,
): JournalRow {
  const { envelope, contentHash, pushedBy, arrivedAtMs } = arrived;
  return {
    envelope,
    contentHash,
    pushedBy,
    arrivedAtMs,
    status: judged.status satisfies Outcome,
    reason: reasonFor(judged),
    needs: judged.status === 'parked' ? judged.needs : [],
  };
}

function reasonFor(judged: Judged): QuarantineReason | null {
  if ('reason' in judged) return judged.reason;
  return judged.status === 'conflict' ? 'conflicting-edit' : null;
}
