/** Last month's weight beside the one being typed. */

import {
  formatCm,
  formatCount,
  formatGrams,
  formatKg,
  formatShortDate,
} from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import type { ChildProfile } from '#domain/child.ts';
import { addToMonth, monthOf } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import { weightGainIn } from '#domain/growth/weight-gain.ts';
import { eventIdSchema, type AccountId, type ChildId } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';

/** Nothing moves under the thumb when a difference appears. */
export const BLANK = '\u00a0';

/** Stands for the measurement being typed; sorts after every real one of the same day. */
const BEING_TYPED = eventIdSchema.parse('ffffffff-ffff-4fff-bfff-ffffffffffff');

type Amount = 'weightGrams' | 'lengthMm' | 'headMm' | 'muacMm';

/** "bulan lalu 7,6 (12 Okt)", or `undefined` when it was never measured before. */
export function lastTime(
  earlier: readonly EffectiveMeasurement[],
  amount: Amount,
  measuredOn: string,
): string | undefined {
  const last = earlier
    .filter(
      ({ voided, measurement }) =>
        !voided && measurement[amount] !== null && measurement.measuredOn < measuredOn,
    )
    .at(-1);
  const value = last?.measurement[amount];
  if (last === undefined || value === null || value === undefined) return undefined;
  const { measuredOn: on } = last.measurement;
  const shown = amount === 'weightGrams' ? formatKg(value) : formatCm(value);
  const lastMonth = monthOf(on) === addToMonth(monthOf(measuredOn), -1);
  const say = lastMonth ? text.weigh.lastMonth : text.weigh.before;
  return say(shown, formatShortDate(on));
}

/** "+200 g ▲ naik cukup"; a blank, that keeps its line, without a weight or anything to hold it against. */
export function difference(
  child: { readonly id: ChildId; readonly profile: ChildProfile },
  earlier: readonly EffectiveMeasurement[],
  typed: Measurement,
  authorId: AccountId,
): string {
  if (typed.weightGrams === null) return BLANK;
  const before = earlier.filter(({ measurement }) => measurement.measuredOn < typed.measuredOn);
  const { code, gainGrams, expectedGrams } = weightGainIn(
    child.profile,
    [
      ...before,
      {
        id: BEING_TYPED,
        childId: child.id,
        measurement: typed,
        decidedBy: BEING_TYPED,
        authorId,
        voided: false,
      },
    ],
    monthOf(typed.measuredOn),
  );
  if (gainGrams === null) return BLANK;
  const amount = formatGrams(gainGrams);
  if (code === 'N') return text.weigh.gainedEnough(amount);
  if (code === 'T') {
    const expected = expectedGrams === null ? null : `${formatCount(expectedGrams)} g`;
    return gainGrams < 0 ? text.weigh.lost(amount) : text.weigh.gainedTooLittle(amount, expected);
  }
  return text.weigh.changed(amount);
}
