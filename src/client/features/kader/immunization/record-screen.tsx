/** Doses written down: what the midwife gave today, what the book says, what the mother remembers. */

import { useMemo, useState, type ReactNode } from 'react';
import { doses as text } from '#client/i18n/kader-immunization.ts';
import { shared } from '#client/i18n/shared.ts';
import { useLatestDay, useRecords } from '#client/live.ts';
import { useServices, type ChildView } from '#client/services.ts';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { useDraft } from '#client/ui/use-draft.ts';
import type { ChildId, EventId, MutationId } from '#domain/ids.ts';
import { cardOf, standing, type DoseRecord } from './card.ts';
import { readDayMemory, rememberDay, type DayMemory } from './day-memory.ts';
import { DoseForm } from './dose-form.tsx';
import { emptyValues } from './dose-values.ts';
import { ImmunizationGate } from './immunization-gate.tsx';
import { SavedDoses } from './saved-doses.tsx';
import { useRegion } from './use-region.ts';
import { VaccineChoice } from './vaccine-choice.tsx';

/** A draft found the next day still means the day and the source it was typed with. */
const KEPT = ['day', 'source'] as const;

export interface RecordScreenProps {
  readonly childId: ChildId;
  /** The returned mutation this answers. */
  readonly answers?: MutationId | undefined;
  readonly onBack: () => void;
  readonly onCard: () => void;
  readonly onSaved: () => void;
  /** What makes the day doubtful. */
  readonly notices: ReactNode;
}

export function RecordScreen(props: RecordScreenProps) {
  const today = useServices().today();
  const [round, setRound] = useState(0);
  const memory = useRecords(
    async (records) => ({ round, of: await readDayMemory(records, today) }),
    `${today} ${round}`,
  );
  // The memory of the round before does not know the vials typed in it.
  if (memory?.round !== round) return <Skeleton rows={5} label={shared.loading} />;
  return (
    <ImmunizationGate childId={props.childId} onBack={props.onBack}>
      {(child, records) => (
        <Recording
          key={round}
          {...props}
          // What came back is answered once.
          answers={round === 0 ? props.answers : undefined}
          child={child}
          history={records}
          memory={memory.of}
          onAnother={() => setRound(round + 1)}
        />
      )}
    </ImmunizationGate>
  );
}

interface RecordingProps extends RecordScreenProps {
  readonly child: ChildView;
  readonly history: readonly DoseRecord[];
  readonly memory: DayMemory;
  readonly onAnother: () => void;
}

function Recording({ child, history, memory, answers, ...props }: RecordingProps) {
  const { records, today } = useServices();
  const latestDay = useLatestDay();
  const [openedOn] = useState(today);
  const [saved, setSaved] = useState<readonly EventId[] | null>(null);
  const { profile } = child;
  const { bornOn } = profile;
  const region = useRegion();
  const card = useMemo(
    () => cardOf({ bornOn, region }, history, openedOn),
    [bornOn, region, history, openedOn],
  );
  // What is offered must not move while it is being ticked.
  const [dueNow] = useState(card.dueNow);
  const draftKey = `immunize:${child.id}`;
  const draft = useDraft({
    store: records,
    key: draftKey,
    initial: emptyValues(openedOn, memory),
    fixed: KEPT,
    today: openedOn,
  });
  if (!draft.ready) return null;

  if (saved !== null) {
    return (
      <SavedDoses
        child={child}
        card={card}
        ids={saved}
        onCard={props.onCard}
        onAnother={props.onAnother}
      />
    );
  }
  return (
    <DoseForm
      title={text.card.open}
      about={text.form.about(profile.name)}
      bornOn={profile.bornOn}
      earlier={standing(history).map(({ value }) => value)}
      draft={draft}
      today={openedOn}
      latestDay={latestDay}
      correcting={false}
      heading={props.notices}
      renderVaccines={(field) => <VaccineChoice values={draft.values} dueNow={dueNow} {...field} />}
      onBack={props.onBack}
      onSave={async (given) => {
        const options = { draftKey, ...(answers === undefined ? {} : { answers }) };
        const ids = await draft.finish(() => records.recordImmunizations(child.id, given, options));
        // The doses are safe; a vial forgotten costs some typing.
        await rememberDay(records, given, today()).catch(() => undefined);
        setSaved(ids);
        props.onSaved();
      }}
    />
  );
}
