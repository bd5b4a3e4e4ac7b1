/** Fields for words, numbers, dates and secrets. All controlled: what is typed lives in the screen. */

import { useState, type InputHTMLAttributes } from 'react';
import { Field, type FieldProps } from './field.tsx';
import css from './field.module.css';

interface ValueProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onLeave?: () => void;
}

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'autoCapitalize' | 'inputMode' | 'maxLength' | 'name' | 'list' | 'enterKeyHint'
>;

export function TextField({
  value,
  onValue,
  onLeave,
  input,
  ...field
}: ValueProps & { readonly input?: Native }) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={css['frame']}>
          <input
            autoComplete="off"
            {...input}
            {...ties}
            type="text"
            className={css['input']}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            onBlur={onLeave}
          />
        </div>
      )}
    </Field>
  );
}

/** Takes the number as it is typed, comma or point; reading it is `parseDecimal`'s. */
export function NumberField({
  value,
  onValue,
  onLeave,
  unit,
  ...field
}: ValueProps & { readonly unit: string }) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={css['frame']}>
          <input
            {...ties}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            enterKeyHint="next"
            className={`${css['input']} ${css['number']}`}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            onBlur={onLeave}
          />
          <span className={css['unit']} aria-hidden="true">
            {unit}
          </span>
        </div>
      )}
    </Field>
  );
}

interface PickerProps extends ValueProps {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/** The phone's own date picker. */
export function DateField(props: PickerProps) {
  return <PickerField {...props} type="date" />;
}

/** The phone's own picker of a month; its value is `2026-03`. */
export function MonthField(props: PickerProps) {
  return <PickerField {...props} type="month" />;
}

function PickerField({
  type,
  value,
  onValue,
  onLeave,
  min,
  max,
  ...field
}: PickerProps & { readonly type: 'date' | 'month' }) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={css['frame']}>
          <input
            {...ties}
            type={type}
            className={css['input']}
            min={min}
            max={max}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            onBlur={onLeave}
          />
        </div>
      )}
    </Field>
  );
}

export function PasswordField({
  value,
  onValue,
  show,
  hide,
  autoComplete,
  ...field
}: ValueProps & {
  readonly show: string;
  readonly hide: string;
  readonly autoComplete: 'current-password' | 'new-password';
}) {
  const [visible, setVisible] = useState(false);
  return (
    <Field {...field}>
      {(ties) => (
        <div className={css['frame']}>
          <input
            {...ties}
            type={visible ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            className={css['input']}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
          <button
            type="button"
            className={css['inside']}
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
          >
            {visible ? hide : show}
          </button>
        </div>
      )}
    </Field>
  );
}

export function SearchField({
  value,
  onValue,
  label,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <div className="screen-only">
      <Field label={label} hideLabel>
        {(ties) => (
          <div className={css['frame']}>
            <svg
              className={css['glass']}
              width="24"
              height="24"
              viewBox="0 0 24 24"
              aria-hidden="true"
            >
              <path
                d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 21 21"
                fill="none"
                stroke="currentColor"
                strokeWidth="2"
              />
            </svg>
            <input
              {...ties}
              placeholder={label}
              type="search"
              autoComplete="off"
              enterKeyHint="search"
              className={css['input']}
              value={value}
              onChange={(event) => onValue(event.target.value)}
            />
          </div>
        )}
      </Field>
    </div>
  );
}

export function WordsField({ value, onValue, onLeave, ...field }: ValueProps) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={css['frame']}>
          <textarea
            {...ties}
            rows={2}
            maxLength={500}
            className={`${css['input']} ${css['area']}`}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            onBlur={onLeave}
          />
        </div>
      )}
    </Field>
  );
}
