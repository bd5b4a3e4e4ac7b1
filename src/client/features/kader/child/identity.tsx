/** Who the child is, as far as a kader needs it at a glance; the rest stands in the form. */

import { formatPlainDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { kader } from '#client/i18n/kader.ts';
import type { ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import type { ReasonWords } from './history-list.tsx';
import css from './child.module.css';

const text = growth.child;

interface IdentityProps {
  readonly child: ChildView;
  readonly reasonWords: ReasonWords;
  readonly onEdit: () => void;
}

export function Identity({ child, reasonWords, onEdit }: IdentityProps) {
  const { profile, state, mergedHere, movedTo } = child;
  return (
    <section className={css['identity']} aria-label={text.identity}>
      <dl className={css['facts']}>
        <dt>{text.mother}</dt>
        <dd>{profile.motherName}</dd>
        <dt>{text.born}</dt>
        <dd>{formatPlainDate(profile.bornOn)}</dd>
        {profile.dusun !== null && (
          <>
            <dt>{text.dusun}</dt>
            <dd>{profile.dusun}</dd>
          </>
        )}
        <dt>{text.nik}</dt>
        <dd>{profile.nik === null ? text.nikMissing : text.nikEnd(profile.nik.slice(-4))}</dd>
        {mergedHere.length > 0 && (
          <>
            <dt>{kader.standing.mergedHere}</dt>
            <dd>{mergedHere.map(({ name }) => name).join(', ')}</dd>
          </>
        )}
        <dt>{text.record}</dt>
        <dd>
          <RecordSign state={state.state} />
        </dd>
      </dl>
      {(state.state === 'returned' || state.state === 'quarantined') && (
        <p className={css['returned']}>
          <span aria-hidden="true">! </span>
          {reasonWords({ state })}
        </p>
      )}
      {movedTo === null && (
        <Button className="screen-only" onClick={onEdit}>
          {text.edit}
        </Button>
      )}
    </section>
  );
}
