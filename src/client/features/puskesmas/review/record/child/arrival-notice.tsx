/** Where a record came from that another puskesmas brought, and what to look at of a child that it sent. */

import { children as words } from '#client/i18n/puskesmas-children.ts';
import { Notice } from '#client/ui/notice.tsx';
import type { ChildStanding, ReviewRecord } from '#protocol/review.ts';
import { waitsForVerdict } from './send-back.tsx';

const text = words.arrival;

interface ArrivalNoticeProps {
  readonly record: ReviewRecord;
  readonly standing: ChildStanding;
}

export function ArrivalNotice({ record, standing }: ArrivalNoticeProps) {
  const { cameFrom } = standing;
  if (cameFrom === null || !record.flags.includes('other-puskesmas')) return null;
  const waits = waitsForVerdict(record, standing);
  return (
    <Notice tone={waits ? 'watch' : 'unknown'}>
      <strong>
        {text.from(cameFrom.posyanduName, cameFrom.villageName, cameFrom.puskesmasName)}
      </strong>
      {waits && ` ${text.about(record.posyanduName)}`}
    </Notice>
  );
}
