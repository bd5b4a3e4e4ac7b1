/** A choice among many beside its label, for a row of filters. */

import { useId, type Ref } from 'react';
import css from './select-field.module.css';

interface InlineSelectProps {
  readonly label: string;
  readonly title?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Value and word of each, in the order shown. */
  readonly options: readonly (readonly [value: string, word: string])[];
  readonly ref?: Ref<HTMLSelectElement>;
}

export function InlineSelect({ label, title, value, onValue, options, ref }: InlineSelectProps) {
  const id = useId();
  return (
    <span className={css['inline']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        ref={ref}
        title={title}
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
    </span>
  );
}
