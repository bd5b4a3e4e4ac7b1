/** A child's page: how it grows, what to do, its chart and its history. */

import { useMemo, useState, type ReactNode } from 'react';
import { formatAge } from '#client/i18n/format.ts';
import { kader } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords } from '#client/live.ts';
import { useServices, type ChildView, type EventView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { GrowthCharts } from '#client/ui/growth-chart/growth-charts.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import type { ChildId, EventId } from '#domain/ids.ts';
import { HistoryList, type ReasonWords } from './history-list.tsx';
import { countingMeasurements, historyOf, type HistoryEntry } from './history.ts';
import { Identity } from './identity.tsx';
import { ResultCard } from './result-card.tsx';
import css from './child.module.css';

interface UndoQuestion {
  readonly onClose: () => void;
  readonly onUndo: (reason: string) => Promise<void>;
}

export interface ChildScreenProps {
  readonly childId: ChildId;
  /** The other sides of the child's page. */
  readonly tabs: ReactNode;
  readonly onBack: () => void;
  readonly onWeigh: () => void;
  readonly onEdit: () => void;
  readonly onCorrect: (eventId: EventId) => void;
  /** Why a record came back, as a sentence. */
  readonly reasonWords: ReasonWords;
  /** Asks why a weighing is taken back. */
  readonly renderUndo: (question: UndoQuestion) => ReactNode;
}

export function ChildScreen(props: ChildScreenProps) {
  const { childId, onBack } = props;
  const found = useRecords(
    async (records) => ({
      child: await records.child(childId),
      events: await records.eventsOf(childId),
    }),
    childId,
  );
  if (found === undefined) return <Skeleton rows={5} label={shared.loading} />;
  if (found.child === null) {
    return (
      <Screen title={kader.noChild.title} back={{ label: kader.back, go: onBack }}>
        <Notice tone="unknown">{kader.noChild.about}</Notice>
      </Screen>
    );
  }
  return <Child {...props} child={found.child} events={found.events} />;
}

interface ChildProps extends ChildScreenProps {
  readonly child: ChildView;
  readonly events: readonly EventView[];
}

function Child({ child, events, ...props }: ChildProps) {
  const { records, today } = useServices();
  const [undoing, setUndoing] = useState<HistoryEntry | null>(null);
  const { profile } = child;
  const on = today();
  const measurements = useMemo(() => countingMeasurements(events), [events]);
  const assessment = useMemo(
    () => assessGrowth(profile, measurements, on),
    [profile, measurements, on],
  );
  const history = useMemo(() => historyOf(events), [events]);
  return (
    <Screen
      title={profile.name}
      about={`${formatAge(profile.bornOn, on)} · ${shared.sex[profile.sex]}`}
      back={{ label: kader.back, go: props.onBack }}
      action={
        child.movedTo === null ? (
          <Button look="main" wide onClick={props.onWeigh}>
            {kader.weigh.open}
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
        <ResultCard assessment={assessment} child={profile} />
        <GrowthCharts child={profile} measurements={measurements} today={on} />
        <HistoryList
          entries={history}
          bornOn={profile.bornOn}
          reasonWords={props.reasonWords}
          onCorrect={props.onCorrect}
          onUndo={setUndoing}
        />
        <Identity child={child} reasonWords={props.reasonWords} onEdit={props.onEdit} />
      </div>
      {undoing !== null &&
        props.renderUndo({
          onClose: () => setUndoing(null),
          onUndo: async (reason) => {
            const { id, answers } = undoing;
            await records.voidMeasurement(child.id, id, {
              reason,
              ...(answers === null ? {} : { answers }),
            });
            setUndoing(null);
          },
        })}
    </Screen>
  );
}
