/** A correction beside what it corrects, value by value. */

import { formatCm, formatDate, formatKg } from '#client/i18n/format.ts';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { shared } from '#client/i18n/shared.ts';
import type { Measurement } from '#domain/measurement.ts';
import css from './record.module.css';

interface CorrectionCompareProps {
  readonly before: Measurement;
  readonly after: Measurement;
}

const mm = (value: number | null) => (value === null ? null : formatCm(value));

const FIELDS: readonly (readonly [label: string, read: (of: Measurement) => string | null])[] = [
  [shared.field.measuredOn, ({ measuredOn }) => formatDate(measuredOn)],
  [shared.field.weight, ({ weightGrams }) => (weightGrams === null ? null : formatKg(weightGrams))],
  [shared.field.length, ({ lengthMm }) => mm(lengthMm)],
  [shared.field.position, ({ position }) => (position === null ? null : shared.position[position])],
  [shared.field.head, ({ headMm }) => mm(headMm)],
  [shared.field.muac, ({ muacMm }) => mm(muacMm)],
  [shared.field.oedema, ({ oedema }) => (oedema === true ? words.yes : null)],
];

export function CorrectionCompare({ before, after }: CorrectionCompareProps) {
  const rows = FIELDS.map(([label, read]) => ({
    label,
    was: read(before),
    is: read(after),
  })).filter(({ was, is }) => was !== null || is !== null);
  return (
    <table className={css['table']}>
      <caption className="visually-hidden">{words.correction}</caption>
      <thead>
        <tr>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.was}</th>
          <th scope="col">{words.is}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, was, is }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className={was === is ? undefined : css['was']}>{was ?? words.none}</td>
            <td className={was === is ? undefined : css['is']}>
              {is ?? words.none}
              {was !== is && <small> {words.changed}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
