/** Posyandu of other puskesmas by what somebody types, one of them to be chosen. */

import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { shared } from '#client/i18n/shared.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { FailureNotice } from '#client/puskesmas-api/failure-notice.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import { MIN_POSYANDU_SEARCH, type FoundPosyandu } from '#protocol/children.ts';
import { FoundList } from './found-list.tsx';
import { useSettled } from './use-settled.ts';

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
        <FailureNotice error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.error === null && places?.length === 0 && <output>{text.nobody(settled)}</output>}
      {found.error === null && places !== undefined && places.length > 0 && (
        <FoundList
          legend={text.found}
          rows={places}
          chosen={chosen}
          onChoose={onChoose}
          about={({ villageName, puskesmasName }) => text.placeOf(villageName, puskesmasName)}
          note={found.data?.more === true ? text.more : null}
        />
      )}
    </>
  );
}
