/** One record as a row of the list. */

import { memo } from 'react';
import { formatMoment, formatPartialDate, formatShortDate } from '#client/i18n/format.ts';
import { immunization as shared } from '#client/i18n/immunization.ts';
import { doses } from '#client/i18n/puskesmas-immunization.ts';
import { review as words } from '#client/i18n/puskesmas-review.ts';
import { localDate } from '#client/puskesmas-api/local-date.ts';
import { SIGN_OF_CATEGORY_TONE } from '#client/ui/growth-tone.ts';
import type { MutationId } from '#domain/ids.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { FlagLines } from './record/flag-list.tsx';
import { growthSummary } from './record/growth-summary.ts';
import {
  childName,
  lengthWords,
  operationOf,
  sexAndAge,
  weightWords,
} from './record/record-words.ts';
import { referralBrief } from './record/referral-brief.ts';
import css from './record-list.module.css';

const YEAR_DIGITS = 4;

interface RecordRowProps {
  readonly record: ReviewRecord;
  readonly id: string;
  /** From 0. */
  readonly index: number;
  readonly active: boolean;
  readonly open: boolean;
  /** `null`: nothing can be decided here, so nothing can be picked. */
  readonly picked: boolean | null;
  /** Tells which arrivals are today's. */
  readonly nowMs: number;
  readonly onOpen: (mid: MutationId, index: number) => void;
  readonly onToggle: (mid: MutationId, index: number) => void;
}

export const RecordRow = memo(function RecordRow(props: RecordRowProps) {
  const { record, id, index, active, open, picked, nowMs, onOpen, onToggle } = props;
  const { mid, measurement, immunization, occurredOn, arrivedAtMs } = record;
  const name = childName(record);
  const looks = [active && 'active', open && 'opened', picked === true && 'picked'];
  return (
    <tr
      id={id}
      className={looks.map((look) => (look === false ? '' : css[look])).join(' ')}
      aria-rowindex={index + 2}
      aria-selected={picked ?? undefined}
      aria-current={open ? 'true' : undefined}
    >
      <td>
        {picked !== null && (
          <input
            type="checkbox"
            tabIndex={-1}
            className={css['check']}
            checked={picked}
            aria-label={words.selectRow(name)}
            onChange={() => onToggle(mid, index)}
          />
        )}
      </td>
      <td className={css['arrived']}>
        <span className={css['line']}>{formatMoment(arrivedAtMs, nowMs)}</span>
        {immunization === null && occurredOn !== localDate(arrivedAtMs) && (
          <span className={css['second']}>{words.measuredOn(formatShortDate(occurredOn))}</span>
        )}
      </td>
      <td>
        <button
          type="button"
          tabIndex={-1}
          className={css['name']}
          title={name}
          onClick={() => onOpen(mid, index)}
        >
          {name}
        </button>
        <span className={css['second']}>{sexAndAge(record, words.sex)}</span>
      </td>
      <td className={css['place']}>
        <span className={css['line']}>{record.posyanduName}</span>
        <span className={css['second']}>{record.authorName}</span>
      </td>
      {measurement !== null && <MeasuredCells record={record} measurement={measurement} />}
      {immunization !== null && <DoseCells dose={immunization} />}
      {measurement === null && immunization === null && (
        <>
          <td className={css['values']}>{words.notMeasured}</td>
          <td>
            <span className={css['line']}>{operationOf(record)}</span>
          </td>
        </>
      )}
      <td>
        <FlagLines flags={record.flags} referral={referralBrief(record)} />
      </td>
    </tr>
  );
});

interface MeasuredCellsProps {
  readonly record: ReviewRecord;
  readonly measurement: Measurement;
}

function MeasuredCells({ record, measurement }: MeasuredCellsProps) {
  return (
    <>
      <td className={css['values']}>
        <span className={css['line']}>{weightWords(measurement)}</span>
        <span className={css['line']}>{lengthWords(measurement)}</span>
      </td>
      <td>
        {growthSummary(record).map(({ words: said, tone }) => (
          <span key={said} className={`${css['line']} ${css[tone]}`} title={said}>
            <span aria-hidden="true">{SIGN_OF_CATEGORY_TONE[tone]} </span>
            {said}
          </span>
        ))}
      </td>
    </>
  );
}

/** The day where others have their numbers, the vaccine where they have their judgement. */
function DoseCells({ dose }: { readonly dose: Immunization }) {
  const { product, givenOn, source, lotNumber } = dose;
  const date = formatPartialDate(givenOn);
  // Whoever gave it had the vial in hand; elsewhere a missing batch is no news.
  const batch =
    lotNumber !== null ? doses.batch(lotNumber) : source === 'provider' ? doses.noBatch : null;
  const what = batch === null ? product : `${product} · ${batch}`;
  return (
    <>
      <td className={css['values']} title={doses.givenOn(date)}>
        <span className={css['line']}>{date.slice(0, -YEAR_DIGITS)}</span>{' '}
        <span className={css['line']}>{date.slice(-YEAR_DIGITS)}</span>
      </td>
      <td title={what}>
        <span className={css['line']}>
          <strong>{product}</strong>
          {what.slice(product.length)}
        </span>
        <span className={css['second']}>{shared.source[source]}</span>
      </td>
    </>
  );
}
