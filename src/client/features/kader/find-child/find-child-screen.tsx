/** Every child of the posyandu, found by a few letters. */

import { FirstLoad } from '#client/first-load.tsx';
import { formatCount } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords } from '#client/live.ts';
import { searchedWords } from '#client/searched-words.ts';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { LongList } from '#client/ui/long-list.tsx';
import { matchesSearch } from '#client/ui/matches-search.ts';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { SearchField } from '#client/ui/text-field.tsx';
import { addToMonth, monthOf } from '#domain/dates.ts';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { ChildId } from '#domain/ids.ts';
import { ChildRow } from './child-row.tsx';
import css from './find-child.module.css';

interface FindChildScreenProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly childHref: (childId: ChildId) => string;
  readonly onRegister: () => void;
}

/** One and the same, so that a row without events is drawn once. */
const NO_EVENTS: readonly GrowthEvent[] = [];

export function FindChildScreen({ search, onSearch, childHref, onRegister }: FindChildScreenProps) {
  const today = useServices().today();
  const month = monthOf(today);
  const searching = search.trim() !== '';
  const found = useRecords(
    async (records) => ({
      loadingRows: await records.loadingRows(),
      children: await records.children(),
      events: await records.eventsInMonths([addToMonth(month, -1), month]),
      // Asked for by name, somebody who moved away is found too.
      moved: searching ? await records.movedChildren() : [],
    }),
    `${month} ${searching}`,
  );

  const loadingRows = found?.loadingRows ?? null;
  const matching = [...(found?.children ?? []), ...(found?.moved ?? [])].filter((child) =>
    matchesSearch(search, searchedWords(child)),
  );
  return (
    <Screen
      title={text.children.title}
      about={
        found && loadingRows === null && text.children.count(formatCount(found.children.length))
      }
      action={
        <Button look="main" wide onClick={onRegister}>
          {text.children.register}
        </Button>
      }
    >
      <SearchField label={text.children.search} value={search} onValue={onSearch} />
      {found === undefined && <Skeleton rows={6} label={shared.loading} />}
      {loadingRows !== null && <FirstLoad rows={loadingRows} />}
      {found !== undefined &&
        matching.length === 0 &&
        (found.children.length > 0 || loadingRows === null) && (
          <p className={css['nobody']}>
            {found.children.length > 0
              ? text.children.noMatch(search.trim())
              : text.today.noChildren}
          </p>
        )}
      {found !== undefined && matching.length > 0 && (
        <LongList
          name="children"
          label={text.children.title}
          rows={matching}
          renderRow={(child) => (
            <ChildRow
              key={child.id}
              child={child}
              events={found.events.get(child.id) ?? NO_EVENTS}
              today={today}
              href={childHref(child.id)}
            />
          )}
        />
      )}
    </Screen>
  );
}
