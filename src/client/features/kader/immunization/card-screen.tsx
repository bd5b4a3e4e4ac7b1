/** A child's page, side of immunization: what may be given today, when to come back, and the card as in the Buku KIA. */

import { useMemo, useState, type ReactNode } from 'react';
import { formatAge } from '#client/i18n/format.ts';
import { doses as text } from '#client/i18n/kader-immunization.ts';
import { kader } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useServices, type AttentionItem, type ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import type { ChildId, EventId } from '#domain/ids.ts';
import { CardList } from './card-list.tsx';
import { CardSummary } from './card-summary.tsx';
import { cardOf, type DoseRecord } from './card.ts';
import { ImmunizationGate } from './immunization-gate.tsx';
import { useRegion } from './use-region.ts';
import css from './immunization.module.css';

export type ReasonWords = (item: Pick<AttentionItem, 'state'>) => string;

export interface CardScreenProps {
  readonly childId: ChildId;
  readonly tabs: ReactNode;
  readonly onBack: () => void;
  readonly onRecord: () => void;
  readonly onChange: (eventId: EventId) => void;
  /** Why a record came back, as a sentence. */
  readonly reasonWords: ReasonWords;
  /** Asks why a dose is taken back. */
  readonly renderUndo: (question: {
    readonly onClose: () => void;
    readonly onUndo: (reason: string) => Promise<void>;
  }) => ReactNode;
}

export function CardScreen(props: CardScreenProps) {
  return (
    <ImmunizationGate childId={props.childId} onBack={props.onBack}>
      {(child, records) => <Card {...props} child={child} records={records} />}
    </ImmunizationGate>
  );
}

interface CardProps extends CardScreenProps {
  readonly child: ChildView;
  readonly records: readonly DoseRecord[];
}

function Card({ child, records, ...props }: CardProps) {
  const services = useServices();
  const [undoing, setUndoing] = useState<DoseRecord | null>(null);
  const { profile } = child;
  const on = services.today();
  const { bornOn } = profile;
  const region = useRegion();
  const card = useMemo(
    () => cardOf({ bornOn, region }, records, on),
    [bornOn, region, records, on],
  );
  return (
    <Screen
      title={profile.name}
      about={`${formatAge(profile.bornOn, on)} · ${shared.sex[profile.sex]}`}
      back={{ label: kader.back, go: props.onBack }}
      action={
        child.movedTo === null ? (
          <Button look="main" wide onClick={props.onRecord}>
            {text.card.open}
          </Button>
        ) : (
          <p className={css['elsewhere']}>
            {kader.standing.recordThere(child.movedTo.posyanduName)}
          </p>
        )
      }
    >
      {props.tabs}
      <div className={css['page']} data-sex={profile.sex}>
        <CardSummary card={card} />
        <CardList
          card={card}
          reasonWords={props.reasonWords}
          onChange={props.onChange}
          onUndo={setUndoing}
        />
      </div>
      {undoing !== null &&
        props.renderUndo({
          onClose: () => setUndoing(null),
          onUndo: async (reason) => {
            const { id, answers } = undoing;
            await services.records.voidImmunization(child.id, id, {
              reason,
              ...(answers === null ? {} : { answers }),
            });
            setUndoing(null);
          },
        })}
    </Screen>
  );
}
