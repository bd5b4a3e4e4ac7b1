/** A record in words: what it is, whose, and why it stands as it does. */

import {
  formatAge,
  formatCm,
  formatDate,
  formatKg,
  formatPartialDate,
} from '#client/i18n/format.ts';
import {
  operationWords,
  otherOperation,
  quarantineReasons,
} from '#client/i18n/puskesmas-reasons.ts';
import { review } from '#client/i18n/puskesmas-review.ts';
import { shared } from '#client/i18n/shared.ts';
import type { Sex } from '#domain/child.ts';
import type { Measurement } from '#domain/measurement.ts';
import { QUARANTINE_REASONS } from '#protocol/push.ts';
import type { ReviewRecord } from '#protocol/review.ts';

/** An operation of a newer app is shown too, under a plain name. */
const OPERATIONS = new Map<string, string>(Object.entries(operationWords));

export function childName({ child }: Pick<ReviewRecord, 'child'>): string {
  return child?.name ?? review.unknownChild;
}

/**
 * "Laki-laki · 1 th 3 bl", the age on the day it happened.
 *
 * @param sexWords how the sexes are called here
 */
export function sexAndAge(
  record: ReviewRecord,
  sexWords: Readonly<Record<Sex, string>> = shared.sex,
): string {
  const { child } = record;
  if (child === null) return '';
  const sex = sexWords[child.sex];
  const on = wholeDay(record);
  return on === null || on < child.bornOn ? sex : `${sex} · ${formatAge(child.bornOn, on)}`;
}

/** When it happened, as much of it as is known: of a dose in the book often only the month. */
export function dayWords({ immunization, occurredOn }: ReviewRecord): string {
  const partial = immunization?.givenOn ?? occurredOn;
  return partial.length === occurredOn.length ? formatDate(partial) : formatPartialDate(partial);
}

function wholeDay({ immunization, occurredOn }: ReviewRecord): string | null {
  const partial = immunization?.givenOn ?? occurredOn;
  return partial.length === occurredOn.length ? partial : null;
}

export function operationOf({ op }: Pick<ReviewRecord, 'op'>): string {
  return OPERATIONS.get(op) ?? otherOperation;
}

/** Why it stands as it does: a person's words, or the rule's. */
export function standingReason({ status, reason }: Pick<ReviewRecord, 'status' | 'reason'>) {
  if (reason === null || status !== 'quarantined') return reason;
  return quarantineReasons[QUARANTINE_REASONS.find((known) => known === reason) ?? 'other'];
}

export function weightWords({ weightGrams }: Measurement): string {
  return weightGrams === null ? review.notMeasured : `${formatKg(weightGrams)} kg`;
}

export function lengthWords({ lengthMm }: Measurement): string {
  return lengthMm === null ? review.notMeasured : `${formatCm(lengthMm)} cm`;
}
