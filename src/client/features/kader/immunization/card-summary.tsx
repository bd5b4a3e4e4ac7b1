/** What the kader came for: complete or not, what may be given today, and when to come back. */

import { formatDate } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { Notice } from '#client/ui/notice.tsx';
import type { ImmunizationCard } from './card.ts';
import { statusLine } from './status-line.ts';
import css from './immunization.module.css';

const text = doses.card;

export function CardSummary({ card }: { readonly card: ImmunizationCard }) {
  const { dueNow, next } = card;
  const { tone, sentence } = statusLine(card.plan);
  return (
    <section className={css['summary']} aria-label={text.today}>
      <div className={css['today']}>
        {dueNow.length === 0 ? (
          <p>{text.nothingToday}</p>
        ) : (
          <>
            <h2>{text.today}</h2>
            <ul className={css['due']} aria-label={text.today}>
              {dueNow.map(({ dose }) => (
                <li key={dose}>{doses.dose(dose)}</li>
              ))}
            </ul>
          </>
        )}
        {next === null ? (
          dueNow.length === 0 && <p>{text.nothingMore}</p>
        ) : (
          <p>
            <strong>{text.next}:</strong> <span className={css['day']}>{formatDate(next.on)}</span>
            <span className={css['note']}>
              {doses.list(next.doses)}
              {dueNow.length > 0 && ` – ${text.nextIf}`}
            </span>
          </p>
        )}
      </div>
      <Notice tone={tone}>{sentence}</Notice>
    </section>
  );
}
