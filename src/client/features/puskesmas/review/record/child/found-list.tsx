/** What a search has found, by name and a quiet line about each, one of them to be chosen. */

import { useId } from 'react';
import css from './child.module.css';

interface FoundListProps<Row> {
  readonly legend: string;
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (row: Row) => void;
  readonly about: (row: Row) => string;
  /** Said below the list. */
  readonly note?: string | null;
  /** Of the element that says what is wrong with the choice. */
  readonly describedBy?: string | undefined;
}

export function FoundList<Row extends { readonly id: string; readonly name: string }>(
  props: FoundListProps<Row>,
) {
  const { legend, rows, chosen, onChoose, about, note = null, describedBy } = props;
  const id = useId();
  return (
    <fieldset className={css['choice']} aria-describedby={describedBy}>
      <legend>{legend}</legend>
      <div className={css['options']}>
        {rows.map((row) => (
          <label key={row.id} className={css['option']} htmlFor={`${id}-${row.id}`}>
            <input
              id={`${id}-${row.id}`}
              type="radio"
              name={id}
              checked={row.id === chosen}
              onChange={() => onChoose(row)}
            />
            <strong>{row.name}</strong>
            <span className={css['quiet']}>{about(row)}</span>
          </label>
        ))}
      </div>
      {note !== null && <p className={css['quiet']}>{note}</p>}
    </fieldset>
  );
}
