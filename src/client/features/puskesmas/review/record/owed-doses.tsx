/** What a child has still to get, by how pressing it is; whether it is complete; when to come next. */

import { formatPlainDate } from '#client/i18n/format.ts';
import { doses as words } from '#client/i18n/puskesmas-immunization.ts';
import { SIGN_OF_TONE, type Tone } from '#client/ui/notice.tsx';
import { daysBetween } from '#domain/dates.ts';
import type { OwedDose, OwedState } from '#domain/immunization/owed-doses.ts';
import type { ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';
import type { Completeness, ImmunizationStatus } from '#domain/immunization/status.ts';
import css from './record.module.css';

const STATES = ['overdue', 'due', 'catch-up', 'not-yet', 'closed', 'not-applicable'] as const;

/** A last day that comes before the next few visits is worth a word. */
const SOON_DAYS = 92;

const TONE_OF_STATE = {
  overdue: 'watch',
  due: 'ok',
  'catch-up': 'watch',
  'not-yet': null,
  closed: null,
  'not-applicable': null,
} as const satisfies Readonly<Record<OwedState, Tone | null>>;

export function OwedDoses({ plan }: { readonly plan: ImmunizationPlan }) {
  const { on, owed, nextVisit, status } = plan;
  const groups = STATES.map((state) => ({
    state,
    doses: owed.filter((each) => each.state === state),
  })).filter(({ doses }) => doses.length > 0);
  return (
    <>
      {status.zeroDose && (
        <p className={css['act']}>
          <strong>
            <span aria-hidden="true">! </span>
            {words.zeroDose}
          </strong>
        </p>
      )}
      <dl className={css['facts']}>
        {groups.map(({ state, doses }) => (
          <div key={state}>
            <StateTerm state={state} />
            <dd className={css['doses']}>
              {doses.map((dose) => (
                <span key={dose.dose}>{doseWords(dose, on)}</span>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>{words.nextVisit}</dt>
          <dd>
            {nextVisit === null
              ? words.nothingOwed
              : words.nextDoses(formatPlainDate(nextVisit.on), nextVisit.doses.join(', '))}
          </dd>
        </div>
        <div>
          <dt>{words.status}</dt>
          <dd>{statusWords(status)}</dd>
        </div>
      </dl>
      {owed.length > 0 && (
        <details>
          <summary>{words.why}</summary>
          <ul className={css['reasons']}>
            {owed.map(({ dose, why }) => (
              <li key={dose}>
                {why.sentence} <small>({why.source})</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function StateTerm({ state }: { readonly state: OwedState }) {
  const tone = TONE_OF_STATE[state];
  if (tone === null) return <dt>{words.state[state]}</dt>;
  return (
    <dt className={css[tone]}>
      <span aria-hidden="true">{SIGN_OF_TONE[tone]} </span>
      {words.state[state]}
    </dt>
  );
}

/** With the date that matters: the first day of one that waits, the last of one that must not wait. */
function doseWords({ dose, state, from, until }: OwedDose, on: string): string {
  if (state === 'not-yet') return from === null ? dose : words.from(dose, formatPlainDate(from));
  const isOpen = state === 'due' || state === 'overdue' || state === 'catch-up';
  return isOpen && until !== null && daysBetween(on, until) <= SOON_DAYS
    ? words.until(dose, formatPlainDate(until))
    : dose;
}

function statusWords({ isOfAge, idl, idlNew, ibl }: ImmunizationStatus): string {
  return [
    completenessWords(words.idl, idl, isOfAge.idl),
    completenessWords(words.idlNew, idlNew, isOfAge.idl),
    completenessWords(words.ibl, ibl, isOfAge.ibl),
  ].join(' · ');
}

/** A child too young to be counted is not behind. */
function completenessWords(name: string, { complete }: Completeness, isOfAge: boolean): string {
  return `${name} ${complete === 'no' && !isOfAge ? words.notOfAge : words.answer[complete]}`;
}
