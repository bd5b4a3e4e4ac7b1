/** Every decision taken on a record, newest first. */

import { formatMoment } from '#client/i18n/format.ts';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import type { ReviewDetail } from '#protocol/review.ts';
import css from './record.module.css';

interface DecisionLogProps {
  readonly decisions: ReviewDetail['decisions'];
  readonly nowMs: number;
}

const WORDS = new Map<string, string>(Object.entries(words.decided));

export function DecisionLog({ decisions, nowMs }: DecisionLogProps) {
  return (
    <ol className={css['log']}>
      {[...decisions].reverse().map(({ decision, reason, byName, atMs }) => (
        <li key={`${atMs} ${decision}`}>
          <strong>{WORDS.get(decision) ?? decision}</strong>
          {` · ${byName} · ${formatMoment(atMs, nowMs)}`}
          {reason !== null && <q>{reason}</q>}
        </li>
      ))}
    </ol>
  );
}
