/** Why a record is corrected, with the usual reasons one tap away. */

import { Button } from './button.tsx';
import { WordsField } from './text-field.tsx';
import css from './reason-field.module.css';

interface ReasonFieldProps {
  readonly label: string;
  readonly usual: readonly string[];
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onLeave: () => void;
  readonly error: string | undefined;
}

export function ReasonField({ usual, onValue, ...field }: ReasonFieldProps) {
  return (
    <div className={css['reason']}>
      <WordsField {...field} onValue={onValue} />
      <div className={css['chips']}>
        {usual.map((reason) => (
          <Button key={reason} onClick={() => onValue(reason)}>
            {reason}
          </Button>
        ))}
      </div>
    </div>
  );
}
