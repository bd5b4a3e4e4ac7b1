/** How certain a source makes a rule: a letter, explained once at the head of the list. */

import { proof } from '#client/i18n/proof.ts';
import type { Certainty } from '#domain/immunization/schedule-schema.ts';
import css from './proof.module.css';

export function Mark({ of }: { readonly of: Certainty }) {
  return (
    <span className={css['mark']}>
      <span className="visually-hidden">{proof.sources.mark} </span>
      {of}
    </span>
  );
}
