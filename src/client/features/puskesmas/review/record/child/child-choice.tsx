/** The children of the posyandu with a name like this one, one of them to be chosen. */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { formatPlainDate } from '#client/i18n/format.ts';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { recordView } from '#client/i18n/puskesmas-review.ts';
import { failures, states } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { ChildId } from '#domain/ids.ts';
import type { FoundChild } from '#protocol/children.ts';
import type { ChildOfRecord } from './child-of-record.ts';
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
        <Notice
          tone="watch"
          announce="soon"
          actions={<Button onClick={() => void found.refetch()}>{states.retry}</Button>}
        >
          {failures[failureCode(found.error)]}
        </Notice>
      )}
      {others?.length === 0 && <output>{text.nobody}</output>}
      {others !== undefined && others.length > 0 && (
        <fieldset className={css['choice']} aria-describedby={`${id}-error`}>
          <legend>{text.found}</legend>
          <div className={css['options']}>
            {others.map((other) => (
              <label key={other.id} className={css['option']} htmlFor={`${id}-${other.id}`}>
                <input
                  id={`${id}-${other.id}`}
                  type="radio"
                  name={id}
                  checked={other.id === chosen}
                  onChange={() => onChoose(other)}
                />
                <strong>{other.name}</strong>
                <span className={css['quiet']}>
                  {[
                    text.born(formatPlainDate(other.bornOn)),
                    shared.sex[other.sex],
                    recordView.motherIs(other.motherName),
                    words.recordsOf(other.records),
                  ].join(' · ')}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <p id={`${id}-error`} className={css['error']}>
        {error}
      </p>
    </>
  );
}
