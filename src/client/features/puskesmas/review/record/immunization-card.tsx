/** The child's immunizations in short: what was given and counts, what is owed, and why. */

import { formatAge, formatPartialDate } from '#client/i18n/format.ts';
import { immunization as shared } from '#client/i18n/immunization.ts';
import { doses as words } from '#client/i18n/puskesmas-immunization.ts';
import { recordView } from '#client/i18n/puskesmas-review.ts';
import { SIGN_OF_CATEGORY_TONE } from '#client/ui/growth-tone.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { CardRow, ImmunizationCard } from './card-rows.ts';
import { doseName, toneOfDose, verdictWords } from './dose-words.ts';
import { OwedDoses } from './owed-doses.tsx';
import css from './record.module.css';

interface ImmunizationCardViewProps {
  readonly child: ChildProfile;
  readonly card: ImmunizationCard;
  /** The dose of the record that is open. */
  readonly open: CardRow | null;
}

export function ImmunizationCardView({ child, card, open }: ImmunizationCardViewProps) {
  const { rows, plan } = card;
  return (
    <section aria-label={words.card}>
      <h3>{words.card}</h3>
      {rows.length === 0 ? (
        <p>{words.noneGiven}</p>
      ) : (
        <table className={`${css['table']} ${css['history']} ${css['card']}`}>
          <caption className="visually-hidden">{words.card}</caption>
          <thead>
            <tr>
              <th scope="col">{words.dose}</th>
              <th scope="col">{words.day}</th>
              <th scope="col">{words.judged}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <DoseRow key={row.dose.id} child={child} row={row} open={row === open} />
            ))}
          </tbody>
        </table>
      )}
      <OwedDoses plan={plan} />
    </section>
  );
}

interface DoseRowProps {
  readonly child: ChildProfile;
  readonly row: CardRow;
  readonly open: boolean;
}

function DoseRow({ child, row, open }: DoseRowProps) {
  const { dose, judged } = row;
  const { immunization, voided, id, decidedBy } = dose;
  const { givenOn, source } = immunization;
  const isWholeDay = givenOn.length === child.bornOn.length;
  const note = voided ? recordView.voided : decidedBy === id ? null : recordView.amended;
  const tone = judged === null ? null : toneOfDose(judged);
  return (
    <tr
      className={voided ? css['voided'] : open ? css['here'] : undefined}
      aria-current={open ? 'true' : undefined}
    >
      <th scope="row">
        {doseName(judged, immunization)}
        {note !== null && <small>{note}</small>}
      </th>
      <td>
        {formatPartialDate(givenOn)}
        <small>
          {isWholeDay && givenOn >= child.bornOn && `${formatAge(child.bornOn, givenOn)} · `}
          {shared.source[source]}
        </small>
      </td>
      <td className={tone === null ? undefined : css[tone]} title={judged?.why.sentence}>
        {judged === null || tone === null ? (
          recordView.none
        ) : (
          <>
            <span aria-hidden="true">{SIGN_OF_CATEGORY_TONE[tone]} </span>
            {verdictWords(judged)}
          </>
        )}
      </td>
    </tr>
  );
}
