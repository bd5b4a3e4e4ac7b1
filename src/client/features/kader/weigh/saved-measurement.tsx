/** After Simpan: that it is safe, what it means, and on to the next child. */

import type { ReactNode } from 'react';
import { formatAge } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useServices, type ChildView, type EventView } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import { Screen } from '#client/ui/screen.tsx';
import type { ChildId } from '#domain/ids.ts';
import css from './weigh.module.css';

interface SavedMeasurementProps {
  readonly child: ChildView;
  /** `undefined` for the moment until the phone has read it back. */
  readonly event: EventView | undefined;
  readonly voided: boolean;
  readonly next: { readonly label: string; readonly go: () => void };
  readonly onOpenChild: () => void;
  readonly onCorrect?: () => void;
  readonly onUndo?: () => void;
  readonly renderResult: (childId: ChildId) => ReactNode;
}

export function SavedMeasurement(props: SavedMeasurementProps) {
  const { child, event, voided, onCorrect, onUndo } = props;
  const { today } = useServices();
  return (
    <Screen
      title={child.profile.name}
      about={formatAge(child.profile.bornOn, today())}
      action={
        <Button look="main" wide onClick={props.next.go}>
          {props.next.label}
        </Button>
      }
    >
      <output className={css['saved']}>
        {voided ? text.undo.done : <RecordSign state={event?.state.state ?? 'unsent'} />}
      </output>
      {voided ? <Notice tone="unknown">{text.undo.kept}</Notice> : props.renderResult(child.id)}
      <Button wide onClick={props.onOpenChild}>
        {text.weigh.openChild}
      </Button>
      {!voided && onCorrect !== undefined && onUndo !== undefined && (
        <div className={css['pair']}>
          <Button onClick={onCorrect}>{text.correct.open}</Button>
          <Button look="danger" onClick={onUndo}>
            {text.undo.open}
          </Button>
        </div>
      )}
    </Screen>
  );
}
