/** What a recap is made from: the children a posyandu knows, with all that counts of each, and the month asked about. */

import type { ChildProfile } from '#domain/child.ts';
import { addDays, addToMonth } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { RecordedDose } from '#domain/immunization/recorded-doses.ts';
import type { ServiceFact } from '#domain/services/service-facts.ts';

export type LeavingReason = 'died' | 'moved' | 'other';

export interface RecapChild {
  readonly id: string;
  readonly profile: ChildProfile;
  /** From this month on the child belongs to the posyandu; `null`: since birth. */
  readonly since: string | null;
  /** First day on which the child no longer belongs to it. */
  readonly left: { readonly on: string; readonly reason: LeavingReason } | null;
  /** Has a KMS or Buku KIA; `null` where nobody wrote it down. */
  readonly ownsKia: boolean | null;
  /** Of a poor family (Gakin); `null` where nobody wrote it down. */
  readonly poor: boolean | null;
  /** Kemendagri code, for the cohorts of new vaccines. */
  readonly region?: string;
  /** Any order; voided ones may be among them and never count. */
  readonly measurements: readonly EffectiveMeasurement[];
  /** Any order, without voided ones. */
  readonly doses: readonly RecordedDose[];
  /** Any order, without voided ones. */
  readonly services: readonly ServiceFact[];
}

export interface RecapPeriod {
  /** `2026-11`. */
  readonly month: string;
  /** The day of this month on which the posyandu was held; `null` where it is not known. */
  readonly sessionOn: string | null;
  /** Last day looked at: the last of the month, or today while it still runs. */
  readonly on: string;
}

/** The recap of a whole month. */
export function wholeMonth(month: string, sessionOn: string | null = null): RecapPeriod {
  return { month, sessionOn, on: lastDayOf(month) };
}

export function lastDayOf(month: string): string {
  return addDays(`${addToMonth(month, 1)}-01`, -1);
}
