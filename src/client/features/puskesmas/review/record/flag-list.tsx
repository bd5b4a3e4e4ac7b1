/** What a reviewer is warned of, as words with a sign. */

import { flagWords } from '#client/i18n/puskesmas-reasons.ts';
import { SIGN_OF_TONE, type Tone } from '#client/ui/notice.tsx';
import type { ReviewFlag } from '#protocol/review.ts';
import css from './record.module.css';

const TONE: Readonly<Record<ReviewFlag, Tone>> = {
  implausible: 'act',
  'big-jump': 'watch',
  refer: 'act',
  question: 'watch',
  quarantined: 'act',
  correction: 'unknown',
  'not-own-account': 'watch',
  'clock-off': 'watch',
};
/** A correction is no doubt about the values; it has the sign of a turn. */
const SIGN: Partial<Readonly<Record<ReviewFlag, string>>> = { correction: '↻' };

/** On one line, cut at its end; the title says them all. */
export function FlagLine({ flags }: { readonly flags: readonly ReviewFlag[] }) {
  return (
    <span title={flags.map((flag) => flagWords[flag].word).join(', ')}>
      {flags.map((flag) => (
        <FlagWord key={flag} flag={flag} />
      ))}
    </span>
  );
}

/** One below the other, each with what it means. */
export function FlagList({ flags }: { readonly flags: readonly ReviewFlag[] }) {
  return (
    <ul className={css['flags']}>
      {flags.map((flag) => (
        <li key={flag}>
          <FlagWord flag={flag} /> {flagWords[flag].about}
        </li>
      ))}
    </ul>
  );
}

function FlagWord({ flag }: { readonly flag: ReviewFlag }) {
  const tone = TONE[flag];
  return (
    <span className={`${css['flag']} ${css[tone]}`}>
      <span aria-hidden="true">{SIGN[flag] ?? SIGN_OF_TONE[tone]} </span>
      {flagWords[flag].word}
    </span>
  );
}
