/** One child in the list: who, how old, and how the last weighing went. */

import { memo } from 'react';
import { formatAge, formatKg, formatShortDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import type { ChildView } from '#client/services.ts';
import { ListRow } from '#client/ui/list-row.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import { monthOf } from '#domain/dates.ts';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import { weightGainIn } from '#domain/growth/weight-gain.ts';

interface RowProps {
  readonly child: ChildView;
  /** Of this month and the one before. */
  readonly events: readonly GrowthEvent[];
  readonly today: string;
  readonly href: string;
}

export const ChildRow = memo(function ChildRow({ child, events, today, href }: RowProps) {
  const { profile, movedTo } = child;
  const returned = child.state.state === 'returned' || child.state.state === 'quarantined';
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
        <>
          {movedTo === null ? (
            <LastWeighing profile={profile} events={events} />
          ) : (
            <StatusSign tone="unknown" sign="→" word={text.standing.moved} />
          )}
          {returned && <RecordSign state={child.state.state} />}
        </>
      }
    />
  );
});

function LastWeighing({ profile, events }: Pick<RowProps, 'events'> & Pick<ChildView, 'profile'>) {
  const measurements = effectiveMeasurements(events);
  const last = measurements
    .filter(({ voided, measurement }) => !voided && measurement.weightGrams !== null)
    .at(-1)?.measurement;
  if (last === undefined || last.weightGrams === null) return text.children.notWeighedLately;
  const { code, gainGrams } = weightGainIn(profile, measurements, monthOf(last.measuredOn));
  const fell = gainGrams !== null && gainGrams < 0;
  const weight = `${formatKg(last.weightGrams)} kg`;
  return (
    <>
      {code === 'N' && <StatusSign tone="ok" sign="▲" word={weight} />}
      {code === 'T' && <StatusSign tone="watch" sign={fell ? '▼' : '▬'} word={weight} />}
      {code !== 'N' && code !== 'T' && <strong>{weight}</strong>}
      <span>
        {code === 'N' && `${text.children.gained} · `}
        {code === 'T' && `${fell ? text.children.fell : text.children.notGained} · `}
        {formatShortDate(last.measuredOn)}
      </span>
    </>
  );
}
