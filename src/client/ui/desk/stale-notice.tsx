/** Says that what is shown is old, why, and how old. */

import type { ReactNode } from 'react';
import { formatMoment } from '#client/i18n/format.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { Notice } from '#client/ui/notice.tsx';

interface StaleNoticeProps {
  /** One sentence. */
  readonly why: string;
  readonly heardAtMs: number;
  readonly nowMs: number;
  readonly actions?: ReactNode;
}

export function StaleNotice({ why, heardAtMs, nowMs, actions }: StaleNoticeProps) {
  return (
    <Notice tone="watch" announce="soon" actions={actions}>
      {states.stale(why, formatMoment(heardAtMs, nowMs))}
    </Notice>
  );
}
