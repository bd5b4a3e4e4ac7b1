/** The children of the posyandu with a name like this one, one of them to be chosen. */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { formatPlainDate } from '#client/i18n/format.ts';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { recordView } from '#client/i18n/puskesmas-review.ts';
import { shared } from '#client/i18n/shared.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { FailureNotice } from '#client/puskesmas-api/failure-notice.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { ChildId } from '#domain/ids.ts';
import type { FoundChild } from '#protocol/children.ts';
import type { ChildOfRecord } from './child-of-record.ts';
import { FoundList } from './found-list.tsx';
import { useSettled } from './use-settled.ts';
import css from './child.module.css';

const text = words.merge;

interface ChildChoiceProps {
  /** Whom they are to be like; not among them. */
  readonly child: ChildOfRecord;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly chosen: ChildId | null;
  readonly onChoose: (child: FoundChild) => void;
  readonly error: string | undefined;
}

export function ChildChoice(props: ChildChoiceProps) {
  const { child, search, onSearch, chosen, onChoose, error } = props;
  const { api } = useDeskServices();
  const settled = useSettled(search.trim());
  const found = useQuery({
    queryKey: deskKeys.foundChildren(child.posyanduId, settled),
    queryFn: ({ signal }) => api.findChildren(child.posyanduId, settled, signal),
    placeholderData: keepPreviousData,
  });
  const id = useId();
  const others = found.data?.children.filter(
    (other) => other.id !== child.id && other.mergedInto === null && other.movedTo === null,
  );
  return (
    <>
      <TextField
        label={text.search(child.posyanduName)}
        value={search}
        onValue={onSearch}
        input={{ maxLength: 120 }}
      />
      {others === undefined && found.error === null && <Skeleton rows={3} label={shared.loading} />}
      {found.error !== null && (
        <FailureNotice error={found.error} onRetry={() => void found.refetch()} />
      )}
      {others?.length === 0 && <output>{text.nobody}</output>}
      {others !== undefined && others.length > 0 && (
        <FoundList
          legend={text.found}
          rows={others}
          chosen={chosen}
          onChoose={onChoose}
          about={aboutChild}
          describedBy={`${id}-error`}
        />
      )}
      <p id={`${id}-error`} className={css['error']}>
        {error}
      </p>
    </>
  );
}

function aboutChild({ bornOn, sex, motherName, records }: FoundChild): string {
  return [
    text.born(formatPlainDate(bornOn)),
    shared.sex[sex],
    recordView.motherIs(motherName),
    words.recordsOf(records),
  ].join(' · ');
}
