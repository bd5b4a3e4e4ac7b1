/** A weighing put right: the old values are kept, the new ones say why. */

import { useState } from 'react';
import { formatDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useLatestDay, useRecords, useSignedIn } from '#client/live.ts';
import {
  useServices,
  type AttentionItem,
  type ChildView,
  type EventView,
} from '#client/services.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { useDraft } from '#client/ui/use-draft.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { EventId } from '#domain/ids.ts';
import { withGainOverride, type GainOverride, type Measurement } from '#domain/measurement.ts';
import { ChildGate } from './child-gate.tsx';
import { SavedMeasurement } from './saved-measurement.tsx';
import { WeighForm } from './weigh-form.tsx';
import type { WeighScreenProps } from './weigh-screen.tsx';
import { countingMeasurements, keepsLetter, readWeighing, typedAgain } from './weigh-values.ts';

export interface CorrectScreenProps extends Omit<
  WeighScreenProps,
  'answers' | 'onCorrect' | 'onNext'
> {
  /** The measurement to put right: its first event. */
  readonly eventId: EventId;
  /** Why it came back, in words. */
  readonly reasonWords: (item: AttentionItem) => string;
}

export function CorrectScreen(props: CorrectScreenProps) {
  const attention = useRecords((records) => records.attention());
  return (
    <ChildGate childId={props.childId} onBack={props.onBack}>
      {(child, events) => {
        const root = events.find(({ event }) => event.id === props.eventId);
        const counts = effectiveMeasurements(events.map(({ event }) => event)).find(
          ({ id }) => id === props.eventId,
        );
        if (attention === undefined) return null;
        if (root === undefined || counts === undefined) {
          return (
            <Screen title={text.correct.title} back={{ label: text.back, go: props.onBack }}>
              <Notice tone="unknown">{text.correct.notFound}</Notice>
            </Screen>
          );
        }
        const item = attention.find(({ targetId }) => targetId === props.eventId);
        return (
          <Correcting
            {...props}
            child={child}
            events={events}
            root={root}
            item={item}
            wrong={item?.measurement ?? counts.measurement}
          />
        );
      }}
    </ChildGate>
  );
}

interface CorrectingProps extends CorrectScreenProps {
  readonly child: ChildView;
  readonly events: readonly EventView[];
  readonly root: EventView;
  readonly item: AttentionItem | undefined;
  readonly wrong: Measurement;
}

function Correcting({ child, events, root, item, wrong, ...props }: CorrectingProps) {
  const { records, today } = useServices();
  const signedIn = useSignedIn();
  const latestDay = useLatestDay();
  const [savedId, setSavedId] = useState<EventId | null>(null);
  // The answer is tied to what was asked when the form opened, not to what a sync brings meanwhile.
  const [answers] = useState(item?.mid);
  const [asked] = useState(item);
  const draftKey = `correct:${props.eventId}`;
  const draft = useDraft({
    store: records,
    key: draftKey,
    initial: typedAgain(wrong),
    today: today(),
  });
  if (!draft.ready || signedIn === null || signedIn === undefined) return null;

  if (savedId !== null) {
    return (
      <SavedMeasurement
        child={child}
        event={events.find(({ event }) => event.id === savedId)}
        voided={false}
        next={{ label: text.correct.done, go: props.onBack }}
        onOpenChild={props.onOpenChild}
        renderResult={props.renderResult}
      />
    );
  }

  const { gainOverride } = wrong;
  const typed = readWeighing(draft.values, child.profile, latestDay).measurement;

  async function save(values: Measurement, reason: string) {
    const measurement = withGainOverride(
      values,
      gainOverride !== undefined && keepsLetter(wrong, values) ? gainOverride : null,
    );
    const options = { draftKey, reason, ...(answers === undefined ? {} : { answers }) };
    // What the server never took in cannot be amended there: it is recorded anew, in its place.
    const id = await draft.finish(() =>
      root.state.state === 'quarantined'
        ? records.recordMeasurement(child.id, measurement, options)
        : records.amendMeasurement(child.id, props.eventId, measurement, options),
    );
    setSavedId(id);
    props.onSaved();
  }

  return (
    <WeighForm
      child={child}
      earlier={countingMeasurements(events).filter(({ id }) => id !== props.eventId)}
      draft={draft}
      authorId={signedIn.accountId}
      today={today()}
      latestDay={latestDay}
      correcting
      title={text.correct.title}
      about={text.correct.about(child.profile.name, formatDate(wrong.measuredOn))}
      heading={
        <>
          {props.notices}
          {asked !== undefined && (
            <Notice tone="act">
              <strong>{text.correct.returned}</strong> {props.reasonWords(asked)}
            </Notice>
          )}
          {gainOverride !== undefined && (
            <ChangedLetter code={gainOverride.code} kept={keepsLetter(wrong, typed)} />
          )}
        </>
      }
      onBack={props.onBack}
      onSave={save}
    />
  );
}

interface ChangedLetterProps {
  readonly code: GainOverride['code'];
  /** `false` once the correction takes its ground away. */
  readonly kept: boolean;
}

/** Says what becomes of a letter that was changed by hand. */
function ChangedLetter({ code, kept }: ChangedLetterProps) {
  const { change } = growth.gain;
  const letter = growth.weightGain[code];
  if (kept) return <p>{change.kept(letter)}</p>;
  return (
    <Notice tone="watch" announce="soon">
      {change.dropped(letter)}
    </Notice>
  );
}
