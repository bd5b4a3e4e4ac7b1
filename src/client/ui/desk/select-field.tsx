/** A choice among many, as the browser's own list. */

import { Field, type FieldProps } from '#client/ui/field.tsx';
import css from './select-field.module.css';

interface SelectFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Value and word of each, in the order shown. */
  readonly options: readonly (readonly [value: string, word: string])[];
}

export function SelectField({ value, onValue, options, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(ties) => (
        <select
          {...ties}
          className={css['select']}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        >
          {options.map(([option, word]) => (
            <option key={option} value={option}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
