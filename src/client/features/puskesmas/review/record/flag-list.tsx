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
  'dose-too-early': 'act',
  'dose-too-close': 'act',
  'dose-after-limit': 'act',
  'dose-duplicate': 'watch',
  'dose-unknown-product': 'watch',
  'dose-expired': 'act',
  'merged-child': 'watch',
  'moved-child': 'watch',
  'other-puskesmas': 'watch',
  'overwrote-edit': 'unknown',
};
/** A correction is no doubt about the values; it has the sign of a turn. */
const SIGN: Partial<Readonly<Record<ReviewFlag, string>>> = { correction: '↻' };

/** As many as a row of the list has lines for. */
const LINES = 2;
const GRAVITY: Readonly<Record<Tone, number>> = { act: 0, watch: 1, unknown: 2, ok: 3 };

interface FlagLinesProps {
  readonly flags: readonly ReviewFlag[];
  /** Why the child is to be referred, in a word or two; `null` where nobody can tell from here. */
  readonly referral: string | null;
}

/** The gravest, one a line; the rest as a number, and all of them in the title. */
export function FlagLines({ flags, referral }: FlagLinesProps) {
  const gravestFirst = [...flags].sort((one, other) => GRAVITY[TONE[one]] - GRAVITY[TONE[other]]);
  const shown = gravestFirst.slice(0, LINES);
  const hidden = flags.length - shown.length;
  return (
    <span
      className={css['lines']}
      title={gravestFirst
        .map((flag) => withReferral(flagWords[flag].word, flag, referral))
        .join(', ')}
    >
      {shown.map((flag, line) => (
        <span key={flag}>
          <FlagWord flag={flag} referral={referral} />
          {hidden > 0 && line === LINES - 1 && <span>+{hidden}</span>}
        </span>
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

interface FlagWordProps {
  readonly flag: ReviewFlag;
  readonly referral?: string | null;
}

function FlagWord({ flag, referral = null }: FlagWordProps) {
  const tone = TONE[flag];
  return (
    <span className={`${css['flag']} ${css[tone]}`}>
      <span aria-hidden="true">{SIGN[flag] ?? SIGN_OF_TONE[tone]} </span>
      {withReferral(flagWords[flag].word, flag, referral)}
    </span>
  );
}

function withReferral(word: string, flag: ReviewFlag, referral: string | null): string {
  return flag === 'refer' && referral !== null ? `${word}: ${referral}` : word;
}
