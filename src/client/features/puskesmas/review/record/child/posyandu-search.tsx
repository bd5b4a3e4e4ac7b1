/** Posyandu of other puskesmas by what somebody types, one of them to be chosen. */

import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { failures, states } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import { MIN_POSYANDU_SEARCH, type FoundPosyandu } from '#protocol/children.ts';
import { useSettled } from './use-settled.ts';
import css from './child.module.css';

const text = words.transfer;

interface PosyanduSearchProps {
  readonly chosen: PosyanduId | null;
  /** `null` where what was chosen may be in the list no more. */
  readonly onChoose: (place: FoundPosyandu | null) => void;
  readonly error: string | undefined;
}

export function PosyanduSearch({ chosen, onChoose, error }: PosyanduSearchProps) {
  const { api } = useDeskServices();
  const [search, setSearch] = useState('');
  const settled = useSettled(search.trim());
  const isEnough = settled.length >= MIN_POSYANDU_SEARCH;
  const found = useQuery({
    queryKey: deskKeys.foundPosyandu(settled),
    queryFn: isEnough ? ({ signal }) => api.findPosyandu(settled, signal) : skipToken,
    placeholderData: keepPreviousData,
  });
  const places = isEnough ? found.data?.posyandu : undefined;
  return (
    <>
      <TextField
        label={text.search}
        hint={text.searchHint}
        error={error}
        value={search}
        onValue={(value) => {
          setSearch(value);
          onChoose(null);
        }}
        input={{ maxLength: 120 }}
      />
      {isEnough && places === undefined && found.error === null && (
        <Skeleton rows={2} label={shared.loading} />
      )}
      {isEnough && found.error !== null && (
        <Notice
          tone="watch"
          announce="soon"
          actions={<Button onClick={() => void found.refetch()}>{states.retry}</Button>}
        >
          {failures[failureCode(found.error)]}
        </Notice>
      )}
      {found.error === null && places?.length === 0 && <output>{text.nobody(settled)}</output>}
      {found.error === null && places !== undefined && places.length > 0 && (
        <Found
          places={places}
          more={found.data?.more === true}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
    </>
  );
}

interface FoundProps extends Omit<PosyanduSearchProps, 'error'> {
  readonly places: readonly FoundPosyandu[];
  readonly more: boolean;
}

function Found({ places, more, chosen, onChoose }: FoundProps) {
  const id = useId();
  return (
    <fieldset className={css['choice']}>
      <legend>{text.found}</legend>
      <div className={css['options']}>
        {places.map((place) => (
          <label key={place.id} className={css['option']} htmlFor={`${id}-${place.id}`}>
            <input
              id={`${id}-${place.id}`}
              type="radio"
              name={id}
              checked={place.id === chosen}
              onChange={() => onChoose(place)}
            />
            <strong>{place.name}</strong>
            <span className={css['quiet']}>
              {text.placeOf(place.villageName, place.puskesmasName)}
            </span>
          </label>
        ))}
      </div>
      {more && <p className={css['quiet']}>{text.more}</p>}
    </fieldset>
  );
}
