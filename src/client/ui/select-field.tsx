/** One of many, in the phone's own list. */

import { Field, type FieldProps } from './field.tsx';
import css from './field.module.css';

interface SelectFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function SelectField({ value, onValue, options, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={css['frame']}>
          <select
            {...ties}
            className={css['input']}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
