/** Batch and expiry of each vial: typed for the first child of the day, folded away for the next and for what a book says. */

import { useState } from 'react';
import { doses } from '#client/i18n/kader-immunization.ts';
import { Button } from '#client/ui/button.tsx';
import { DateField, TextField } from '#client/ui/text-field.tsx';
import { keyOf, OTHER, pickedOf, sourceOf, type DoseValues } from './dose-values.ts';
import css from './immunization.module.css';

const text = doses.form;

interface BatchFieldsProps {
  readonly values: DoseValues;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
}

export function BatchFields({ values, set }: BatchFieldsProps) {
  const picked = pickedOf(values);
  if (picked.length === 0 || sourceOf(values) === 'recall') return null;
  return (
    <section className={css['part']} aria-label={text.batches}>
      <h2>{text.batches}</h2>
      <p className={css['sub']}>
        {sourceOf(values) === 'provider' ? text.batchesHint : text.batchesBook}
      </p>
      {picked.map((product) => (
        <Batch
          // A vial of today and one copied from a book are typed each for itself.
          key={keyOf(values, product)}
          isOfToday={sourceOf(values) === 'provider'}
          name={product === OTHER ? values.other.trim() || text.other : doses.product(product)}
          lot={values[keyOf(values, `lot:${product}`)] ?? ''}
          expires={values[keyOf(values, `expires:${product}`)] ?? ''}
          onLot={(lot) => set({ [keyOf(values, `lot:${product}`)]: lot })}
          onExpires={(day) => set({ [keyOf(values, `expires:${product}`)]: day })}
        />
      ))}
    </section>
  );
}

interface BatchProps {
  /** Of the vial on the table, which must be looked at once a day. */
  readonly isOfToday: boolean;
  readonly name: string;
  readonly lot: string;
  readonly expires: string;
  readonly onLot: (lot: string) => void;
  readonly onExpires: (day: string) => void;
}

function Batch({ isOfToday, name, lot, expires, onLot, onExpires }: BatchProps) {
  const [isOpen, setOpen] = useState(isOfToday && (lot === '' || expires === ''));
  if (!isOpen) {
    return (
      <div className={css['folded']}>
        <span>{text.batchOf(name, lot || null, expires === '' ? null : doses.day(expires))}</span>
        <Button look="quiet" aria-label={text.changeBatchOf(name)} onClick={() => setOpen(true)}>
          {text.changeBatch}
        </Button>
      </div>
    );
  }
  return (
    <fieldset className={css['batch']}>
      <legend>{name}</legend>
      <div className={css['pair']}>
        <TextField
          label={text.lot}
          value={lot}
          onValue={onLot}
          input={{ maxLength: 40, autoCapitalize: 'characters' }}
        />
        <DateField label={text.expires} value={expires} onValue={onExpires} />
      </div>
    </fieldset>
  );
}
