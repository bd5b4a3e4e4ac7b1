/** One recorded dose with all that is known of it, where its record stands, and the ways to put it right. */

import { formatPlainDate } from '#client/i18n/format.ts';
import { immunization as words } from '#client/i18n/immunization.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { Button } from '#client/ui/button.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import type { EventId } from '#domain/ids.ts';
import { wasExpired } from '#domain/immunization/immunization-record.ts';
import type { ReasonWords } from './card-screen.tsx';
import type { DoseRecord } from './card.ts';
import css from './immunization.module.css';

const text = doses.card;

interface RecordDetailProps {
  readonly record: DoseRecord;
  readonly reasonWords: ReasonWords;
  readonly onChange: (eventId: EventId) => void;
  readonly onUndo: (record: DoseRecord) => void;
}

export function RecordDetail({ record, reasonWords, onChange, onUndo }: RecordDetailProps) {
  const { value, deciding, changes, voided, counts } = record;
  const product = doses.product(value.product);
  const day = doses.day(value.givenOn);
  const isReplaced = !counts && deciding.state.state === 'corrected';
  const isOpen = !voided && !isReplaced;
  return (
    <>
      <Facts record={record} />
      {wasExpired(value) && value.expiresOn !== null && (
        <p className={css['returned']}>
          <span aria-hidden="true">! </span>
          {text.expired(formatPlainDate(value.expiresOn))}
        </p>
      )}
      {changes.length === 1 && <Returned view={deciding} reasonWords={reasonWords} />}
      {!counts && <p className={css['note']}>{isReplaced ? text.replaced : text.notTaken}</p>}
      {changes.length > 1 && (
        <ul className={css['changes']} aria-label={text.versions}>
          {changes.map(({ view, value: brought, reason }) => (
            <li key={view.mid}>
              <p>
                {reason === null
                  ? text.first
                  : brought === null
                    ? text.voided(reason)
                    : text.changed(reason)}
                {brought !== null &&
                  ` · ${text.given(doses.product(brought.product), doses.day(brought.givenOn))}`}
              </p>
              <RecordSign state={view.state.state} />
              <Returned view={view} reasonWords={reasonWords} />
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <div className={`${css['actions']} screen-only`}>
          <Button
            look={record.answers === null ? 'plain' : 'main'}
            aria-label={text.changeOf(product, day)}
            onClick={() => onChange(record.id)}
          >
            {text.change}
          </Button>
          <Button
            look="danger"
            aria-label={text.undoOf(product, day)}
            onClick={() => onUndo(record)}
          >
            {text.undo}
          </Button>
        </div>
      )}
    </>
  );
}

function Facts({ record: { value, deciding } }: Pick<RecordDetailProps, 'record'>) {
  const known: (readonly [string, string])[] = [
    [text.product, doses.product(value.product)],
    [text.givenOn, doses.day(value.givenOn)],
    [text.source, words.source[value.source]],
  ];
  if (value.givenBy !== null) known.push([text.givenBy, value.givenBy]);
  if (value.lotNumber !== null) known.push([text.lot, value.lotNumber]);
  if (value.expiresOn !== null) known.push([text.expires, formatPlainDate(value.expiresOn)]);
  if (value.place !== null) known.push([text.place, words.place[value.place]]);
  return (
    <dl className={css['facts']}>
      {known.map(([name, said]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </div>
      ))}
      <div>
        <dt>{text.record}</dt>
        <dd>
          <RecordSign state={deciding.state.state} />
        </dd>
      </div>
    </dl>
  );
}

function Returned({
  view: { state },
  reasonWords,
}: Pick<RecordDetailProps, 'reasonWords'> & { readonly view: DoseRecord['deciding'] }) {
  if (state.state !== 'returned' && state.state !== 'quarantined') return null;
  return (
    <p className={css['returned']}>
      <span aria-hidden="true">! </span>
      {reasonWords({ state })}
    </p>
  );
}
