/** Who the child is, as far as a reviewer needs it to tell one child from another. */

import { formatCm, formatKg, formatPlainDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import type { ChildProfile } from '#domain/child.ts';
import css from './record.module.css';

export function ChildFacts({ child }: { readonly child: ChildProfile }) {
  const { bornOn, motherName, dusun, nik, birthWeightGrams, birthLengthMm } = child;
  return (
    <dl className={css['facts']}>
      <div>
        <dt>{growth.child.born}</dt>
        <dd>{formatPlainDate(bornOn)}</dd>
      </div>
      <div>
        <dt>{growth.child.mother}</dt>
        <dd>{motherName}</dd>
      </div>
      <div>
        <dt>{growth.child.dusun}</dt>
        <dd>{dusun ?? words.none}</dd>
      </div>
      <div>
        <dt>{growth.child.nik}</dt>
        <dd>{nik === null ? growth.child.nikMissing : growth.child.nikEnd(nik.slice(-4))}</dd>
      </div>
      {(birthWeightGrams !== null || birthLengthMm !== null) && (
        <div>
          <dt>{words.atBirth}</dt>
          <dd>
            {[
              birthWeightGrams === null ? [] : [`${formatKg(birthWeightGrams)} kg`],
              birthLengthMm === null ? [] : [`${formatCm(birthLengthMm)} cm`],
            ]
              .flat()
              .join(' · ')}
          </dd>
        </div>
      )}
    </dl>
  );
}
