/** One child of Hari ini: tapped, it goes straight to the scale. */

import { memo } from 'react';
import { formatAge, formatKg, formatShortDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { ListRow } from '#client/ui/list-row.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import type { ChildOfToday } from './month-progress.ts';

interface TodayRowProps extends ChildOfToday {
  readonly today: string;
  readonly href: string;
}

export const TodayRow = memo(function TodayRow({ child, weighed, today, href }: TodayRowProps) {
  const { profile, movedTo } = child;
  return (
    <ListRow
      href={href}
      title={profile.name}
      detail={[
        formatAge(profile.bornOn, today),
        profile.dusun,
        text.children.mother(profile.motherName),
        movedTo === null ? null : text.standing.movedTo(movedTo.posyanduName),
      ]
        .filter(Boolean)
        .join(' · ')}
      aside={
        movedTo !== null ? (
          <StatusSign tone="unknown" sign="→" word={text.standing.moved} />
        ) : (
          weighed?.weightGrams !== undefined &&
          weighed.weightGrams !== null && (
            <>
              <StatusSign tone="ok" sign="✓" word={`${formatKg(weighed.weightGrams)} kg`} />
              {formatShortDate(weighed.measuredOn)}
            </>
          )
        )
      }
    />
  );
});
