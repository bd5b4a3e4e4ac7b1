/** Step 1 of posyandu day for a child that comes for the first time. */

import { useState } from 'react';
import { formatAge, formatPlainDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useLatestDay, useRecords } from '#client/live.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import { useServices, type ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { useDraft } from '#client/ui/use-draft.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { ChildId } from '#domain/ids.ts';
import { ChildForm } from './child-form.tsx';
import { EMPTY_CHILD, type ChildValues } from './child-values.ts';
import { likelySameChild } from './likely-same-child.ts';
import css from './child-form.module.css';

interface RegisterChildScreenProps {
  /** Typed into the search before: nobody types a name twice. */
  readonly searchedName: string;
  readonly onBack: () => void;
  readonly onSaved: () => void;
  readonly onWeigh: (childId: ChildId) => void;
  readonly onOpenChild: (childId: ChildId) => void;
  readonly onAnother: () => void;
}

const DRAFT = 'register';

export function RegisterChildScreen(props: RegisterChildScreenProps) {
  const { searchedName } = props;
  const { records, today } = useServices();
  const latestDay = useLatestDay();
  const initial: ChildValues = { ...EMPTY_CHILD, name: searchedName };
  const draft = useDraft({ store: records, key: DRAFT, initial, today: today() });
  const [same, setSame] = useState<{ readonly profile: ChildProfile; readonly other: ChildView }>();
  const [savedId, setSavedId] = useState<ChildId>();
  if (!draft.ready) return null;
  if (savedId !== undefined) return <Registered {...props} childId={savedId} />;

  async function register(profile: ChildProfile) {
    const id = await draft.finish(() => records.registerChild(profile, { draftKey: DRAFT }));
    setSavedId(id);
    props.onSaved();
  }

  async function askOrRegister(profile: ChildProfile) {
    const known = [...(await records.children()), ...(await records.movedChildren())];
    const other = likelySameChild(profile, known);
    if (other === undefined) return register(profile);
    setSame({ profile, other });
  }

  return (
    <>
      <ChildForm
        title={text.children.register}
        draft={draft}
        today={latestDay}
        onBack={props.onBack}
        onSave={askOrRegister}
      />
      {same !== undefined && (
        <SameChildDialog
          other={same.other}
          onOpen={() => props.onOpenChild(same.other.id)}
          onRegister={() => register(same.profile)}
          onClose={() => setSame(undefined)}
        />
      )}
    </>
  );
}

interface SameChildDialogProps {
  readonly other: ChildView;
  readonly onOpen: () => void;
  readonly onRegister: () => Promise<void>;
  readonly onClose: () => void;
}

function SameChildDialog({ other, onOpen, onRegister, onClose }: SameChildDialogProps) {
  const [state, setState] = useState<'asking' | 'saving' | 'not-saved'>('asking');
  const { name, bornOn, motherName } = other.profile;

  async function register() {
    if (state === 'saving') return;
    setState('saving');
    try {
      await onRegister();
    } catch {
      setState('not-saved');
    }
  }

  return (
    <Dialog
      title={text.child.sameTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void register()}>{text.child.sameNo}</Button>
          <Button onClick={onClose}>{text.child.sameBack}</Button>
          <Button look="main" onClick={onOpen}>
            {text.child.sameYes}
          </Button>
        </>
      }
    >
      <p>{text.child.same(name, formatPlainDate(bornOn), motherName)}</p>
      {state === 'not-saved' && <NotSavedNotice />}
    </Dialog>
  );
}

function Registered(props: RegisterChildScreenProps & { readonly childId: ChildId }) {
  const { childId } = props;
  const { today } = useServices();
  const child = useRecords((records) => records.child(childId), childId);
  if (child === undefined || child === null) return null;
  return (
    <Screen
      title={child.profile.name}
      about={formatAge(child.profile.bornOn, today())}
      action={
        <Button look="main" wide onClick={() => props.onWeigh(childId)}>
          {text.weigh.open}
        </Button>
      }
    >
      <output>
        <RecordSign state={child.state.state} />
      </output>
      <p>{text.child.registered}</p>
      <div className={css['pair']}>
        <Button onClick={() => props.onOpenChild(childId)}>{text.weigh.openChild}</Button>
        <Button onClick={props.onAnother}>{text.child.another}</Button>
      </div>
    </Screen>
  );
}
