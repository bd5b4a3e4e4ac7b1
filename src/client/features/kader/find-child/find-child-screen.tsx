/** Every child of the posyandu, found by a few letters. */

import { formatAge, formatCount, formatKg, formatShortDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords, useSyncStatus } from '#client/live.ts';
import { useServices, type ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { List, ListRow } from '#client/ui/list-row.tsx';
import { matchesSearch } from '#client/ui/matches-search.ts';
import { RecordSign } from '#client/ui/record-sign.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import { SearchField } from '#client/ui/text-field.tsx';
import { useScrollMemory } from '#client/ui/use-scroll-memory.ts';
import { addToMonth, monthOf } from '#domain/dates.ts';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import { weightGainIn } from '#domain/growth/weight-gain.ts';
import type { ChildId } from '#domain/ids.ts';
import css from './find-child.module.css';

interface FindChildScreenProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly childHref: (childId: ChildId) => string;
  readonly onRegister: () => void;
}

export function FindChildScreen({ search, onSearch, childHref, onRegister }: FindChildScreenProps) {
  const today = useServices().today();
  const { loadingRows } = useSyncStatus();
  const month = monthOf(today);
  const found = useRecords(
    async (records) => ({
      children: await records.children(),
      events: await records.eventsInMonths([addToMonth(month, -1), month]),
    }),
    month,
  );
  useScrollMemory('children', found !== undefined);

  const matching = (found?.children ?? []).filter(({ profile }) =>
    matchesSearch(search, [profile.name, profile.motherName, profile.dusun, profile.nik]),
  );
  return (
    <Screen
      title={text.children.title}
      about={found && text.children.count(formatCount(found.children.length))}
      action={
        <Button look="main" wide onClick={onRegister}>
          {text.children.register}
        </Button>
      }
    >
      <SearchField label={text.children.search} value={search} onValue={onSearch} />
      {found === undefined && <Skeleton rows={6} label={shared.loading} />}
      {found !== undefined && matching.length === 0 && (
        <p className={css['nobody']}>
          {found.children.length > 0
            ? text.children.noMatch(search.trim())
            : loadingRows === null
              ? text.today.noChildren
              : text.today.loading(formatCount(loadingRows))}
        </p>
      )}
      {found !== undefined && matching.length > 0 && (
        <List label={text.children.title}>
          {matching.map((child) => (
            <Row
              key={child.id}
              child={child}
              events={found.events.get(child.id) ?? []}
              today={today}
              href={childHref(child.id)}
            />
          ))}
        </List>
      )}
    </Screen>
  );
}

interface RowProps {
  readonly child: ChildView;
  /** Of this month and the one before. */
  readonly events: readonly GrowthEvent[];
  readonly today: string;
  readonly href: string;
}

function Row({ child, events, today, href }: RowProps) {
  const { profile } = child;
  const returned = child.state.state === 'returned' || child.state.state === 'quarantined';
  return (
    <ListRow
      href={href}
      title={profile.name}
      detail={[
        formatAge(profile.bornOn, today),
        profile.dusun,
        text.children.mother(profile.motherName),
      ]
        .filter(Boolean)
        .join(' · ')}
      aside={
        <>
          <LastWeighing profile={profile} events={events} />
          {returned && <RecordSign state={child.state.state} />}
        </>
      }
    />
  );
}

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
