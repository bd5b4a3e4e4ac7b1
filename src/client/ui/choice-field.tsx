/** One of a few, or yes: native radios and a checkbox with targets a thumb hits. */

import { useId, type ReactNode } from 'react';
import css from './choice-field.module.css';

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | '';
  readonly onValue: (value: Value) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly below?: ReactNode;
  /** One under the other, for long words. */
  readonly stacked?: boolean;
}

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, options, value, onValue, hint, error, below, stacked = false } = props;
  const id = useId();
  const described = error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`;
  return (
    <fieldset className={css['group']} aria-describedby={described}>
      <legend className={css['legend']}>{label}</legend>
      <div className={stacked ? css['stack'] : css['row']}>
        {options.map((option) => (
          <label key={option.value} className={css['option']}>
            <input
              type="radio"
              name={id}
              className={css['mark']}
              data-invalid={error === undefined ? undefined : true}
              checked={value === option.value}
              onChange={() => onValue(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p className={css['error']} id={`${id}-error`}>
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
      <div className={css['hint']} id={`${id}-hint`}>
        {hint}
      </div>
      {below}
    </fieldset>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly hint?: ReactNode;
}

export function CheckField({ label, checked, onChecked, hint }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={css['group']}>
      <label className={css['option']}>
        <input
          type="checkbox"
          className={css['mark']}
          aria-describedby={hint === undefined ? undefined : id}
          checked={checked}
          onChange={(event) => onChecked(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint !== undefined && (
        <p className={css['hint']} id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
