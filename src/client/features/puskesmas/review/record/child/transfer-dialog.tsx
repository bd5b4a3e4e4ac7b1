/** A child that lives somewhere else now goes to that posyandu, with all that was recorded. */

import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { ChildOfRecord } from './child-of-record.ts';
import { DestinationChoice, type Destination } from './destination-choice.tsx';
import { useChildAction } from './use-child-action.ts';

const text = words.transfer;

interface TransferDialogProps {
  readonly child: ChildOfRecord;
  /** Where it came from and is to go again; without it, that is to be chosen. */
  readonly back?: Destination;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}

export function TransferDialog({ child, back, onDone, onClose }: TransferDialogProps) {
  const [chosen, setChosen] = useState<Destination | null>(null);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const place = back ?? chosen;
  const acting = useChildAction(
    () => place !== null && onDone(text.done(child.name, fullName(place))),
  );

  function submit() {
    setAsked(true);
    if (place === null || reason.trim() === '') return;
    acting.send({
      childId: child.id,
      posyanduId: child.posyanduId,
      reason: reason.trim(),
      what: { action: 'transfer', toPosyanduId: place.id },
    });
  }

  return (
    <ActionDialog
      title={back === undefined ? text.title(child.name) : text.back.title(child.name)}
      reason={reason}
      onReason={setReason}
      asked={asked}
      consequence={place === null ? null : consequence(child, place, back !== undefined)}
      submitWord={back === undefined ? text.submit : text.back.submit}
      acting={acting}
      onSubmit={submit}
      onClose={onClose}
    >
      {back === undefined && (
        <DestinationChoice
          from={child.posyanduId}
          chosen={chosen}
          onChoose={setChosen}
          error={asked && place === null ? text.toNeeded : undefined}
        />
      )}
    </ActionDialog>
  );
}

function fullName({ name, puskesmasName }: Destination): string {
  return puskesmasName === null ? name : words.placeOf(name, puskesmasName);
}

function consequence(child: ChildOfRecord, place: Destination, isBack: boolean): string {
  const to = fullName(place);
  if (isBack) return text.back.consequence(child.name, to);
  return place.puskesmasName === null
    ? text.consequence(child.name, child.posyanduName, to)
    : text.consequenceElsewhere(child.name, child.posyanduName, to);
}
