/** The kader's first screen on posyandu day: how many have come, who is missing, and straight to the scale. */

import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { FirstLoad } from '#client/first-load.tsx';
import { formatCount, formatDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords } from '#client/live.ts';
import { searchedWords } from '#client/searched-words.ts';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { LongList } from '#client/ui/long-list.tsx';
import { matchesSearch } from '#client/ui/matches-search.ts';
import { Progress } from '#client/ui/progress.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { SearchField } from '#client/ui/text-field.tsx';
import { monthOf } from '#domain/dates.ts';
import type { ChildId } from '#domain/ids.ts';
import { monthProgress } from './month-progress.ts';
import { TodayRow } from './today-row.tsx';
import css from './today.module.css';

interface TodayScreenProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly weighHref: (childId: ChildId) => string;
  readonly childHref: (childId: ChildId) => string;
  readonly immunizationHref: string;
  readonly onRegister: () => void;
  /** What stands in the way of working today, if anything. */
  readonly notices: ReactNode;
}

export function TodayScreen(props: TodayScreenProps) {
  const { search, onSearch, weighHref, childHref, onRegister } = props;
  const today = useServices().today();
  const [shown, setShown] = useState<'missing' | 'weighed'>('missing');
  const searching = search.trim() !== '';
  const known = useRecords(
    async (records) => ({
      loadingRows: await records.loadingRows(),
      children: monthProgress(
        await records.children(),
        await records.eventsInMonths([monthOf(today)]),
        today,
      ),
      // Asked for by name, somebody who moved away is found too.
      moved: searching ? await records.movedChildren() : [],
    }),
    `${today} ${searching}`,
  );

  if (known === undefined) {
    return (
      <Screen title={text.today.title} about={formatDate(today)}>
        {props.notices}
        <Skeleton rows={6} label={shared.loading} />
      </Screen>
    );
  }
  const { children, loadingRows } = known;
  const weighed = children.filter((child) => child.weighed !== null);
  const missing = children.filter((child) => child.weighed === null);
  const moved = known.moved.map((child) => ({ child, weighed: null }));
  const shownRows = shown === 'missing' ? missing : weighed;
  const rows = searching
    ? [...children, ...moved].filter(({ child }) => matchesSearch(search, searchedWords(child)))
    : shownRows;

  return (
    <Screen title={text.today.title} about={formatDate(today)}>
      {props.notices}
      {loadingRows !== null && <FirstLoad rows={loadingRows} />}
      {children.length > 0 && loadingRows === null && (
        <section className={css['count']} aria-label={text.today.countLabel}>
          <p className={css['said']}>
            <strong className={css['number']}>{formatCount(weighed.length)}</strong>
            <span>{text.today.weighedOf(formatCount(children.length))}</span>
          </p>
          <Progress label={text.today.countLabel} part={weighed.length / children.length} />
        </section>
      )}
      {children.length > 0 && (
        <Link href={props.immunizationHref} className={`${css['onward']} screen-only`}>
          {text.today.immunization}
        </Link>
      )}
      {children.length > 0 && (
        <SearchField label={text.children.search} value={search} onValue={onSearch} />
      )}
      {children.length > 0 && !searching && (
        <fieldset className={css['switch']}>
          <legend className="visually-hidden">{text.today.which}</legend>
          <Button aria-pressed={shown === 'missing'} onClick={() => setShown('missing')}>
            {text.today.missing(formatCount(missing.length))}
          </Button>
          <Button aria-pressed={shown === 'weighed'} onClick={() => setShown('weighed')}>
            {text.today.weighed(formatCount(weighed.length))}
          </Button>
        </fieldset>
      )}
      {rows.length > 0 ? (
        <LongList
          name="today"
          label={searching ? text.today.found : text.today[`${shown}List`]}
          rows={rows}
          renderRow={(row) => (
            <TodayRow
              key={row.child.id}
              child={row.child}
              weighed={row.weighed}
              today={today}
              href={row.child.movedTo === null ? weighHref(row.child.id) : childHref(row.child.id)}
            />
          )}
        />
      ) : loadingRows !== null && children.length === 0 ? null : (
        <Nobody
          reason={emptyReason(children.length, searching, shown)}
          search={search}
          onRegister={onRegister}
        />
      )}
    </Screen>
  );
}

type EmptyReason = 'noChildren' | 'noMatch' | 'allWeighed' | 'noneWeighed';

function emptyReason(children: number, searching: boolean, shown: string): EmptyReason {
  if (children === 0) return 'noChildren';
  if (searching) return 'noMatch';
  return shown === 'missing' ? 'allWeighed' : 'noneWeighed';
}

interface NobodyProps {
  readonly reason: EmptyReason;
  readonly search: string;
  readonly onRegister: () => void;
}

function Nobody({ reason, search, onRegister }: NobodyProps) {
  return (
    <div className={css['nobody']}>
      <p>{reason === 'noMatch' ? text.children.noMatch(search.trim()) : text.today[reason]}</p>
      {(reason === 'noChildren' || reason === 'noMatch') && (
        <Button look="main" wide onClick={onRegister}>
          {text.children.register}
        </Button>
      )}
    </div>
  );
}
