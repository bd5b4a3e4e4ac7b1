/** What stands in the registration form, and the child it describes. */

import { formatCm, formatKg } from '#client/i18n/format.ts';
import { parseDecimal } from '#client/ui/parse-decimal.ts';
import {
  checkChildProfile,
  childProfileSchema,
  type ChildProblem,
  type ChildProfile,
} from '#domain/child.ts';

export interface ChildValues extends Readonly<Record<string, string>> {
  readonly name: string;
  readonly nik: string;
  readonly bornOn: string;
  readonly sex: string;
  readonly motherName: string;
  readonly dusun: string;
  readonly birthWeight: string;
  readonly birthLength: string;
}
export type ChildField = Extract<keyof typeof EMPTY_CHILD, string>;

export type ChildFieldProblem =
  | ChildProblem
  | 'missing'
  | 'nik-digits'
  | 'unreadable'
  | 'birth-weight-range'
  | 'birth-length-range'
  | 'not-acceptable';
export type ChildProblems = Partial<Readonly<Record<ChildField, ChildFieldProblem>>>;

export const EMPTY_CHILD = {
  name: '',
  nik: '',
  bornOn: '',
  sex: '',
  motherName: '',
  dusun: '',
  birthWeight: '',
  birthLength: '',
} as const satisfies ChildValues;

/** The profile as a person would have typed it. */
export function typedChild(profile: ChildProfile): ChildValues {
  return {
    name: profile.name,
    nik: profile.nik ?? '',
    bornOn: profile.bornOn,
    sex: profile.sex,
    motherName: profile.motherName,
    dusun: profile.dusun ?? '',
    birthWeight: profile.birthWeightGrams === null ? '' : formatKg(profile.birthWeightGrams),
    birthLength: profile.birthLengthMm === null ? '' : formatCm(profile.birthLengthMm),
  };
}

/** Bounds of `childProfileSchema`, with the words of the field. */
const BIRTH_WEIGHT = { min: 300, max: 9000 };
const BIRTH_LENGTH = { min: 200, max: 700 };

/** One line of text as it is stored: no doubled spaces, accents composed. */
function line(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

export function readChild(
  values: ChildValues,
  today: string,
): { readonly profile: ChildProfile | null; readonly problems: ChildProblems } {
  const problems: { [Field in ChildField]?: ChildFieldProblem } = {};
  for (const field of ['name', 'bornOn', 'sex', 'motherName'] as const) {
    if (line(values[field]) === '') problems[field] = 'missing';
  }
  const nik = values.nik.replace(/[\s.'-]/g, '');
  if (nik !== '' && !/^\d{16}$/.test(nik)) problems.nik = 'nik-digits';

  const birth = (
    field: 'birthWeight' | 'birthLength',
    scale: number,
    range: { readonly min: number; readonly max: number },
    outside: ChildFieldProblem,
  ): number | null => {
    const amount = parseDecimal(values[field], scale);
    if (amount === 'empty') return null;
    if (amount === 'unreadable') problems[field] = 'unreadable';
    else if (amount < range.min || amount > range.max) problems[field] = outside;
    else return amount;
    return null;
  };
  const birthWeightGrams = birth('birthWeight', 1000, BIRTH_WEIGHT, 'birth-weight-range');
  const birthLengthMm = birth('birthLength', 10, BIRTH_LENGTH, 'birth-length-range');

  const read = childProfileSchema.safeParse({
    name: line(values.name),
    nik: nik === '' ? null : nik,
    bornOn: values.bornOn,
    sex: values.sex,
    motherName: line(values.motherName),
    dusun: line(values.dusun) === '' ? null : line(values.dusun),
    birthWeightGrams,
    birthLengthMm,
  });
  if (!read.success) {
    for (const { path } of read.error.issues) {
      const field = CHILD_FIELDS.find((name) => name === path[0]);
      if (field !== undefined) problems[field] ??= 'not-acceptable';
    }
    return { profile: null, problems };
  }
  const problem = checkChildProfile(read.data, today);
  if (problem !== null) problems.bornOn ??= problem;
  return { profile: read.data, problems };
}

const CHILD_FIELDS = ['name', 'nik', 'bornOn', 'sex', 'motherName', 'dusun'] as const;

/**
 * What was probably meant by a birth weight typed in grams or without its comma.
 *
 * @returns grams, or `null`
 */
export function likelyBirthWeight(typed: string): number | null {
  const grams = parseDecimal(typed, 1000);
  if (typeof grams !== 'number' || grams <= BIRTH_WEIGHT.max) return null;
  const meant = [10, 100, 1000].map((times) => Math.round(grams / times));
  return meant.find((weight) => weight >= 500 && weight <= 6000) ?? null;
}

/** What was probably meant by a birth length typed in millimetres, in tenths of a millimetre. */
export function likelyBirthLength(typed: string): number | null {
  const mm = parseDecimal(typed, 10);
  if (typeof mm !== 'number' || mm <= BIRTH_LENGTH.max) return null;
  const meant = Math.round(mm / 10);
  return meant >= 300 && meant <= 620 ? meant : null;
}
