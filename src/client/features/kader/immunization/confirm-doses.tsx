/** Asked once at Simpan when the rules would not count a dose: what really happened is kept all the same. */

import { formatPlainDate } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import type { DoseQuestion } from './dose-questions.ts';

const text = doses.ask;

interface ConfirmDosesProps {
  readonly questions: readonly DoseQuestion[];
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function ConfirmDoses({ questions, onYes, onNo }: ConfirmDosesProps) {
  return (
    <Dialog
      title={text.title}
      onClose={onNo}
      actions={
        <>
          <Button onClick={onYes}>{text.yes}</Button>
          <Button look="main" onClick={onNo}>
            {text.no}
          </Button>
        </>
      }
    >
      {questions.map(({ dose, judged, isExpired }) => (
        <div key={dose.product}>
          <p>
            <strong>
              {doses.card.given(doses.product(dose.product), doses.day(dose.givenOn))}
            </strong>
          </p>
          {judged !== null && <p>{judged.why.sentence}.</p>}
          {isExpired && dose.expiresOn !== null && (
            <p>{text.expired(formatPlainDate(dose.expiresOn))}</p>
          )}
        </div>
      ))}
      <p>{text.about}</p>
    </Dialog>
  );
}
