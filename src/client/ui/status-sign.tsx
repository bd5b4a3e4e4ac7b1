/** A status as sign and word; colour only helps. */

import type { Tone } from './notice.tsx';
import css from './status-sign.module.css';

interface StatusSignProps {
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
}

export function StatusSign({ tone, sign, word }: StatusSignProps) {
  return (
    <span className={`${css['chip']} ${css[tone]}`}>
      <span aria-hidden="true">{sign}&nbsp;</span>
      <span>{word}</span>
    </span>
  );
}
