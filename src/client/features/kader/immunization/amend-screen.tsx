/** A recorded dose put right: the old values are kept, the new ones say why. */

import { useState, type ReactNode } from 'react';
import { doses as text } from '#client/i18n/kader-immunization.ts';
import { kader } from '#client/i18n/kader.ts';
import { useLatestDay, useRecords } from '#client/live.ts';
import { useServices, type AttentionItem, type ChildView } from '#client/services.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { SelectField } from '#client/ui/select-field.tsx';
import { useDraft } from '#client/ui/use-draft.ts';
import type { ChildId, EventId } from '#domain/ids.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { ReasonWords } from './card-screen.tsx';
import { standing, type DoseRecord } from './card.ts';
import { DoseForm } from './dose-form.tsx';
import { keyOf, OTHER, pickedOf, PRODUCTS, typedAgain, type DoseValues } from './dose-values.ts';
import { ImmunizationGate } from './immunization-gate.tsx';
import { OtherName } from './vaccine-choice.tsx';

export interface AmendScreenProps {
  readonly childId: ChildId;
  /** The dose to put right: its first event. */
  readonly eventId: EventId;
  readonly onBack: () => void;
  readonly onSaved: () => void;
  readonly notices: ReactNode;
  /** Why it came back, in words. */
  readonly reasonWords: ReasonWords;
}

export function AmendScreen(props: AmendScreenProps) {
  const attention = useRecords((records) => records.attention());
  return (
    <ImmunizationGate childId={props.childId} onBack={props.onBack}>
      {(child, records) => {
        if (attention === undefined) return null;
        const record = records.find(({ id }) => id === props.eventId);
        if (record === undefined) {
          return (
            <Screen title={text.form.editTitle} back={{ label: kader.back, go: props.onBack }}>
              <Notice tone="unknown">{text.form.notFound}</Notice>
            </Screen>
          );
        }
        const item = attention.find(({ targetId }) => targetId === props.eventId);
        return <Amending {...props} child={child} records={records} record={record} item={item} />;
      }}
    </ImmunizationGate>
  );
}

interface AmendingProps extends AmendScreenProps {
  readonly child: ChildView;
  readonly records: readonly DoseRecord[];
  readonly record: DoseRecord;
  readonly item: AttentionItem | undefined;
}

function Amending({ child, records: history, record, item, ...props }: AmendingProps) {
  const { records, today } = useServices();
  const latestDay = useLatestDay();
  // The answer is tied to what was asked when the form opened, not to what a sync brings meanwhile.
  const [asked] = useState(item);
  const wrong = asked?.immunization ?? record.value;
  const draftKey = `immunize-again:${props.eventId}`;
  const draft = useDraft({
    store: records,
    key: draftKey,
    initial: typedAgain(wrong),
    today: today(),
  });
  if (!draft.ready) return null;

  async function save([dose]: readonly Immunization[], reason: string) {
    if (dose === undefined) return;
    const options = { draftKey, reason, ...(asked === undefined ? {} : { answers: asked.mid }) };
    await draft.finish(() => records.amendImmunization(child.id, props.eventId, dose, options));
    props.onSaved();
  }

  return (
    <DoseForm
      title={text.form.editTitle}
      about={text.form.about(child.profile.name)}
      bornOn={child.profile.bornOn}
      earlier={standing(history)
        .filter(({ id }) => id !== props.eventId)
        .map(({ value }) => value)}
      draft={draft}
      today={today()}
      latestDay={latestDay}
      correcting
      heading={
        <>
          {props.notices}
          {asked !== undefined && (
            <Notice tone="act">
              <strong>{kader.correct.returned}</strong> {props.reasonWords(asked)}
            </Notice>
          )}
        </>
      }
      renderVaccines={({ set, otherError }) => (
        <OneVaccine values={draft.values} set={set} otherError={otherError} />
      )}
      onBack={props.onBack}
      onSave={save}
    />
  );
}

const OPTIONS = [...PRODUCTS, OTHER].map((value) => ({
  value,
  label: value === OTHER ? text.form.other : text.product(value),
}));

interface OneVaccineProps {
  readonly values: DoseValues;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  readonly otherError: string | undefined;
}

function OneVaccine({ values, set, otherError }: OneVaccineProps) {
  const chosen = pickedOf(values)[0] ?? OTHER;
  /** The vial stays the one that was typed. */
  function choose(product: string) {
    const lot = keyOf(values, 'lot');
    const expires = keyOf(values, 'expires');
    set({
      [`pick:${chosen}`]: '',
      [`${lot}:${product}`]: values[`${lot}:${chosen}`] ?? '',
      [`${expires}:${product}`]: values[`${expires}:${chosen}`] ?? '',
      [`pick:${product}`]: 'ya',
    });
  }
  return (
    <>
      <SelectField label={text.form.vaccines} options={OPTIONS} value={chosen} onValue={choose} />
      {chosen === OTHER && <OtherName values={values} set={set} error={otherError} />}
    </>
  );
}
