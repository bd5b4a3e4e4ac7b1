/** The frame of every field: label above, hint and error below, tied to the input for screen readers. */

import { useId, type ReactNode } from 'react';
import css from './field.module.css';

/** What an input inside a `Field` must carry. */
export interface InputTies {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export interface FieldProps {
  readonly label: string;
  /** Kept beside the label, never inside it, so that the label stays what it says. */
  readonly beside?: ReactNode;
  /** For a field that shows by sign and placeholder what it is. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Something to say or do about the value: a question, a one-tap fix. */
  readonly below?: ReactNode;
  readonly children: (ties: InputTies) => ReactNode;
}

export function Field({
  label,
  beside,
  hideLabel = false,
  hint,
  error,
  below,
  children,
}: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [error === undefined ? [] : [errorId], hint === undefined ? [] : [hintId]];
  return (
    <div className={css['field']}>
      <div className={hideLabel ? 'visually-hidden' : css['top']}>
        <label className={css['label']} htmlFor={id}>
          {label}
        </label>
        {beside !== undefined && <span className={css['beside']}>{beside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': described.flat().join(' ') || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p className={css['error']} id={errorId}>
          <span aria-hidden="true">! </span>
          {error}
        </p>
      )}
      {hint !== undefined && (
        <div className={css['hint']} id={hintId}>
          {hint}
        </div>
      )}
      {below}
    </div>
  );
}
