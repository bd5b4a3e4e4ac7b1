/** A correction beside what it corrects, value by value. */

import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { comparedValues } from './compared-values.ts';
import type { RecordedValues } from './find-original.ts';
import css from './record.module.css';

interface CorrectionCompareProps {
  readonly before: RecordedValues;
  readonly after: RecordedValues;
}

export function CorrectionCompare({ before, after }: CorrectionCompareProps) {
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
        {comparedValues(before, after).map(({ label, was, is }) => (
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
