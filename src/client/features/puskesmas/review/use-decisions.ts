/** Deciding on records: the list answers at once, the server confirms, and what did not arrive comes back. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failureCode, type FailureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import type { DecisionRequest } from '#protocol/review.ts';
import { statusAfter } from './allowed-decisions.ts';
import { withMarks, withMarksOf } from './decided-marks.ts';
import { changeMarks, readMarks } from './use-marks.ts';

/** The most records the server takes at once. */
const RECORDS_PER_REQUEST = 200;
const UNDO_FOR_MS = 10_000;

export interface DecisionOrder extends DecisionRequest {
  /** How the records stood before; for `reopen`, before the decision taken back. */
  readonly before: ReviewStatus;
}

/** What the bar says of the last decision. */
export type DecisionNews =
  | { readonly kind: 'sending'; readonly count: number }
  | {
      readonly kind: 'done';
      /** What was ordered, of those it came true for. */
      readonly order: DecisionOrder;
      /** How many were no longer to be decided. */
      readonly already: number;
      readonly undoable: boolean;
    }
  | {
      readonly kind: 'failed';
      /** Those that did not arrive, to be sent again as they are. */
      readonly order: DecisionOrder;
      readonly code: FailureCode;
    };

export interface Decisions {
  readonly news: DecisionNews | null;
  /** Never rejects; what happened is in `news`. @returns those that did not arrive */
  readonly decide: (order: DecisionOrder) => Promise<readonly MutationId[]>;
  /** Takes the last decision back; nothing when its time is over. */
  readonly undo: () => void;
}

export function useDecisions(): Decisions {
  const { api, nowMs } = useDeskServices();
  const queries = useQueryClient();
  const [news, setNews] = useState<DecisionNews | null>(null);

  useEffect(() => {
    if (news?.kind !== 'done' || !news.undoable) return;
    const timer = setTimeout(() => setNews({ ...news, undoable: false }), UNDO_FOR_MS);
    return () => clearTimeout(timer);
  }, [news]);

  const { mutateAsync } = useMutation({
    mutationFn: (request: DecisionRequest) => api.decide(request),
  });

  const decide = async (order: DecisionOrder) => {
    const { mids, decision, reason, before } = order;
    const marksBefore = readMarks(queries);
    const status = statusAfter(decision, before);
    changeMarks(queries, (marks) => withMarks(marks, mids, { status, reason, settledAtMs: null }));
    setNews({ kind: 'sending', count: mids.length });

    const decided: MutationId[] = [];
    let sent = 0;
    try {
      while (sent < mids.length) {
        const chunk = mids.slice(sent, sent + RECORDS_PER_REQUEST);
        // One after the other: if the network ends in the middle, what arrived is a clean beginning.
        const answer = await mutateAsync({ mids: chunk, decision, reason });
        const confirmed = new Set(answer.decided);
        const settledAtMs = nowMs();
        changeMarks(queries, (marks) => {
          const settled = withMarks(marks, answer.decided, { status, reason, settledAtMs });
          const rest = chunk.filter((mid) => !confirmed.has(mid));
          return withMarks(settled, rest, { status: 'elsewhere', reason: null, settledAtMs });
        });
        decided.push(...answer.decided);
        sent += chunk.length;
      }
      const undoable = decision !== 'reopen' && decided.length > 0;
      const already = mids.length - decided.length;
      setNews({ kind: 'done', order: { ...order, mids: decided }, already, undoable });
    } catch (error) {
      const unsent = mids.slice(sent);
      changeMarks(queries, (marks) => withMarksOf(marks, unsent, marksBefore));
      setNews({ kind: 'failed', order: { ...order, mids: unsent }, code: failureCode(error) });
    }
    if (sent > 0) {
      queries.removeQueries({ queryKey: deskKeys.lists, type: 'inactive' });
      void queries.invalidateQueries({ queryKey: deskKeys.details });
      void queries.invalidateQueries({ queryKey: deskKeys.posyandu });
    }
    return mids.slice(sent);
  };

  return {
    news,
    decide,
    undo: () => {
      if (news?.kind !== 'done' || !news.undoable) return;
      void decide({ ...news.order, decision: 'reopen', reason: null });
    },
  };
}
