/** Step 2 of posyandu day: the kader types what the scale and the board show and taps Simpan. */

import { useState, type ReactNode } from 'react';
import { formatAge, formatKg } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useLatestDay, useSignedIn } from '#client/live.ts';
import { useServices, type ChildView, type EventView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { useDraft } from '#client/ui/use-draft.ts';
import type { ChildId, EventId, MutationId } from '#domain/ids.ts';
import { ChildGate } from './child-gate.tsx';
import { SavedMeasurement } from './saved-measurement.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import { WeighForm } from './weigh-form.tsx';
import { countingMeasurements, emptyValues } from './weigh-values.ts';

/** A draft found the next day was still weighed on the day it was typed. */
const DAY = ['measuredOn'] as const;

export interface WeighScreenProps {
  readonly childId: ChildId;
  /** The returned mutation this weighing answers. */
  readonly answers?: MutationId | undefined;
  readonly onBack: () => void;
  /** "Anak berikutnya" */
  readonly onNext: () => void;
  readonly onOpenChild: () => void;
  readonly onCorrect: (eventId: EventId) => void;
  readonly onSaved: () => void;
  /** What makes the day doubtful. */
  readonly notices: ReactNode;
  /** Draws the result of the child's last measurement. */
  readonly renderResult: (childId: ChildId) => ReactNode;
}

export function WeighScreen(props: WeighScreenProps) {
  return (
    <ChildGate childId={props.childId} onBack={props.onBack}>
      {(child, events) => <Weighing {...props} child={child} events={events} />}
    </ChildGate>
  );
}

interface WeighingProps extends WeighScreenProps {
  readonly child: ChildView;
  readonly events: readonly EventView[];
}

function Weighing({ child, events, answers, ...props }: WeighingProps) {
  const { records, today } = useServices();
  const signedIn = useSignedIn();
  const latestDay = useLatestDay();
  const [savedId, setSavedId] = useState<EventId | null>(null);
  const [undoing, setUndoing] = useState(false);
  const [openedOn] = useState(today);
  const draftKey = `weigh:${child.id}`;
  const draft = useDraft({
    store: records,
    key: draftKey,
    initial: emptyValues(openedOn),
    fixed: DAY,
    today: openedOn,
  });
  if (!draft.ready || signedIn === null || signedIn === undefined) return null;

  if (savedId !== null) {
    return (
      <>
        <SavedMeasurement
          child={child}
          event={events.find(({ event }) => event.id === savedId)}
          voided={events.some(({ event }) => event.kind === 'void' && event.targetId === savedId)}
          next={{ label: text.weigh.next, go: props.onNext }}
          onOpenChild={props.onOpenChild}
          onCorrect={() => props.onCorrect(savedId)}
          onUndo={() => setUndoing(true)}
          renderResult={props.renderResult}
        />
        {undoing && (
          <UndoDialog
            onClose={() => setUndoing(false)}
            onUndo={async (reason) => {
              await records.voidMeasurement(child.id, savedId, { reason });
              setUndoing(false);
            }}
          />
        )}
      </>
    );
  }

  const earlier = countingMeasurements(events);
  const sameDay = earlier.find(
    ({ voided, measurement }) => !voided && measurement.measuredOn === draft.values.measuredOn,
  );
  return (
    <WeighForm
      child={child}
      earlier={earlier}
      draft={draft}
      authorId={signedIn.accountId}
      today={today()}
      latestDay={latestDay}
      correcting={false}
      title={child.profile.name}
      about={text.weigh.about(formatAge(child.profile.bornOn, openedOn))}
      heading={
        <>
          {props.notices}
          {sameDay && (
            <Notice
              tone="watch"
              actions={
                <Button onClick={() => props.onCorrect(sameDay.id)}>{text.correct.earlier}</Button>
              }
            >
              {text.weigh.sameDay(
                sameDay.measurement.weightGrams === null
                  ? null
                  : formatKg(sameDay.measurement.weightGrams),
              )}
            </Notice>
          )}
        </>
      }
      onBack={props.onBack}
      onSave={async (measurement) => {
        const options = { draftKey, ...(answers === undefined ? {} : { answers }) };
        const id = await draft.finish(() =>
          records.recordMeasurement(child.id, measurement, options),
        );
        setSavedId(id);
        props.onSaved();
      }}
    />
  );
}
