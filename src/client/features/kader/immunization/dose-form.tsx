/** The form of an immunization: several vaccines of one visit or one page of the book at once, or one put right. */

import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { immunization as words } from '#client/i18n/immunization.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { kader } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import { Button } from '#client/ui/button.tsx';
import { DraftNotice } from '#client/ui/draft-notice.tsx';
import { focusFirstInvalid } from '#client/ui/focus-first-invalid.ts';
import { ReasonField } from '#client/ui/reason-field.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { SelectField } from '#client/ui/select-field.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { Draft } from '#client/ui/use-draft.ts';
import {
  immunizationPlaceSchema,
  type Immunization,
} from '#domain/immunization/immunization-record.ts';
import { BatchFields } from './batch-fields.tsx';
import { ConfirmDoses } from './confirm-doses.tsx';
import { questionsAbout, type DoseQuestion } from './dose-questions.ts';
import {
  keyOf,
  placeOf,
  readDoses,
  sourceOf,
  type DoseField,
  type DoseProblem,
  type DoseValues,
} from './dose-values.ts';
import { useRegion } from './use-region.ts';
import { WhenFields } from './when-fields.tsx';
import css from './immunization.module.css';

const text = doses.form;

const PLACES = [
  { value: 'none', label: text.noPlace },
  ...immunizationPlaceSchema.options.map((value) => ({ value, label: words.place[value] })),
];

export interface DoseFormProps {
  readonly title: string;
  readonly about: string;
  readonly bornOn: string;
  /** What counts already, without the one being corrected. */
  readonly earlier: readonly Immunization[];
  readonly draft: Draft<DoseValues>;
  readonly today: string;
  /** The last day that may be chosen; see `useLatestDay`. */
  readonly latestDay: string;
  readonly correcting: boolean;
  readonly heading: ReactNode;
  /** Which vaccines. */
  readonly renderVaccines: (field: {
    readonly set: (changes: Readonly<Record<string, string>>) => void;
    readonly error: string | undefined;
    readonly otherError: string | undefined;
  }) => ReactNode;
  readonly onBack: () => void;
  /** Resolves once saved; rejects when the phone could not. */
  readonly onSave: (given: readonly Immunization[], reason: string) => Promise<void>;
}

const PROBLEMS: Readonly<Record<DoseProblem, string>> = {
  ...shared.immunizationProblem,
  ...text.problem,
};

export function DoseForm(props: DoseFormProps) {
  const { bornOn, earlier, draft, today, latestDay, correcting } = props;
  const { values } = draft;
  const form = useRef<HTMLFormElement>(null);
  const saving = useRef(false);
  const [left, setLeft] = useState<ReadonlySet<DoseField>>(new Set());
  const [state, setState] = useState<'editing' | 'saving' | 'not-saved'>('editing');
  const [asking, setAsking] = useState<readonly DoseQuestion[]>([]);

  const { doses: given, problems: found } = readDoses(values, { bornOn, today: latestDay });
  const problems =
    correcting && values.reason.trim() === '' ? { ...found, reason: 'no-reason' as const } : found;
  const error = (field: DoseField) => {
    const problem = left.has(field) ? problems[field] : undefined;
    return problem === undefined ? undefined : PROBLEMS[problem];
  };
  const leave = (field: DoseField) => () => setLeft((before) => new Set(before).add(field));
  const set = (changes: Readonly<Record<string, string>>) => draft.set(changes);
  const source = sourceOf(values);
  const region = useRegion();

  function check(event: SubmitEvent) {
    event.preventDefault();
    setLeft(new Set(['vaccines', 'other', 'givenOn', 'reason']));
    if (Object.keys(problems).length > 0) return focusFirstInvalid(form.current);
    const questions = questionsAbout({ bornOn, region }, earlier, given, latestDay);
    if (questions.length > 0) return setAsking(questions);
    void save();
  }

  async function save() {
    // A second tap lands here before the screen has changed: one form is saved once.
    if (saving.current) return;
    saving.current = true;
    setAsking([]);
    setState('saving');
    try {
      await props.onSave(given, values.reason.trim());
    } catch {
      saving.current = false;
      setState('not-saved');
    }
  }

  return (
    <form ref={form} className={css['form']} noValidate onSubmit={check}>
      <Screen
        title={props.title}
        about={props.about}
        back={{ label: kader.back, go: props.onBack }}
        action={
          <Button type="submit" look="main" wide aria-disabled={state === 'saving'}>
            {state === 'saving' ? kader.saving : kader.save}
          </Button>
        }
      >
        {props.heading}
        <DraftNotice draft={draft} words={kader.draft} />
        {props.renderVaccines({ set, error: error('vaccines'), otherError: error('other') })}
        <WhenFields
          values={values}
          set={set}
          bornOn={bornOn}
          today={today}
          latestDay={latestDay}
          error={error('givenOn')}
          onLeave={leave('givenOn')}
        />
        <BatchFields values={values} set={set} />
        {source !== 'recall' && (
          <TextField
            label={text.givenBy}
            value={values[keyOf(values, 'givenBy')] ?? ''}
            onValue={(name) => set({ [keyOf(values, 'givenBy')]: name })}
            input={{ maxLength: 120, autoCapitalize: 'words' }}
          />
        )}
        <SelectField
          label={text.place}
          options={PLACES}
          value={placeOf(values) ?? 'none'}
          onValue={(place) => set({ place })}
        />
        {correcting && (
          <ReasonField
            label={text.reason}
            usual={text.usualReasons}
            value={values.reason}
            onValue={(reason) => set({ reason })}
            onLeave={leave('reason')}
            error={error('reason')}
          />
        )}
        {state === 'not-saved' && <NotSavedNotice />}
      </Screen>
      {asking.length > 0 && (
        <ConfirmDoses questions={asking} onYes={() => void save()} onNo={() => setAsking([])} />
      )}
    </form>
  );
}
