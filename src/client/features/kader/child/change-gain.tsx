/** Exchanges N and T where the line on the KMS clearly says otherwise: an amendment with the same values and the reason. */

import { useRef, useState } from 'react';
import { growth } from '#client/i18n/growth.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { WordsField } from '#client/ui/text-field.tsx';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { WeightGain } from '#domain/growth/weight-gain.ts';
import { withGainOverride } from '#domain/measurement.ts';
import { letterWords } from './gain-words.ts';
import css from './child.module.css';

const text = growth.gain.change;

interface ChangeGainProps {
  readonly assessed: EffectiveMeasurement;
  readonly weightGain: WeightGain;
}

/** Nothing where there is no N or T to exchange. */
export function ChangeGain({ assessed, weightGain }: ChangeGainProps) {
  const [open, setOpen] = useState(false);
  const { code, computed } = weightGain;
  if (code !== 'N' && code !== 'T') return null;
  if (computed === null || assessed.measurement.weightGrams === null) return null;
  return (
    <>
      <Button look="quiet" className="screen-only" onClick={() => setOpen(true)}>
        {text.open}
      </Button>
      {open && (
        <ChangeDialog
          assessed={assessed}
          to={code === 'N' ? 'T' : 'N'}
          computed={computed}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface ChangeDialogProps {
  readonly assessed: EffectiveMeasurement;
  readonly to: 'N' | 'T';
  readonly computed: NonNullable<WeightGain['computed']>;
  readonly onClose: () => void;
}

function ChangeDialog({ assessed, to, computed, onClose }: ChangeDialogProps) {
  const { records } = useServices();
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'writing' | 'missing' | 'not-saved'>('writing');
  const saving = useRef(false);
  const back = to === computed;

  async function change() {
    const said = reason.trim();
    if (said === '') return setState('missing');
    if (saving.current) return;
    saving.current = true;
    try {
      await records.amendMeasurement(
        assessed.childId,
        assessed.id,
        withGainOverride(assessed.measurement, back ? null : { code: to, reason: said }),
        { reason: said },
      );
      onClose();
    } catch {
      saving.current = false;
      setState('not-saved');
    }
  }

  return (
    <Dialog
      title={text.title(letterWords(to))}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void change()}>{text.save}</Button>
          <Button look="main" onClick={onClose}>
            {text.cancel}
          </Button>
        </>
      }
    >
      <p>{(back ? text.back : text.about)(letterWords(computed))}</p>
      <WordsField
        label={text.reason}
        value={reason}
        onValue={setReason}
        error={state === 'missing' && reason.trim() === '' ? text.noReason : undefined}
      />
      {!back && (
        <div className={css['chips']}>
          {text.usualReasons[to].map((usual) => (
            <Button key={usual} onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </div>
      )}
      {state === 'not-saved' && <NotSavedNotice />}
    </Dialog>
  );
}
