/**
 * What does not fit between a NIK and the rest of the form. Warnings only: the
 * number keeps the place of first registration and real ones have mistakes.
 *
 * Source: structure of the NIK (place, DDMMYY with 40 added to the day for
 * girls, serial); see the domain notes on NIK.
 */

import type { Sex } from '#domain/child.ts';

export type NikWarning = 'nik-born-on' | 'nik-sex' | 'nik-shape';

const FEMALE_DAYS = 40;

/** @param nik 16 digits; anything else warns of nothing, the form refuses it already */
export function nikWarning(
  nik: string,
  child: { readonly bornOn: string; readonly sex: Sex | '' },
): NikWarning | null {
  const match = /^(\d{2})\d{2}\d{2}(\d{2})(\d{2})(\d{2})(\d{4})$/.exec(nik);
  if (match === null) return null;
  const [, province = '', dd = '', month = '', year = '', serial = ''] = match;
  const day = Number(dd);
  const female = day > FEMALE_DAYS;
  const dayOfMonth = female ? day - FEMALE_DAYS : day;
  if (Number(province) < 11 || dayOfMonth < 1 || dayOfMonth > 31 || serial === '0000') {
    return 'nik-shape';
  }
  const date = `20${year}-${month}-${String(dayOfMonth).padStart(2, '0')}`;
  if (child.bornOn !== '' && date !== child.bornOn) return 'nik-born-on';
  if (child.sex !== '' && female !== (child.sex === 'female')) return 'nik-sex';
  return null;
}
