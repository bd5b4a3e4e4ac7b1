/** The form of a weighing, new or corrected: what the scale, the board and the tape say. */

import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { formatDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import type { ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { CheckField, ChoiceField } from '#client/ui/choice-field.tsx';
import { DraftNotice } from '#client/ui/draft-notice.tsx';
import { focusFirstInvalid } from '#client/ui/focus-first-invalid.ts';
import { ReasonField } from '#client/ui/reason-field.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { DateField, NumberField } from '#client/ui/text-field.tsx';
import type { Draft } from '#client/ui/use-draft.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import { questionsAbout } from '#domain/growth/measurement-questions.ts';
import type { AccountId } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';
import { BLANK, difference, lastTime } from './compare-weight.ts';
import { ConfirmQuestions } from './confirm-questions.tsx';
import { FORM_FIELD, ValueQuestion } from './value-question.tsx';
import {
  chosenPosition,
  readWeighing,
  usualPosition,
  type WeighField,
  type WeighProblem,
  type WeighValues,
} from './weigh-values.ts';
import css from './weigh.module.css';

interface WeighFormProps {
  readonly child: ChildView;
  /** Everything measured before, without the one being corrected. */
  readonly earlier: readonly EffectiveMeasurement[];
  readonly draft: Draft<WeighValues>;
  readonly authorId: AccountId;
  readonly today: string;
  /** The last day that may be chosen; see `useLatestDay`. */
  readonly latestDay: string;
  /** `true` for a correction: it needs its reason. */
  readonly correcting: boolean;
  readonly heading: ReactNode;
  readonly title: string;
  readonly about: string;
  readonly onBack: () => void;
  /** Resolves once saved; rejects when the phone could not. */
  readonly onSave: (measurement: Measurement, reason: string) => Promise<void>;
}

const POSITIONS = [
  { value: 'lying', label: shared.position.lying },
  { value: 'standing', label: shared.position.standing },
] as const;

function words(problem: WeighProblem | undefined): string | undefined {
  if (problem === undefined) return undefined;
  if (problem === 'unreadable' || problem === 'no-date' || problem === 'no-reason') {
    return text.weigh.problem[problem];
  }
  return shared.measurementProblem[problem];
}

export function WeighForm(props: WeighFormProps) {
  const { child, earlier, draft, authorId, today, latestDay, correcting } = props;
  const { bornOn } = child.profile;
  const { values, set } = draft;
  const form = useRef<HTMLFormElement>(null);
  const saving = useRef(false);
  const [left, setLeft] = useState<ReadonlySet<WeighField>>(new Set());
  const [state, setState] = useState<'editing' | 'asking' | 'saving' | 'not-saved'>('editing');

  const { measurement, problems: found } = readWeighing(values, child.profile, latestDay);
  const problems =
    correcting && values.reason.trim() === '' ? { ...found, reason: 'no-reason' as const } : found;
  const questions = questionsAbout(child.profile, measurement, earlier);
  const doubtfulWeight =
    problems.weight !== undefined || questions.some(({ kind }) => kind === 'unit-slip');
  const leave = (field: WeighField) => () => setLeft((before) => new Set(before).add(field));
  const ties = (field: WeighField) => ({
    error: left.has(field) ? words(problems[field]) : undefined,
    onLeave: leave(field),
    below: questions
      .filter((question) => FORM_FIELD[question.field] === field && left.has(field))
      .map((question) => (
        <ValueQuestion
          key={question.kind}
          question={question}
          bornOn={bornOn}
          measuredOn={measurement.measuredOn}
          onFix={set}
          refused={problems[field] !== undefined}
        />
      )),
  });

  function check(event: SubmitEvent) {
    event.preventDefault();
    setLeft(new Set(['measuredOn', 'weight', 'length', 'position', 'head', 'muac', 'reason']));
    if (Object.keys(problems).length > 0) return focusFirstInvalid(form.current);
    if (questions.length > 0) return setState('asking');
    void save();
  }

  async function save() {
    // A second tap lands here before the screen has changed: one form makes one record.
    if (saving.current) return;
    saving.current = true;
    setState('saving');
    try {
      await props.onSave(measurement, values.reason.trim());
    } catch {
      saving.current = false;
      setState('not-saved');
    }
  }

  const position = chosenPosition(values);
  return (
    <form ref={form} className={css['form']} noValidate onSubmit={check}>
      <Screen
        title={props.title}
        about={props.about}
        back={{ label: text.back, go: props.onBack }}
        action={
          <Button type="submit" look="main" wide aria-disabled={state === 'saving'}>
            {state === 'saving' ? text.saving : text.save}
          </Button>
        }
      >
        {props.heading}
        <DraftNotice draft={draft} words={text.draft} />
        <DateField
          label={shared.field.measuredOn}
          value={values.measuredOn}
          onValue={(measuredOn) => set({ measuredOn })}
          min={bornOn}
          max={latestDay}
          beside={
            measurement.measuredOn === today
              ? text.weigh.isToday(formatDate(today))
              : formatDate(measurement.measuredOn)
          }
          {...ties('measuredOn')}
        />
        <NumberField
          label={shared.field.weight}
          unit="kg"
          value={values.weight}
          onValue={(weight) => set({ weight })}
          beside={lastTime(earlier, 'weightGrams', measurement.measuredOn)}
          hint={doubtfulWeight ? BLANK : difference(child, earlier, measurement, authorId)}
          {...ties('weight')}
        />
        <NumberField
          label={shared.field.length}
          unit="cm"
          value={values.length}
          onValue={(length) => set({ length })}
          beside={lastTime(earlier, 'lengthMm', measurement.measuredOn)}
          {...ties('length')}
        />
        <ChoiceField
          label={shared.field.position}
          options={POSITIONS}
          value={position ?? usualPosition(bornOn, measurement.measuredOn)}
          onValue={(chosen) => {
            set({ position: chosen });
            leave('position')();
          }}
          hint={position === null ? undefined : text.weigh.positionByAge}
          below={ties('position').below}
        />
        <NumberField
          label={shared.field.head}
          unit="cm"
          value={values.head}
          onValue={(head) => set({ head })}
          beside={lastTime(earlier, 'headMm', measurement.measuredOn)}
          {...ties('head')}
        />
        <NumberField
          label={shared.field.muac}
          unit="cm"
          value={values.muac}
          onValue={(muac) => set({ muac })}
          beside={lastTime(earlier, 'muacMm', measurement.measuredOn)}
          {...ties('muac')}
        />
        <CheckField
          label={shared.field.oedema}
          checked={values.oedema === 'ya'}
          onChecked={(checked) => set({ oedema: checked ? 'ya' : 'tidak' })}
          hint={text.weigh.oedemaHint}
        />
        {correcting && (
          <ReasonField
            label={text.correct.reason}
            usual={text.correct.usualReasons}
            value={values.reason}
            onValue={(reason) => set({ reason })}
            {...ties('reason')}
          />
        )}
        {state === 'not-saved' && <NotSavedNotice />}
      </Screen>
      {state === 'asking' && (
        <ConfirmQuestions
          questions={questions}
          bornOn={bornOn}
          measurement={measurement}
          onYes={() => void save()}
          onNo={() => setState('editing')}
        />
      )}
    </form>
  );
}
