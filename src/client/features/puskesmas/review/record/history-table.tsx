/** Every measurement of the child as it counts now, newest first. */

import { useState } from 'react';
import { formatAge, formatCm, formatKg, formatPlainDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { Button } from '#client/ui/button.tsx';
import type { ChildProfile } from '#domain/child.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import { indexResults } from '#domain/growth/index-results.ts';
import type { GrowthIndex } from '#domain/growth/nutrition-status.ts';
import { curveAt } from './growth-summary.ts';
import { indexName, zWords } from './index-words.ts';
import css from './record.module.css';

const SHOWN = [
  'weightForAge',
  'lengthForAge',
  'weightForLength',
] as const satisfies readonly GrowthIndex[];

/** A year of posyandu days. */
const ROWS_AT_FIRST = 12;

interface HistoryTableProps {
  readonly child: ChildProfile;
  /** Oldest first. */
  readonly measurements: readonly EffectiveMeasurement[];
  /** The day of the record that is open. */
  readonly highlight: string | null;
}

export function HistoryTable({ child, measurements, highlight }: HistoryTableProps) {
  const [all, setAll] = useState(false);
  const last = measurements[measurements.length - 1];
  const newestFirst = [...measurements].reverse();
  const shown = all ? newestFirst : newestFirst.slice(0, ROWS_AT_FIRST);
  const curve = curveAt(child.bornOn, last?.measurement.measuredOn ?? child.bornOn);
  return (
    <>
      <table className={`${css['table']} ${css['history']}`}>
        <caption className="visually-hidden">{words.history}</caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.age}</th>
            <th scope="col" className={css['number']}>
              {words.kg}
            </th>
            <th scope="col" className={css['number']}>
              {words.cm}
            </th>
            {SHOWN.map((index) => (
              <th key={index} scope="col" className={css['number']}>
                {indexName(index, { status: 'not-assessed', reason: 'not-measured' }, curve).code}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((effective) => (
            <HistoryRow
              key={effective.id}
              child={child}
              effective={effective}
              open={effective.measurement.measuredOn === highlight}
            />
          ))}
        </tbody>
      </table>
      {shown.length < measurements.length && (
        <Button onClick={() => setAll(true)}>{growth.history.all(measurements.length)}</Button>
      )}
    </>
  );
}

interface HistoryRowProps {
  readonly child: ChildProfile;
  readonly effective: EffectiveMeasurement;
  readonly open: boolean;
}

function HistoryRow({ child, effective, open }: HistoryRowProps) {
  const { measurement, voided, id, decidedBy } = effective;
  const { measuredOn, weightGrams, lengthMm } = measurement;
  const results = indexResults(child, measurement);
  const note = voided ? words.voided : decidedBy === id ? null : words.amended;
  return (
    <tr className={voided ? css['voided'] : open ? css['here'] : undefined}>
      <th scope="row">
        {formatPlainDate(measuredOn)}
        {note !== null && <small>{note}</small>}
      </th>
      <td>{measuredOn < child.bornOn ? words.none : formatAge(child.bornOn, measuredOn)}</td>
      <td className={css['number']}>{weightGrams === null ? words.none : formatKg(weightGrams)}</td>
      <td className={css['number']}>{lengthMm === null ? words.none : formatCm(lengthMm)}</td>
      {SHOWN.map((index) => (
        <td key={index} className={css['number']}>
          {voided ? words.none : (zWords(results[index]) ?? words.none)}
        </td>
      ))}
    </tr>
  );
}
