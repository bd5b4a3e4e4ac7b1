/**
 * What a NIK says of itself, and where that does not fit the rest of what is known of a child.
 *
 * Source: structure of the NIK, 16 digits: six of the place of first
 * registration (province, kabupaten, kecamatan), DDMMYY of birth with 40 added
 * to the day for girls and women, a serial number from 0001. Several secondary
 * sources (B). Warnings only: the place is that of the first registration, old
 * codes stay valid, and real numbers have mistakes.
 */

import { OLDEST_YEARS, type Sex } from './child.ts';
import { isoDateSchema } from './dates.ts';

export const NIK_WARNINGS = [
  /** No such place, day or serial can be: probably a slip of a digit. */
  'nik-shape',
  /** Registered in another province or kabupaten; common after moving. */
  'nik-region',
  /** Another day of birth. */
  'nik-born-on',
  'nik-sex',
  /** In either century born too long ago for a posyandu, or not yet: perhaps the number of a parent. */
  'nik-not-a-child',
] as const;
export type NikWarning = (typeof NIK_WARNINGS)[number];

/** What can be read; the parts may still be impossible, see `nikWarnings`. */
export interface NikParts {
  /** Kemendagri codes, two digits each. */
  readonly province: string;
  readonly kabupaten: string;
  readonly kecamatan: string;
  readonly sex: Sex;
  /** Every day the six digits may mean, oldest first: the century is not written. Empty when there is none. */
  readonly birthDates: readonly string[];
  readonly serial: string;
}

export interface KnownOfChild {
  /** ISO date, or empty while it is not typed. */
  readonly bornOn: string;
  readonly sex: Sex | '';
  /** Kemendagri code of any level, with or without dots, of the child or the posyandu. */
  readonly region?: string;
  /** ISO date; without it no number is said to be no child's. */
  readonly today?: string;
}

const FEMALE_DAYS = 40;
const CENTURIES = ['19', '20'] as const;
/** Codes in use: provinces from 11, kabupaten 01–69, kota 71–99. */
const FIRST_PROVINCE = 11;
const LAST_PROVINCE = 96;
const NEVER_A_KABUPATEN = ['00', '70'];
const NIK = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{4})$/;

/** @returns `null` unless it has 16 digits */
export function readNik(nik: string): NikParts | null {
  const match = NIK.exec(nik);
  if (match === null) return null;
  const [, province = '', kabupaten = '', kecamatan = '', dd = '', mm = '', yy = '', serial = ''] =
    match;
  const female = Number(dd) > FEMALE_DAYS;
  const day = String(Number(dd) - (female ? FEMALE_DAYS : 0)).padStart(2, '0');
  return {
    province,
    kabupaten,
    kecamatan,
    sex: female ? 'female' : 'male',
    birthDates: CENTURIES.map((century) => `${century}${yy}-${mm}-${day}`).filter(
      (date) => isoDateSchema.safeParse(date).success,
    ),
    serial,
  };
}

/**
 * All that does not fit, in the order of `NIK_WARNINGS`; empty when nothing does
 * not, or when there are no 16 digits, which the form refuses already.
 */
export function nikWarnings(nik: string, known: KnownOfChild): NikWarning[] {
  const parts = readNik(nik);
  if (parts === null) return [];
  const found: Readonly<Record<NikWarning, boolean>> = {
    'nik-shape': isOddlyMade(parts),
    'nik-region': isElsewhere(parts, known.region),
    'nik-born-on':
      parts.birthDates.length > 0 &&
      known.bornOn !== '' &&
      !parts.birthDates.includes(known.bornOn),
    'nik-sex': known.sex !== '' && parts.birthDates.length > 0 && parts.sex !== known.sex,
    'nik-not-a-child': isNoChild(parts, known.today),
  };
  return NIK_WARNINGS.filter((warning) => found[warning]);
}

function isOddlyMade({ province, kabupaten, kecamatan, birthDates, serial }: NikParts): boolean {
  return (
    Number(province) < FIRST_PROVINCE ||
    Number(province) > LAST_PROVINCE ||
    NEVER_A_KABUPATEN.includes(kabupaten) ||
    kecamatan === '00' ||
    birthDates.length === 0 ||
    serial === '0000'
  );
}

/** Held against it only as far down as kabupaten: people move between kecamatan all the time. */
function isElsewhere({ province, kabupaten }: NikParts, region: string | undefined): boolean {
  const code = (region ?? '').replaceAll('.', '').slice(0, 4);
  return !`${province}${kabupaten}`.startsWith(code);
}

function isNoChild({ birthDates }: NikParts, today: string | undefined): boolean {
  if (today === undefined || birthDates.length === 0) return false;
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  return !birthDates.some((date) => date >= oldest && date <= today);
}
