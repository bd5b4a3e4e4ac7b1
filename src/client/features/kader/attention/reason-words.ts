/** Why a record came back, as a sentence a kader can act on. */

import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import type { AttentionItem } from '#client/services.ts';
import type { QuarantineReason } from '#protocol/push.ts';

const WORDS: Readonly<Record<QuarantineReason, string>> = {
  ...shared.childProblem,
  ...shared.measurementProblem,
  ...shared.immunizationProblem,
  ...text.attention.quarantine,
};
const wordsOf = new Map<string, string>(Object.entries(WORDS));

export function reasonWords({ state }: Pick<AttentionItem, 'state'>): string {
  if (state.state === 'returned') {
    return state.by === null
      ? text.attention.said(state.reason)
      : text.attention.saidBy(state.reason, state.by);
  }
  return wordsOf.get(state.reason) ?? text.attention.otherReason;
}
