/** Stands before every screen about one child: one that was merged leads to the child it counts as, one that moved is not recorded here. */

import { useState, type ReactNode } from 'react';
import { Redirect, useSearch } from 'wouter';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords, useSignedIn } from '#client/live.ts';
import type { ChildView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { childIdSchema, type ChildId } from '#domain/ids.ts';
import { fromChild, FROM_CHILD, paths } from './paths.ts';
import { useGo } from './use-go.ts';

interface ChildDoorProps {
  readonly childId: ChildId;
  /**
   * `page` follows what is heard while it is open. A form does not: what is being
   * typed stays, and saved it counts for the right child. `recording` is of something new.
   */
  readonly to: 'page' | 'form' | 'recording';
  /** The same screen of another child. */
  readonly pathOf: (childId: ChildId) => string;
  readonly children: ReactNode;
}

export function ChildDoor(props: ChildDoorProps) {
  return <Door key={props.childId} {...props} />;
}

function Door({ childId, to, pathOf, children }: ChildDoorProps) {
  const child = useRecords((records) => records.child(childId), childId);
  const [inside, setInside] = useState(false);
  const other = child?.mergedInto ?? null;
  const movedTo = to === 'recording' ? (child?.movedTo ?? null) : null;
  const isOpen = other === null && movedTo === null;
  if (child !== undefined && isOpen && !inside) setInside(true);

  if (child === undefined) return <Skeleton rows={5} label={shared.loading} />;
  if (isOpen || (inside && to !== 'page')) return children;
  if (other !== null) return <Redirect to={fromChild(pathOf(other.id), childId)} replace />;
  return child !== null && <MovedAway child={child} />;
}

function MovedAway({ child }: { readonly child: ChildView }) {
  const go = useGo();
  return (
    <Screen
      title={child.profile.name}
      back={{ label: text.back, go: () => go.back(paths.child(child.id)) }}
      action={
        <Button look="main" wide onClick={() => go.instead(paths.child(child.id))}>
          {text.standing.openPage}
        </Button>
      }
    >
      <ChildStanding childId={child.id} />
    </Screen>
  );
}

/** That the child stands for another as well, or lives in another posyandu, in a sentence. */
export function ChildStanding({ childId }: { readonly childId: ChildId }) {
  const from = childIdSchema.safeParse(new URLSearchParams(useSearch()).get(FROM_CHILD));
  const signedIn = useSignedIn();
  const child = useRecords((records) => records.child(childId), childId);
  if (child === undefined || child === null) return null;
  const { name } = child.profile;
  const came = child.mergedHere.find(({ id }) => id === from.data);
  const here = signedIn?.posyandu ?? null;
  const home = signedIn?.grants.find(({ posyanduId }) => posyanduId === child.posyanduId);
  return (
    <>
      {came !== undefined && (
        <Notice tone="ok" announce="soon">
          {text.standing.merged(came.name, name)}
        </Notice>
      )}
      {child.mergedInto !== null && (
        <Notice tone="ok" announce="soon">
          {text.standing.mergedMeanwhile(name, child.mergedInto.name)}
        </Notice>
      )}
      {child.movedTo !== null ? (
        <Notice tone="watch">
          <strong>{text.standing.movedTo(child.movedTo.posyanduName)}.</strong>{' '}
          {text.standing.recordedThere}
        </Notice>
      ) : (
        home !== undefined &&
        home.posyanduId !== here?.posyanduId && (
          <Notice tone="watch">{text.standing.livesIn(home.posyanduName)}</Notice>
        )
      )}
    </>
  );
}
