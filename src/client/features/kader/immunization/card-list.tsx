/** The card, vaccine by vaccine in the order of the book; what does not count stands under its vaccine. */

import { doses } from '#client/i18n/kader-immunization.ts';
import { StatusSign } from '#client/ui/status-sign.tsx';
import type { EventId } from '#domain/ids.ts';
import type { ReasonWords } from './card-screen.tsx';
import type { CardRow, DoseRecord, ImmunizationCard } from './card.ts';
import { lookOf } from './dose-look.ts';
import { RecordDetail } from './record-detail.tsx';
import css from './immunization.module.css';

const text = doses.card;

interface CardListProps {
  readonly card: ImmunizationCard;
  readonly reasonWords: ReasonWords;
  readonly onChange: (eventId: EventId) => void;
  readonly onUndo: (record: DoseRecord) => void;
}

export function CardList({ card, ...does }: CardListProps) {
  return (
    <>
      <section className={css['card']}>
        <h2>{text.title}</h2>
        {card.groups.map(({ series, rows }) => (
          <section key={series} className={css['group']}>
            <h3>{doses.series[series]}</h3>
            <ul className={css['rows']} aria-label={doses.series[series]}>
              {rows.map((row) => (
                <Row
                  key={row.kind === 'uncounted' ? row.record.id : row.dose}
                  row={row}
                  {...does}
                />
              ))}
            </ul>
          </section>
        ))}
      </section>
      {card.outside.length > 0 && (
        <section className={css['card']}>
          <h2>{text.outside}</h2>
          <ul className={css['rows']} aria-label={text.outside}>
            {card.outside.map((record) => (
              <li key={record.id} className={css['row']}>
                <p>
                  <del>
                    {text.given(
                      doses.product(record.value.product),
                      doses.day(record.value.givenOn),
                    )}
                  </del>
                </p>
                <RecordDetail record={record} {...does} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface RowProps extends Omit<CardListProps, 'card'> {
  readonly row: CardRow;
}

/** Opened by a tap, a row says why, and of a given dose all that is known. */
function Row({ row, ...does }: RowProps) {
  const why = row.kind === 'owed' ? row.owed.why : row.judged?.why;
  const back = row.kind !== 'owed' && row.record.answers !== null;
  return (
    <li className={css['row']}>
      <details>
        <summary>
          <span className={css['dose']}>
            {row.kind === 'uncounted'
              ? text.given(
                  doses.product(row.record.value.product),
                  doses.day(row.record.value.givenOn),
                )
              : row.dose}
          </span>
          <span className={css['signs']}>
            <StatusSign {...lookOf(row)} />
            {back && <StatusSign tone="act" sign="!" word={text.returned} />}
          </span>
        </summary>
        <div className={css['detail']}>
          {why !== undefined && (
            <>
              <p>{why.sentence}.</p>
              <p className={css['note']}>{text.rule(why.source)}</p>
            </>
          )}
          {row.kind !== 'owed' && <RecordDetail record={row.record} {...does} />}
        </div>
      </details>
    </li>
  );
}
