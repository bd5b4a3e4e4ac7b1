/** Why a record is corrected, with the usual reasons one tap away. */

import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { WordsField } from '#client/ui/text-field.tsx';
import css from './weigh.module.css';

interface ReasonFieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onLeave: () => void;
  readonly error: string | undefined;
}

export function ReasonField({ value, onValue, onLeave, error }: ReasonFieldProps) {
  return (
    <div className={css['reason']}>
      <WordsField
        label={text.correct.reason}
        value={value}
        onValue={onValue}
        onLeave={onLeave}
        error={error}
      />
      <div className={css['chips']}>
        {text.correct.usualReasons.map((usual) => (
          <Button key={usual} onClick={() => onValue(usual)}>
            {usual}
          </Button>
        ))}
      </div>
    </div>
  );
}
