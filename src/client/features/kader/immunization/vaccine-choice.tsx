/** Which vaccines: what is due on top, all others one tap away, and a free name for the rest. */

import { useId, useState } from 'react';
import { formatCount } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { Button } from '#client/ui/button.tsx';
import { CheckField } from '#client/ui/choice-field.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { OwedDose } from '#domain/immunization/owed-doses.ts';
import type { ProductName } from '#domain/immunization/schedule-schema.ts';
import { owedLook } from './dose-look.ts';
import { OTHER, pickedOf, PRODUCTS, type DoseValues } from './dose-values.ts';
import css from './immunization.module.css';

const text = doses.form;

interface VaccineChoiceProps {
  readonly values: DoseValues;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  readonly dueNow: readonly OwedDose[];
  readonly error: string | undefined;
  readonly otherError: string | undefined;
}

export function VaccineChoice({ values, set, dueNow, error, otherError }: VaccineChoiceProps) {
  const id = useId();
  const due = new Map(dueNow.map((owed) => [owed.product, owed]));
  const others = PRODUCTS.filter((product) => !due.has(product));
  // Open from the start where that is all there is, or something in it was ticked; then the kader's.
  const [startsOpen] = useState(
    () => due.size === 0 || [...others, OTHER].some((key) => pickedOf(values).includes(key)),
  );
  const tick = (key: string, hint?: string) => (
    <CheckField
      key={key}
      label={key === OTHER ? text.other : doses.product(key)}
      hint={hint}
      checked={values[`pick:${key}`] === 'ya'}
      onChecked={(checked) => set({ [`pick:${key}`]: checked ? 'ya' : '' })}
    />
  );
  return (
    <fieldset
      className={css['choices']}
      aria-describedby={error === undefined ? undefined : id}
      tabIndex={-1}
      data-invalid={error === undefined ? undefined : true}
    >
      <legend>{text.vaccines}</legend>
      {error !== undefined && (
        <p className={css['error']} id={id}>
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
      {due.size > 0 && <p className={css['sub']}>{text.dueNow}</p>}
      {[...due].map(([product, owed]) =>
        tick(product, text.asDose(owed.dose, owedLook(owed).word)),
      )}
      <details className={css['more']} open={startsOpen}>
        <summary>{text.others(formatCount(others.length))}</summary>
        <div>
          {others.map((product) => tick(product))}
          {tick(OTHER)}
          {values[`pick:${OTHER}`] === 'ya' && (
            <OtherName values={values} set={set} error={otherError} />
          )}
        </div>
      </details>
    </fieldset>
  );
}

interface OtherNameProps extends Pick<VaccineChoiceProps, 'values' | 'set'> {
  readonly error: string | undefined;
}

/** A name that the schedule knows under another word is offered in its place. */
export function OtherName({ values, set, error }: OtherNameProps) {
  const known = knownAs(values.other);
  return (
    <TextField
      label={text.otherName}
      hint={text.otherHint}
      value={values.other}
      onValue={(other) => set({ other })}
      error={error}
      input={{ maxLength: 60 }}
      below={
        known !== undefined && (
          <Button
            onClick={() => set({ other: '', [`pick:${OTHER}`]: '', [`pick:${known}`]: 'ya' })}
          >
            {text.didYouMean(doses.product(known))}
          </Button>
        )
      }
    />
  );
}

const otherNames = new Map<string, ProductName>(Object.entries(doses.otherNames));

function knownAs(typed: string): ProductName | undefined {
  const word = typed.trim().toLowerCase();
  return otherNames.get(word) ?? PRODUCTS.find((product) => product.toLowerCase() === word);
}
