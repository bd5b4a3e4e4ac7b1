/** A child's details put right: by the kader's own look or because the puskesmas asked. */

import { useState, type ReactNode } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useLatestDay, useRecords } from '#client/live.ts';
import { useServices, type AttentionItem, type ChildView } from '#client/services.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { useDraft } from '#client/ui/use-draft.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { ChildId } from '#domain/ids.ts';
import { ChildForm } from './child-form.tsx';
import { typedChild } from './child-values.ts';

interface EditChildScreenProps {
  readonly childId: ChildId;
  /** Where the child stands, if there is anything to say. */
  readonly notices: ReactNode;
  readonly onBack: () => void;
  readonly onSaved: () => void;
  readonly reasonWords: (item: AttentionItem) => string;
}

export function EditChildScreen(props: EditChildScreenProps) {
  const { childId } = props;
  const found = useRecords(
    async (records) => ({
      child: await records.child(childId),
      item: (await records.attention()).find(
        (item) => item.childId === childId && item.op.startsWith('child.'),
      ),
    }),
    childId,
  );
  if (found === undefined) return <Skeleton rows={4} label={shared.loading} />;
  if (found.child === null) {
    return (
      <Screen title={text.noChild.title} back={{ label: text.back, go: props.onBack }}>
        <Notice tone="unknown">{text.noChild.about}</Notice>
      </Screen>
    );
  }
  return <Editing {...props} child={found.child} item={found.item} />;
}

interface EditingProps extends EditChildScreenProps {
  readonly child: ChildView;
  readonly item: AttentionItem | undefined;
}

function Editing({ child, item, notices, onBack, onSaved, reasonWords }: EditingProps) {
  const { records, today } = useServices();
  const latestDay = useLatestDay();
  // The answer is tied to what was asked when the form opened, not to what a sync brings meanwhile.
  const [asked] = useState(item);
  const [seen] = useState(child);
  const draftKey = `edit:${child.id}`;
  const draft = useDraft({
    store: records,
    key: draftKey,
    initial: typedChild(child.profile),
    today: today(),
  });
  if (!draft.ready) return null;

  async function save(profile: ChildProfile) {
    const options = { draftKey, seen, ...(asked === undefined ? {} : { answers: asked.mid }) };
    await draft.finish(() => records.patchChild(child.id, profile, options));
    onSaved();
  }

  return (
    <ChildForm
      title={text.child.editTitle}
      heading={
        <>
          {notices}
          {asked !== undefined && (
            <Notice tone="act">
              <strong>{text.correct.returned}</strong> {reasonWords(asked)}
            </Notice>
          )}
        </>
      }
      draft={draft}
      today={latestDay}
      onBack={onBack}
      onSave={save}
    />
  );
}
