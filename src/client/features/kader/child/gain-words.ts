/** N, T, O, B as sign and words, with the amount it rests on. */

import { formatGrams, formatShortDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import type { Tone } from '#client/ui/notice.tsx';
import type { GrowthAssessment } from '#domain/growth/assess-growth.ts';

const text = growth.gain;

interface GainWords {
  readonly tone: Tone;
  /** ▲ rose enough, ▬ flat or too little, ▼ fell, ? cannot be judged */
  readonly sign: string;
  readonly word: string;
  readonly detail: string | null;
}

/** @returns the letter as sign and word, or why there is none */
export function gainWords({ assessed, indices, weightGain }: GrowthAssessment): GainWords {
  const { code, gainGrams } = weightGain;
  if (assessed === null || assessed.measurement.weightGrams === null) {
    return unknown(text.notWeighed);
  }
  if (indices.weightForAge.status === 'implausible') return unknown(text.implausible);
  switch (code) {
    case null:
      return unknown(text.pastCard, amountWords(weightGain));
    case 'N':
      return letter('N', 'ok', '▲', amountWords(weightGain));
    case 'T':
      return letter('T', 'act', (gainGrams ?? 0) < 0 ? '▼' : '▬', amountWords(weightGain));
    case 'O':
      return unknown(growth.weightGain.O, amountWords(weightGain));
    case 'B':
      return unknown(growth.weightGain.B);
  }
}

function unknown(word: string, detail: string | null = null): GainWords {
  return { tone: 'unknown', sign: '?', word, detail };
}

function letter(code: 'N' | 'T', tone: Tone, sign: string, detail: string | null): GainWords {
  return { tone, sign, word: `${growth.weightGain[code]} (${code})`, detail };
}

/** "+200 g sejak 12 Okt (paling sedikit +300 g)" */
function amountWords({
  gainGrams,
  expectedGrams,
  previous,
}: GrowthAssessment['weightGain']): string | null {
  if (gainGrams === null || previous === null) return null;
  const since = text.since(
    formatGrams(gainGrams),
    formatShortDate(previous.measurement.measuredOn),
  );
  return expectedGrams === null ? since : `${since} (${text.least(formatGrams(expectedGrams))})`;
}
