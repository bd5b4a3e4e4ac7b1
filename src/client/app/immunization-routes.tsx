/** Screens of immunization, apart from the first script: the engine and its schedule come with them. */

import { Route, Switch, useSearch } from 'wouter';
import { reasonWords } from '#client/features/kader/attention/reason-words.ts';
import { AmendScreen } from '#client/features/kader/immunization/amend-screen.tsx';
import { CardScreen } from '#client/features/kader/immunization/card-screen.tsx';
import { DueScreen } from '#client/features/kader/immunization/due-screen.tsx';
import { RecordScreen } from '#client/features/kader/immunization/record-screen.tsx';
import { UndoDialog } from '#client/features/kader/weigh/undo-dialog.tsx';
import { eventIdSchema, mutationIdSchema, type ChildId } from '#domain/ids.ts';
import { ChildDoor, ChildStanding } from './child-door.tsx';
import { ChildTabs } from './child-tabs.tsx';
import { NotFound } from './not-found.tsx';
import { paths } from './paths.ts';
import { WrongDateNotice } from './state-notices.tsx';
import { useAfterFirstSave } from './use-after-first-save.ts';
import { useGo } from './use-go.ts';

interface ChildProps {
  readonly childId: ChildId;
}

export function ImmunizationOfMonth() {
  const go = useGo();
  return <DueScreen onBack={() => go.back(paths.today)} cardHref={paths.immunization} />;
}

export function ImmunizationOfChild({ childId }: ChildProps) {
  return (
    <Switch>
      <Route path="/anak/:id/imunisasi">
        <Card childId={childId} />
      </Route>
      <Route path="/anak/:id/imunisasi/catat">
        <Record childId={childId} />
      </Route>
      <Route path="/anak/:id/imunisasi/ubah/:eventId">
        {({ eventId }) => <Amend childId={childId} eventId={eventId} />}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function Card({ childId }: ChildProps) {
  const go = useGo();
  return (
    <ChildDoor to="page" childId={childId} pathOf={paths.immunization}>
      <CardScreen
        childId={childId}
        tabs={
          <>
            <ChildTabs childId={childId} current={paths.immunization(childId)} />
            <ChildStanding childId={childId} />
          </>
        }
        onBack={() => go.back(paths.children)}
        onRecord={() => go.to(paths.immunize(childId))}
        onChange={(eventId) => go.to(paths.amendDose(childId, eventId))}
        reasonWords={reasonWords}
        renderUndo={(question) => <UndoDialog {...question} />}
      />
    </ChildDoor>
  );
}

function Record({ childId }: ChildProps) {
  const go = useGo();
  const afterSave = useAfterFirstSave();
  const answers = mutationIdSchema.safeParse(new URLSearchParams(useSearch()).get('jawab'));
  const card = () => go.back(paths.immunization(childId));
  return (
    <ChildDoor
      to="recording"
      childId={childId}
      pathOf={(id) =>
        answers.success ? paths.immunizeAnswering(id, answers.data) : paths.immunize(id)
      }
    >
      <RecordScreen
        childId={childId}
        answers={answers.success ? answers.data : undefined}
        onBack={card}
        onCard={() => (answers.success ? go.instead(paths.immunization(childId)) : card())}
        onSaved={afterSave}
        notices={<Notices childId={childId} />}
      />
    </ChildDoor>
  );
}

function Amend({ childId, eventId }: ChildProps & { readonly eventId: string }) {
  const go = useGo();
  const afterSave = useAfterFirstSave();
  const event = eventIdSchema.safeParse(eventId);
  if (!event.success) return <NotFound />;
  const back = () => go.back(paths.immunization(childId));
  return (
    <ChildDoor to="form" childId={childId} pathOf={(id) => paths.amendDose(id, event.data)}>
      <AmendScreen
        childId={childId}
        eventId={event.data}
        onBack={back}
        onSaved={() => {
          afterSave();
          back();
        }}
        notices={<Notices childId={childId} />}
        reasonWords={reasonWords}
      />
    </ChildDoor>
  );
}

function Notices({ childId }: ChildProps) {
  return (
    <>
      <ChildStanding childId={childId} />
      <WrongDateNotice />
    </>
  );
}
