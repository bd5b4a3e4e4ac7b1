/** Where the reader stands in the list and what is picked. Rows are known by their record, so that nothing slips when rows come and go. */

import type { MutationId } from '#domain/ids.ts';

export interface ListState {
  readonly active: MutationId | null;
  /** Where the active row was last seen: when it leaves the list, the next one takes its place. */
  readonly activeIndex: number;
  readonly picked: ReadonlySet<MutationId>;
}

export const emptyListState: ListState = { active: null, activeIndex: 0, picked: new Set() };

export type ListAction =
  | { readonly type: 'go'; readonly mid: MutationId; readonly index: number }
  | { readonly type: 'toggle'; readonly mid: MutationId }
  | { readonly type: 'pick'; readonly mids: readonly MutationId[] }
  | { readonly type: 'unpick'; readonly mids: readonly MutationId[] }
  | { readonly type: 'clear' };

export function listReducer(state: ListState, action: ListAction): ListState {
  switch (action.type) {
    case 'go':
      return { ...state, active: action.mid, activeIndex: action.index };
    case 'toggle': {
      const picked = new Set(state.picked);
      if (!picked.delete(action.mid)) picked.add(action.mid);
      return { ...state, picked };
    }
    case 'pick':
      return { ...state, picked: new Set([...state.picked, ...action.mids]) };
    case 'unpick': {
      const picked = new Set(state.picked);
      for (const mid of action.mids) picked.delete(mid);
      return { ...state, picked };
    }
    case 'clear':
      return { ...state, picked: new Set() };
  }
}

/** Row of the active record now; the nearest one when it has left the list; −1 in an empty list. */
export function activeRow(state: ListState, mids: readonly MutationId[]): number {
  const found = state.active === null ? -1 : mids.indexOf(state.active);
  if (found !== -1) return found;
  return Math.min(state.activeIndex, mids.length - 1);
}

/** The row to stand on once `leaving` are gone: the next that stays, else the last before. */
export function rowAfterLeaving(
  mids: readonly MutationId[],
  from: number,
  leaving: ReadonlySet<MutationId>,
): MutationId | null {
  const stays = (mid: MutationId) => !leaving.has(mid);
  return (
    mids.slice(Math.max(0, from)).find(stays) ??
    mids.slice(0, Math.max(0, from)).reverse().find(stays) ??
    null
  );
}
