/** What the child's data were before, who changed them and when; what was disputed stands there too. */

import { formatCm, formatKg, formatMoment, formatPlainDate } from '#client/i18n/format.ts';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { shared } from '#client/i18n/shared.ts';
import { sexSchema } from '#domain/child.ts';
import type { FieldValue } from '#protocol/review.ts';
import css from './child.module.css';

const text = words.fieldHistory;

interface FieldHistoryProps {
  /** Newest first. */
  readonly values: readonly FieldValue[];
  readonly nowMs: number;
}

export function FieldHistory({ values, nowMs }: FieldHistoryProps) {
  return (
    <section aria-label={text.title}>
      <h3>{text.title}</h3>
      <ol className={css['history']}>
        {values.map((given, index) => {
          const before = values
            .slice(index + 1)
            .find(({ field, status }) => field === given.field && status === 'applied');
          const disputed = given.status === 'conflict';
          return (
            <li key={`${given.mid} ${given.field}`}>
              <span>
                <strong>{words.field[given.field]}</strong>:{' '}
                {disputed ? (
                  <>
                    <del>{valueWords(given)}</del>{' '}
                    <span className={css['disputed']}>
                      <span aria-hidden="true">▲ </span>
                      {text.disputed}
                    </span>
                  </>
                ) : before === undefined ? (
                  valueWords(given)
                ) : (
                  text.became(valueWords(before), valueWords(given))
                )}
              </span>
              <span className={css['quiet']}>
                {text.by(given.byName, formatMoment(given.atMs, nowMs))}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function valueWords({ field, value }: FieldValue): string {
  if (value === null) return words.none;
  if (field === 'bornOn') return formatPlainDate(String(value));
  if (field === 'birthWeightGrams') return `${formatKg(Number(value))} kg`;
  if (field === 'birthLengthMm') return `${formatCm(Number(value))} cm`;
  const sex = field === 'sex' ? sexSchema.safeParse(value) : null;
  return sex?.success === true ? shared.sex[sex.data] : String(value);
}
