/** N, T, O, B as sign and words, with the amount it rests on. */

import { formatGrams, formatShortDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import type { Tone } from '#client/ui/notice.tsx';
import type { GrowthAssessment } from '#domain/growth/assess-growth.ts';
import type { WeightGain, WeightGainCode } from '#domain/growth/weight-gain.ts';

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
  const { code, gainGrams, noLetter } = weightGain;
  // The month may have been weighed earlier; the card speaks of the measurement it shows.
  if (assessed === null || assessed.measurement.weightGrams === null) {
    return unknown(text.noLetter['not-weighed']);
  }
  if (indices.weightForAge.status === 'implausible') {
    return unknown(text.noLetter['weight-implausible']);
  }
  if (noLetter !== null) return unknown(text.noLetter[noLetter], amountWords(weightGain));
  switch (code) {
    case 'N':
      return letter('N', 'ok', '▲', weightGain);
    case 'T':
      return letter('T', 'act', (gainGrams ?? 0) < 0 ? '▼' : '▬', weightGain);
    case 'O':
      return unknown(growth.weightGain.O, amountWords(weightGain));
    case 'B':
      return unknown(growth.weightGain.B);
    case null:
      return unknown(growth.notAssessed);
  }
}

/** "Naik (N)" */
export function letterWords(code: WeightGainCode): string {
  return `${growth.weightGain[code]} (${code})`;
}

function unknown(word: string, detail: string | null = null): GainWords {
  return { tone: 'unknown', sign: '?', word, detail };
}

function letter(code: 'N' | 'T', tone: Tone, sign: string, gain: WeightGain): GainWords {
  const { computed, override } = gain;
  const changed =
    override === null || computed === null
      ? []
      : [text.computed(growth.weightGain[computed].toLowerCase(), override.reason)];
  const detail = [...changed, amountWords(gain)].filter(Boolean).join(' · ');
  return { tone, sign, word: letterWords(code), detail: detail === '' ? null : detail };
}

/** "+200 g sejak 12 Okt (paling sedikit +300 g)" */
function amountWords({ gainGrams, expectedGrams, previous }: WeightGain): string | null {
  if (gainGrams === null || previous === null) return null;
  const since = text.since(
    formatGrams(gainGrams),
    formatShortDate(previous.measurement.measuredOn),
  );
  return expectedGrams === null ? since : `${since} (${text.least(formatGrams(expectedGrams))})`;
}
