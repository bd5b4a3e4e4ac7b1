/** How a dose looks on the card: sign, tone and words, which say the same. */

import { doses as text } from '#client/i18n/kader-immunization.ts';
import type { Tone } from '#client/ui/notice.tsx';
import type { OwedDose, OwedState } from '#domain/immunization/owed-doses.ts';
import type { CardRow } from './card.ts';

export interface DoseLook {
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
}

const OWED: Readonly<Record<OwedState, Omit<DoseLook, 'word'>>> = {
  due: { tone: 'watch', sign: '►' },
  overdue: { tone: 'act', sign: '!' },
  'catch-up': { tone: 'watch', sign: '↻' },
  'not-yet': { tone: 'unknown', sign: '○' },
  closed: { tone: 'unknown', sign: '×' },
  'not-applicable': { tone: 'unknown', sign: '–' },
};

export function owedLook(owed: OwedDose): DoseLook {
  return { ...OWED[owed.state], word: owedWords(owed) };
}

/** "terlambat sejak 1 Agu 2026" */
function owedWords({ state, from, until, lateSince }: OwedDose): string {
  const words = text.card.owed[state];
  const day = state === 'not-yet' ? from : state === 'overdue' ? lateSince : until;
  return day === null || state === 'due' || state === 'closed' || state === 'not-applicable'
    ? words
    : `${words} ${text.day(day)}`;
}

export function lookOf(row: CardRow): DoseLook {
  switch (row.kind) {
    case 'done':
      return { tone: 'ok', sign: '✓', word: text.card.done(text.day(row.record.value.givenOn)) };
    case 'owed':
      return owedLook(row.owed);
    case 'uncounted':
      return {
        tone: 'watch',
        sign: '?',
        word: row.judged === null ? text.card.later : text.card.verdict[row.judged.verdict],
      };
  }
}
