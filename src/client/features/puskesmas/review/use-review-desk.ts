/** Everything the review screen does: moving, picking, opening, deciding. */

import { useMemo, useReducer, useState, type RefObject } from 'react';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { useOpenForm } from '#client/ui/desk/use-open-form.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import { allowedDecisions, mayDecide, type Decision } from './allowed-decisions.ts';
import { activeRow, emptyListState, listReducer, rowAfterLeaving } from './list-state.ts';
import { kindOf, type RecordKind } from './record/record-kind.ts';
import type { ReviewView } from './review-view.ts';
import { useDecisions } from './use-decisions.ts';
import { useReviewList } from './use-review-list.ts';

/** What a decision is about: records that stand alike. */
export interface DecisionTarget {
  readonly mids: readonly MutationId[];
  readonly status: ReviewStatus;
  /** What they are about, each kind once. */
  readonly kinds: readonly RecordKind[];
}

/** A return whose reason is being typed; `shown: false` keeps it for later. */
export interface ReturnDraft extends DecisionTarget {
  readonly reason: string;
  readonly shown: boolean;
}

/** @param setView how the address is changed; `replace` leaves no step back */
export function useReviewDesk(
  view: ReviewView,
  setView: (view: ReviewView, how: { readonly replace: boolean }) => void,
  grid: RefObject<HTMLElement | null>,
) {
  const { account } = useDeskSession();
  const { filter, open } = view;
  const list = useReviewList(filter);
  const decisions = useDecisions();
  const [state, dispatch] = useReducer(listReducer, emptyListState);
  const [draft, setDraft] = useState<ReturnDraft | null>(null);

  useOpenForm('kembalikan', draft !== null && draft.reason !== '');

  const { mids, records } = list;
  const activeIndex = activeRow(state, mids);
  const picked = useMemo(
    () => (state.picked.size === 0 ? [] : mids.filter((mid) => state.picked.has(mid))),
    [mids, state.picked],
  );
  const plain = useMemo(
    () => records.filter(({ flags }) => flags.length === 0).map(({ mid }) => mid),
    [records],
  );
  const allowed = allowedDecisions(account.role, filter.status);

  const show = (mid: MutationId | null) => {
    setView({ filter, open: mid }, { replace: open !== null });
  };
  const goTo = (index: number) => {
    const mid = mids[Math.max(0, Math.min(index, mids.length - 1))];
    if (mid === undefined) return;
    dispatch({ type: 'go', mid, index: mids.indexOf(mid) });
    if (open !== null) show(mid);
  };

  /** What is picked, else the active row. */
  const target = (): DecisionTarget | null => {
    const active = mids[activeIndex];
    const chosen = picked.length > 0 ? picked : active === undefined ? [] : [active];
    if (chosen.length === 0) return null;
    const among = new Set(chosen);
    const kinds = new Set(records.filter(({ mid }) => among.has(mid)).map(kindOf));
    return { mids: chosen, status: filter.status, kinds: [...kinds] };
  };

  const send = async (
    decision: Decision,
    { mids: chosen, status }: Pick<DecisionTarget, 'mids' | 'status'>,
    reason: string | null,
  ) => {
    const leaving = new Set(chosen);
    const wasPicked = chosen.every((mid) => state.picked.has(mid));
    const next = rowAfterLeaving(mids, activeIndex, leaving);
    if (next !== null) dispatch({ type: 'go', mid: next, index: mids.indexOf(next) });
    dispatch({ type: 'unpick', mids: chosen });
    if (open !== null && leaving.has(open)) show(mids.includes(open) ? next : null);
    const order = { mids: [...chosen], decision, reason, before: status };
    const unsent = await decisions.decide(order);
    const [first] = unsent;
    if (first === undefined) {
      setDraft((typed) => (typed?.mids === chosen ? null : typed));
      return;
    }
    // They are back in the list: so are the reader and what was picked.
    dispatch({ type: 'go', mid: first, index: mids.indexOf(first) });
    if (wasPicked) dispatch({ type: 'pick', mids: unsent });
  };

  const decide = (decision: Decision, asked: DecisionTarget | null = target()) => {
    if (asked === null || !allowedDecisions(account.role, asked.status).includes(decision)) return;
    const barred = new Set(
      records.filter((record) => !mayDecide(account.role, decision, record)).map(({ mid }) => mid),
    );
    const on = { ...asked, mids: asked.mids.filter((mid) => !barred.has(mid)) };
    if (on.mids.length === 0) {
      // What can be done instead stands in the record.
      show(asked.mids[0] ?? null);
      return;
    }
    if (decision !== 'return') {
      void send(decision, on, null);
      return;
    }
    const isSame = draft !== null && draft.mids.join() === on.mids.join();
    setDraft({ ...on, reason: isSame ? draft.reason : '', shown: true });
  };

  return {
    list,
    news: decisions.news,
    undo: decisions.undo,
    again: decisions.decide,
    activeIndex,
    picked,
    pickedSet: state.picked,
    allowed,
    plain: allowed.includes('approve') ? plain : null,
    pick: (chosen: readonly MutationId[]) => dispatch({ type: 'pick', mids: chosen }),
    clear: () => dispatch({ type: 'clear' }),
    toggle: (mid: MutationId | undefined, index: number) => {
      if (mid === undefined || allowed.length === 0) return;
      dispatch({ type: 'go', mid, index });
      dispatch({ type: 'toggle', mid });
    },
    move: (rows: number) => {
      goTo(activeIndex === -1 ? 0 : activeIndex + rows);
      grid.current?.focus({ preventScroll: true });
    },
    openRow: (mid: MutationId | undefined, index: number) => {
      if (mid === undefined) return;
      dispatch({ type: 'go', mid, index });
      show(mid);
      grid.current?.focus({ preventScroll: true });
    },
    openOther: show,
    close: () => {
      if (open !== null) {
        show(null);
        grid.current?.focus({ preventScroll: true });
      } else if (draft?.shown !== true) dispatch({ type: 'clear' });
    },
    decide,
    draft,
    typeReason: (reason: string) => setDraft((before) => before && { ...before, reason }),
    hideDraft: () => setDraft((before) => before && { ...before, shown: false }),
    sendDraft: (reason: string) => {
      if (draft === null) return;
      setDraft({ ...draft, reason, shown: false });
      void send('return', draft, reason);
    },
  };
}
