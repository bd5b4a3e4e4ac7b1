/** The fields of a child: at registration and when something is put right. */

import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { formatAge, formatCm, formatKg } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import { Button } from '#client/ui/button.tsx';
import { ChoiceField } from '#client/ui/choice-field.tsx';
import { DraftNotice } from '#client/ui/draft-notice.tsx';
import { focusFirstInvalid } from '#client/ui/focus-first-invalid.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { DateField, NumberField, TextField } from '#client/ui/text-field.tsx';
import type { Draft } from '#client/ui/use-draft.ts';
import type { ChildProfile } from '#domain/child.ts';
import { nikWarnings } from '#domain/nik.ts';
import {
  likelyBirthLength,
  likelyBirthWeight,
  readChild,
  type ChildField,
  type ChildFieldProblem,
  type ChildValues,
} from './child-values.ts';
import css from './child-form.module.css';

interface ChildFormProps {
  readonly title: string;
  readonly heading?: ReactNode;
  readonly draft: Draft<ChildValues>;
  readonly today: string;
  readonly onBack: () => void;
  /** Resolves once saved or once the kader must be asked something; rejects when the phone could not save. */
  readonly onSave: (profile: ChildProfile) => Promise<void>;
}

const ALL: readonly ChildField[] = [
  'name',
  'nik',
  'bornOn',
  'sex',
  'motherName',
  'dusun',
  'birthWeight',
  'birthLength',
];
const SEXES = [
  { value: 'male', label: shared.sex.male },
  { value: 'female', label: shared.sex.female },
] as const;

function words(field: ChildField, problem: ChildFieldProblem | undefined): string | undefined {
  if (problem === undefined) return undefined;
  if (problem === 'missing') return text.child.missing[field];
  if (problem === 'born-in-future' || problem === 'born-too-long-ago') {
    return shared.childProblem[problem];
  }
  return text.child.problem[problem];
}

export function ChildForm({ title, heading, draft, today, onBack, onSave }: ChildFormProps) {
  const { values, set } = draft;
  const form = useRef<HTMLFormElement>(null);
  const saving = useRef(false);
  const [left, setLeft] = useState<ReadonlySet<ChildField>>(new Set());
  const [state, setState] = useState<'editing' | 'saving' | 'not-saved'>('editing');
  const [openMore] = useState(values.dusun + values.birthWeight + values.birthLength !== '');
  const { profile, problems } = readChild(values, today);

  const ties = (field: ChildField) => ({
    value: values[field],
    error: left.has(field) ? words(field, problems[field]) : undefined,
    onLeave: () => setLeft((before) => new Set(before).add(field)),
  });
  const sex = values.sex === 'male' || values.sex === 'female' ? values.sex : '';
  const nik = values.nik.replace(/\D/g, '');
  const warnings = left.has('nik') ? nikWarnings(nik, { bornOn: values.bornOn, sex, today }) : [];
  const weightMeant = likelyBirthWeight(values.birthWeight);
  const lengthMeant = likelyBirthLength(values.birthLength);

  async function save(event: SubmitEvent) {
    event.preventDefault();
    setLeft(new Set(ALL));
    if (profile === null || Object.keys(problems).length > 0) {
      return focusFirstInvalid(form.current);
    }
    // A second tap lands here before the screen has changed: one form makes one record.
    if (saving.current) return;
    saving.current = true;
    setState('saving');
    try {
      await onSave(profile);
      setState('editing');
    } catch {
      setState('not-saved');
    } finally {
      saving.current = false;
    }
  }

  return (
    <form ref={form} className={css['form']} noValidate onSubmit={(event) => void save(event)}>
      <Screen
        title={title}
        back={{ label: text.back, go: onBack }}
        action={
          <Button type="submit" look="main" wide aria-disabled={state === 'saving'}>
            {state === 'saving' ? text.saving : text.save}
          </Button>
        }
      >
        {heading}
        <DraftNotice draft={draft} words={text.draft} />
        <TextField
          label={shared.field.name}
          onValue={(name) => set({ name })}
          input={{ autoCapitalize: 'words', maxLength: 120 }}
          {...ties('name')}
        />
        <TextField
          label={shared.field.nik}
          onValue={(typed) => set({ nik: typed })}
          input={{ inputMode: 'numeric', maxLength: 24 }}
          hint={nik === '' ? undefined : text.child.nikCount(nik.length)}
          {...ties('nik')}
          below={
            warnings.length > 0 && (
              <Notice tone="watch">
                {warnings.map((each) => text.child.nikWarning[each]).join(' ')}{' '}
                {text.child.nikWarningAsk}
              </Notice>
            )
          }
        />
        <DateField
          label={shared.field.bornOn}
          onValue={(bornOn) => set({ bornOn })}
          max={today}
          hint={
            profile !== null && problems.bornOn === undefined
              ? text.child.age(formatAge(profile.bornOn, today))
              : text.child.bornOnHint
          }
          {...ties('bornOn')}
        />
        <ChoiceField
          label={shared.field.sex}
          options={SEXES}
          value={sex}
          onValue={(chosen) => set({ sex: chosen })}
          error={ties('sex').error}
        />
        <TextField
          label={shared.field.motherName}
          onValue={(motherName) => set({ motherName })}
          input={{ autoCapitalize: 'words', maxLength: 120 }}
          {...ties('motherName')}
        />
        <details className={css['more']} open={openMore}>
          <summary>{text.child.more}</summary>
          <div className={css['fields']}>
            <TextField
              label={shared.field.dusun}
              onValue={(dusun) => set({ dusun })}
              input={{ autoCapitalize: 'words', maxLength: 200 }}
              {...ties('dusun')}
            />
            <NumberField
              label={shared.field.birthWeight}
              unit="kg"
              onValue={(birthWeight) => set({ birthWeight })}
              {...ties('birthWeight')}
              below={
                weightMeant !== null && (
                  <Button onClick={() => set({ birthWeight: formatKg(weightMeant) })}>
                    {text.question.didYouMean(`${formatKg(weightMeant)} kg`)}
                  </Button>
                )
              }
            />
            <NumberField
              label={shared.field.birthLength}
              unit="cm"
              onValue={(birthLength) => set({ birthLength })}
              {...ties('birthLength')}
              below={
                lengthMeant !== null && (
                  <Button onClick={() => set({ birthLength: formatCm(lengthMeant) })}>
                    {text.question.didYouMean(`${formatCm(lengthMeant)} cm`)}
                  </Button>
                )
              }
            />
          </div>
        </details>
        {state === 'not-saved' && <NotSavedNotice />}
      </Screen>
    </form>
  );
}
