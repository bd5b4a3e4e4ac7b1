/** One child of Imunisasi bulan ini: tapped, it opens the card. */

import { memo } from 'react';
import { formatAge, formatShortDate } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { ListRow } from '#client/ui/list-row.tsx';
import type { Tone } from '#client/ui/notice.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import type { DueChild, DueKind } from './due-list.ts';
import css from './immunization.module.css';

const text = doses.month;

export const KIND_LOOK: Readonly<Record<DueKind, { readonly tone: Tone; readonly sign: string }>> =
  {
    'zero-dose': { tone: 'act', sign: '‼' },
    late: { tone: 'act', sign: '!' },
    due: { tone: 'watch', sign: '►' },
  };

interface DueRowProps {
  readonly row: DueChild;
  readonly today: string;
  readonly href: string;
}

export const DueRow = memo(function DueRow({ row, today, href }: DueRowProps) {
  const { child, kind, now, later, lateSince } = row;
  const { profile } = child;
  return (
    <ListRow
      href={href}
      title={profile.name}
      detail={
        <>
          {[formatAge(profile.bornOn, today), profile.dusun].filter(Boolean).join(' · ')}
          <span className={css['owed']}>
            {[
              ...now.map(({ dose }) => doses.dose(dose)),
              ...later.map(({ dose, from }) =>
                text.from(doses.dose(dose), formatShortDate(from ?? today)),
              ),
            ].join(', ')}
          </span>
        </>
      }
      aside={
        <>
          <StatusSign {...KIND_LOOK[kind]} word={text.signs[kind]} />
          {kind === 'late' && lateSince !== null && text.lateSince(doses.day(lateSince))}
        </>
      }
    />
  );
});
