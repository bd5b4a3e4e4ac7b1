/** After Simpan: what is on the phone now, what the rules say of it, and what to tell the mother. */

import { formatAge, formatDate } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { useServices, type ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import type { EventId } from '#domain/ids.ts';
import type { CardRow, ImmunizationCard } from './card.ts';
import { lookOf } from './dose-look.ts';
import css from './immunization.module.css';

const text = doses.saved;

interface SavedDosesProps {
  readonly child: ChildView;
  readonly card: ImmunizationCard;
  readonly ids: readonly EventId[];
  readonly onCard: () => void;
  readonly onAnother: () => void;
}

export function SavedDoses({ child, card, ids, onCard, onAnother }: SavedDosesProps) {
  const { today } = useServices();
  const rows = card.groups.flatMap(({ rows: all }) =>
    all.filter((row) => row.kind !== 'owed' && ids.includes(row.record.id)),
  );
  // For a moment the card is the one from before the save; it must not be told to the mother.
  const isReadBack = rows.length > 0;
  return (
    <Screen
      title={child.profile.name}
      about={formatAge(child.profile.bornOn, today())}
      action={
        <Button look="main" wide onClick={onCard}>
          {text.card}
        </Button>
      }
    >
      <output className={css['saved']}>
        <RecordSign state={standingOf(rows)} />
      </output>
      {isReadBack && (
        <>
          <ul className={css['rows']} aria-label={text.list}>
            {rows.map((row) => (
              <li key={nameOf(row)} className={css['savedRow']}>
                <strong>{nameOf(row)}</strong>
                <StatusSign {...lookOf(row)} />
                {row.kind === 'uncounted' && row.judged !== null && (
                  <span className={css['note']}>{row.judged.why.sentence}.</span>
                )}
              </li>
            ))}
          </ul>
          <section className={css['mother']} aria-label={text.tell}>
            <h2>{text.tell}</h2>
            {card.dueNow.length > 0 && (
              <p>{text.stillToday(doses.list(card.dueNow.map(({ dose }) => dose)))}</p>
            )}
            <p>
              {card.next === null
                ? text.nothingMore
                : text.comeBack(formatDate(card.next.on), doses.list(card.next.doses))}
            </p>
          </section>
        </>
      )}
      <Button wide onClick={onAnother}>
        {text.another}
      </Button>
    </Screen>
  );
}

function nameOf(row: CardRow): string {
  if (row.kind !== 'uncounted') return row.dose;
  const { product, givenOn } = row.record.value;
  return doses.card.given(doses.product(product), doses.day(givenOn));
}

/** Saved together, they are sent together: the one that lags speaks for all. */
function standingOf(rows: readonly CardRow[]) {
  const states = rows.flatMap((row) =>
    row.kind === 'owed' ? [] : row.record.deciding.state.state,
  );
  return states.find((state) => state === 'unsent') ?? states[0] ?? 'unsent';
}
