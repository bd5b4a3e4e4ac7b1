/** A child that lives somewhere else now goes to that posyandu, with all that was recorded. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { failures, states } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { SelectField } from '#client/ui/desk/select-field.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { ActionDialog } from './action-dialog.tsx';
import type { ChildOfRecord } from './child-of-record.ts';
import { useChildAction } from './use-child-action.ts';

const text = words.transfer;

interface TransferDialogProps {
  readonly child: ChildOfRecord;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}

export function TransferDialog({ child, onDone, onClose }: TransferDialogProps) {
  const { api } = useDeskServices();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: deskKeys.posyandu,
    queryFn: ({ signal }) => api.posyandu(signal),
  });
  const places = data?.posyandu.filter(({ id }) => id !== child.posyanduId);
  const place = places?.find(({ id }) => id === to);
  const acting = useChildAction(
    () => place !== undefined && onDone(text.done(child.name, place.name)),
  );

  function submit() {
    setAsked(true);
    if (place === undefined || reason.trim() === '') return;
    acting.send({
      childId: child.id,
      posyanduId: child.posyanduId,
      reason: reason.trim(),
      what: { action: 'transfer', toPosyanduId: place.id },
    });
  }

  return (
    <ActionDialog
      title={text.title(child.name)}
      reason={reason}
      onReason={setReason}
      asked={asked}
      consequence={
        place === undefined ? null : text.consequence(child.name, child.posyanduName, place.name)
      }
      submitWord={text.submit}
      acting={acting}
      onSubmit={submit}
      onClose={onClose}
    >
      {places === undefined && error === null && <Skeleton rows={1} label={shared.loading} />}
      {places === undefined && error !== null && (
        <Notice
          tone="watch"
          announce="soon"
          actions={<Button onClick={() => void refetch()}>{states.retry}</Button>}
        >
          {failures[failureCode(error)]}
        </Notice>
      )}
      {places?.length === 0 && <p>{text.nowhere}</p>}
      {places !== undefined && places.length > 0 && (
        <SelectField
          label={text.to}
          value={to}
          onValue={setTo}
          options={[['', text.choose], ...places.map(({ id, name }) => [id, name] as const)]}
          error={asked && place === undefined ? text.toNeeded : undefined}
        />
      )}
    </ActionDialog>
  );
}
