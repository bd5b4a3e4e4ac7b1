/** Where a child is to go: a posyandu of this puskesmas, or one of another that is searched for. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { shared } from '#client/i18n/shared.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { FailureNotice } from '#client/puskesmas-api/failure-notice.tsx';
import { SelectField } from '#client/ui/desk/select-field.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import { PosyanduSearch } from './posyandu-search.tsx';

const text = words.transfer;

export interface Destination {
  readonly id: PosyanduId;
  readonly name: string;
  /** `null`: of this puskesmas. */
  readonly puskesmasName: string | null;
}

interface DestinationChoiceProps {
  /** Where the child is; nobody goes there. */
  readonly from: PosyanduId;
  readonly chosen: Destination | null;
  readonly onChoose: (place: Destination | null) => void;
  readonly error: string | undefined;
}

/** In the list of posyandu: none of these. */
const ELSEWHERE = 'elsewhere';

export function DestinationChoice({ from, chosen, onChoose, error }: DestinationChoiceProps) {
  const { api } = useDeskServices();
  const [isElsewhere, setElsewhere] = useState(false);
  const own = useQuery({
    queryKey: deskKeys.posyandu,
    queryFn: ({ signal }) => api.posyandu(signal),
  });
  const places = own.data?.posyandu.filter(({ id }) => id !== from);

  function choose(value: string) {
    setElsewhere(value === ELSEWHERE);
    const place = places?.find(({ id }) => id === value);
    onChoose(place === undefined ? null : { id: place.id, name: place.name, puskesmasName: null });
  }

  if (places === undefined) {
    return own.error === null ? (
      <Skeleton rows={1} label={shared.loading} />
    ) : (
      <FailureNotice error={own.error} onRetry={() => void own.refetch()} />
    );
  }
  const searches = isElsewhere || places.length === 0;
  return (
    <>
      {places.length === 0 ? (
        <p>{text.nowhere}</p>
      ) : (
        <SelectField
          label={text.to}
          value={isElsewhere ? ELSEWHERE : (chosen?.id ?? '')}
          onValue={choose}
          options={[
            ['', text.choose],
            ...places.map(({ id, name }) => [id, name] as const),
            [ELSEWHERE, text.elsewhere],
          ]}
          error={searches ? undefined : error}
        />
      )}
      {searches && <PosyanduSearch chosen={chosen?.id ?? null} onChoose={onChoose} error={error} />}
    </>
  );
}
