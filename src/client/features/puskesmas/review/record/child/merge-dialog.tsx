/** Two registrations of one child made one: find the other, look at both, say which stays and why. */

import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import type { FoundChild } from '#protocol/children.ts';
import { ActionDialog } from './action-dialog.tsx';
import { ChildChoice } from './child-choice.tsx';
import type { ChildOfRecord } from './child-of-record.ts';
import { CompareChildren, type Side } from './compare-children.tsx';
import { useChildAction } from './use-child-action.ts';

const text = words.merge;

interface MergeDialogProps {
  readonly child: ChildOfRecord;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}

export function MergeDialog({ child, onDone, onClose }: MergeDialogProps) {
  const [search, setSearch] = useState(child.name);
  const [other, setOther] = useState<FoundChild | null>(null);
  const [stays, setStays] = useState<Side>('other');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);

  const one: FoundChild = { ...child, mergedInto: null, movedTo: null };
  const kept = other !== null && stays === 'other' ? other : one;
  const gone = kept === one ? other : one;
  const acting = useChildAction(() => gone !== null && onDone(text.done(gone.name, kept.name)));

  function choose(found: FoundChild) {
    setOther(found);
    setStays(found.records >= child.records ? 'other' : 'one');
  }

  function submit() {
    setAsked(true);
    if (gone === null || reason.trim() === '') return;
    acting.send({
      childId: gone.id,
      posyanduId: child.posyanduId,
      reason: reason.trim(),
      what: { action: 'merge', intoId: kept.id },
    });
  }

  return (
    <ActionDialog
      wide
      title={text.title(child.name)}
      reason={reason}
      onReason={setReason}
      asked={asked}
      consequence={gone === null ? null : text.consequence(gone.name, kept.name, gone.records)}
      submitWord={text.submit}
      acting={acting}
      onSubmit={submit}
      onClose={onClose}
    >
      <ChildChoice
        child={child}
        search={search}
        onSearch={setSearch}
        chosen={other?.id ?? null}
        onChoose={choose}
        error={asked && other === null ? text.otherNeeded : undefined}
      />
      {other !== null && (
        <CompareChildren one={one} other={other} stays={stays} onStays={setStays} />
      )}
    </ActionDialog>
  );
}
