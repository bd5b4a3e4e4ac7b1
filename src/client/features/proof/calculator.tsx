/** A child typed in by anybody: what is typed stays in this page alone and goes with it. */

import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { proof } from '#client/i18n/proof.ts';
import { shared } from '#client/i18n/shared.ts';
import { Button } from '#client/ui/button.tsx';
import { ChoiceField } from '#client/ui/choice-field.tsx';
import { focusFirstInvalid } from '#client/ui/focus-first-invalid.ts';
import { openForms } from '#client/ui/open-forms.ts';
import { DateField, NumberField } from '#client/ui/text-field.tsx';
import {
  emptyCalculator,
  readCalculator,
  type Calculation,
  type CalculatorField,
  type CalculatorProblem,
} from './calculator-values.ts';
import { Computation } from './computation.tsx';
import { spokenResult } from './result-words.ts';
import css from './proof.module.css';

const text = proof.calculator;
const words: Readonly<Record<CalculatorProblem, string>> = {
  ...shared.measurementProblem,
  ...shared.childProblem,
  ...text.problem,
};

interface Answer {
  /** How often it was asked for. */
  readonly count: number;
  /** `null` before the first, and while something typed cannot be read. */
  readonly calculation: Calculation | null;
}

export function Calculator({ today }: { readonly today: string }) {
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(() => emptyCalculator(today));
  const [left, setLeft] = useState<ReadonlySet<CalculatorField>>(new Set());
  const [answer, setAnswer] = useState<Answer>({ count: 0, calculation: null });
  const { problems } = readCalculator(values, today);
  useEffect(() => () => openForms.release(FORM), []);

  const change = (typed: Partial<typeof values>) => {
    openForms.hold(FORM);
    setValues({ ...values, ...typed });
  };
  const errorOf = (field: CalculatorField) => {
    const problem = problems[field];
    return problem !== undefined && left.has(field) ? words[problem] : undefined;
  };
  const ties = (field: Exclude<CalculatorField, 'sex'>) => ({
    value: values[field],
    onValue: (typed: string) => change({ [field]: typed }),
    error: errorOf(field),
    // An empty field is no slip before the whole was asked for.
    onLeave: () => {
      if (values[field].trim() !== '') setLeft((before) => new Set(before).add(field));
    },
  });

  function calculate(event: SubmitEvent) {
    event.preventDefault();
    setLeft(new Set(FIELDS));
    const read = readCalculator(values, today);
    setAnswer({ count: answer.count + 1, calculation: read.calculation });
    if (read.calculation === null) focusFirstInvalid(form.current);
  }

  return (
    <section className={css['part']} aria-labelledby="kalkulator">
      <h2 id="kalkulator">{text.title}</h2>
      <p className={css['quiet']}>{text.about}</p>
      <form ref={form} className={css['form']} noValidate onSubmit={calculate}>
        <ChoiceField
          label={shared.field.sex}
          options={[
            { value: 'male', label: shared.sex.male },
            { value: 'female', label: shared.sex.female },
          ]}
          value={values.sex}
          onValue={(sex) => change({ sex })}
          error={errorOf('sex')}
        />
        <ChoiceField
          label={text.ageFrom}
          options={[
            { value: 'dates', label: text.ageKind.dates },
            { value: 'age', label: text.ageKind.age },
          ]}
          value={values.ageKind}
          onValue={(ageKind) => change({ ageKind })}
          stacked
        />
        {values.ageKind === 'dates' ? (
          <div className={css['pair']}>
            <DateField label={shared.field.bornOn} max={today} {...ties('bornOn')} />
            <DateField label={text.measuredOn} max={today} {...ties('measuredOn')} />
          </div>
        ) : (
          <div className={css['pair']}>
            <NumberField label={text.months} unit={text.monthsUnit} {...ties('months')} />
            <NumberField label={text.days} unit={text.daysUnit} {...ties('days')} />
          </div>
        )}
        <div className={css['pair']}>
          <NumberField label={shared.field.weight} unit="kg" {...ties('weight')} />
          <NumberField label={shared.field.length} unit="cm" {...ties('length')} />
        </div>
        <ChoiceField
          label={shared.field.position}
          options={[
            { value: 'lying', label: shared.position.lying },
            { value: 'standing', label: shared.position.standing },
            { value: 'unknown', label: text.positionUnknown },
          ]}
          value={values.position}
          onValue={(position) => change({ position })}
        />
        <div className={css['pair']}>
          <NumberField label={shared.field.head} unit="cm" {...ties('head')} />
        </div>
        <Button type="submit" look="main" wide>
          {text.submit}
        </Button>
      </form>
      <output className="visually-hidden">
        {answer.calculation !== null && spokenResult(answer.calculation)}
      </output>
      {answer.calculation === null ? (
        <p className={css['empty']}>{text.empty}</p>
      ) : (
        <Computation key={answer.count} calculation={answer.calculation} />
      )}
    </section>
  );
}

const FORM = 'bukti-hitungan';

const FIELDS: readonly CalculatorField[] = [
  'sex',
  'bornOn',
  'measuredOn',
  'months',
  'days',
  'weight',
  'length',
  'head',
];
