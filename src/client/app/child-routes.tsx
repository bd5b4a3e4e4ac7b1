/** Screens about one child, put together from features that do not know each other. */

import { Suspense } from 'react';
import { Route, Switch, useSearch } from 'wouter';
import { reasonWords } from '#client/features/kader/attention/reason-words.ts';
import { ChildScreen } from '#client/features/kader/child/child-screen.tsx';
import { GrowthResultCard } from '#client/features/kader/child/growth-result-card.tsx';
import { EditChildScreen } from '#client/features/kader/register-child/edit-child-screen.tsx';
import { CorrectScreen } from '#client/features/kader/weigh/correct-screen.tsx';
import { UndoDialog } from '#client/features/kader/weigh/undo-dialog.tsx';
import { WeighScreen } from '#client/features/kader/weigh/weigh-screen.tsx';
import { kader as text } from '#client/i18n/kader.ts';
import { childIdSchema, eventIdSchema, mutationIdSchema, type ChildId } from '#domain/ids.ts';
import { ChildDoor, ChildStanding } from './child-door.tsx';
import { ChildTabs } from './child-tabs.tsx';
import { lazyPart } from './lazy-part.ts';
import { NotFound } from './not-found.tsx';
import { PartNeedsNetwork, PartOnItsWay } from './part-not-here.tsx';
import { paths } from './paths.ts';
import { WrongDateNotice } from './state-notices.tsx';
import { useAfterFirstSave } from './use-after-first-save.ts';
import { useGo } from './use-go.ts';

const ImmunizationOfChild = lazyPart(
  async () => (await import('./immunization-routes.tsx')).ImmunizationOfChild,
  PartNeedsNetwork,
);

export function ChildRoutes({ id }: { readonly id: string }) {
  const child = childIdSchema.safeParse(id);
  if (!child.success) return <NotFound />;
  return (
    <Switch>
      <Route path="/anak/:id">
        <Child childId={child.data} />
      </Route>
      <Route path="/anak/:id/ubah">
        <Edit childId={child.data} />
      </Route>
      <Route path="/anak/:id/timbang">
        <Weigh childId={child.data} />
      </Route>
      <Route path="/anak/:id/betulkan/:eventId">
        {({ eventId }) => <Correct childId={child.data} eventId={eventId} />}
      </Route>
      <Route path="/anak/:id/imunisasi/*?">
        <Suspense fallback={<PartOnItsWay title={text.childTabs.immunization} />}>
          <ImmunizationOfChild childId={child.data} />
        </Suspense>
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

interface ChildProps {
  readonly childId: ChildId;
}

function Child({ childId }: ChildProps) {
  const go = useGo();
  return (
    <ChildDoor to="page" childId={childId} pathOf={paths.child}>
      <ChildScreen
        childId={childId}
        tabs={
          <>
            <ChildTabs childId={childId} current={paths.child(childId)} />
            <ChildStanding childId={childId} />
          </>
        }
        onBack={() => go.back(paths.children)}
        onWeigh={() => go.to(paths.weigh(childId))}
        onEdit={() => go.to(paths.editChild(childId))}
        onCorrect={(eventId) => go.to(paths.correct(childId, eventId))}
        reasonWords={reasonWords}
        renderUndo={(question) => <UndoDialog {...question} />}
      />
    </ChildDoor>
  );
}

function Edit({ childId }: ChildProps) {
  const go = useGo();
  const afterSave = useAfterFirstSave();
  return (
    <ChildDoor to="recording" childId={childId} pathOf={paths.editChild}>
      <EditChildScreen
        childId={childId}
        notices={<ChildStanding childId={childId} />}
        reasonWords={reasonWords}
        onBack={() => go.back(paths.child(childId))}
        onSaved={() => {
          afterSave();
          go.back(paths.child(childId));
        }}
      />
    </ChildDoor>
  );
}

function useWeighing(childId: ChildId) {
  const go = useGo();
  const afterSave = useAfterFirstSave();
  return {
    childId,
    onBack: () => go.back(paths.child(childId)),
    onNext: () => go.instead(paths.today),
    onOpenChild: () => go.instead(paths.child(childId)),
    onSaved: afterSave,
    notices: (
      <>
        <ChildStanding childId={childId} />
        <WrongDateNotice />
      </>
    ),
    renderResult: (id: ChildId) => <GrowthResultCard childId={id} />,
  };
}

function Weigh({ childId }: ChildProps) {
  const go = useGo();
  const answers = mutationIdSchema.safeParse(new URLSearchParams(useSearch()).get('jawab'));
  const weighing = useWeighing(childId);
  return (
    <ChildDoor
      to="recording"
      childId={childId}
      pathOf={(id) => (answers.success ? paths.weighAnswering(id, answers.data) : paths.weigh(id))}
    >
      <WeighScreen
        {...weighing}
        answers={answers.success ? answers.data : undefined}
        onCorrect={(eventId) => go.instead(paths.correct(childId, eventId))}
      />
    </ChildDoor>
  );
}

function Correct({ childId, eventId }: ChildProps & { readonly eventId: string }) {
  const weighing = useWeighing(childId);
  const event = eventIdSchema.safeParse(eventId);
  if (!event.success) return <NotFound />;
  return (
    <ChildDoor to="form" childId={childId} pathOf={(id) => paths.correct(id, event.data)}>
      <CorrectScreen {...weighing} eventId={event.data} reasonWords={reasonWords} />
    </ChildDoor>
  );
}
