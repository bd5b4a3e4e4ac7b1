/** What stands in the form of an immunization, and the doses it means. */

import {
  checkImmunization,
  immunizationPlaceSchema,
  immunizationSchema,
  immunizationSourceSchema,
  type Immunization,
  type ImmunizationPlace,
  type ImmunizationProblem,
  type ImmunizationSource,
} from '#domain/immunization/immunization-record.ts';
import { NATIONAL_SCHEDULE } from '#domain/immunization/national-schedule.ts';
import type { ProductName } from '#domain/immunization/schedule-schema.ts';
import type { DayMemory } from './day-memory.ts';

/** In the order of the book. */
export const PRODUCTS: readonly ProductName[] = NATIONAL_SCHEDULE.products.map(
  ({ product }) => product,
);

/** Stands for a vaccine that is none of `PRODUCTS`. */
export const OTHER = 'other';

export const PRECISIONS = ['day', 'month', 'year'] as const;
type Precision = (typeof PRECISIONS)[number];

/**
 * As typed. Besides the named ones, per vaccine: `pick:BCG` is `ya` when ticked;
 * `lot:BCG` and `expires:BCG` are of today's vial, `book:lot:BCG` and
 * `book:expires:BCG` as copied, so that one never passes for the other.
 */
export interface DoseValues extends Readonly<Record<string, string>> {
  readonly source: string;
  readonly precision: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** Of who gave it today. */
  readonly givenBy: string;
  readonly 'book:givenBy': string;
  /** Empty while it follows the source; `none` where it is not known. */
  readonly place: string;
  readonly other: string;
  readonly reason: string;
}

export type DoseField = 'vaccines' | 'other' | 'givenOn' | 'reason';
export type DoseProblem =
  | ImmunizationProblem
  | 'no-vaccine'
  | 'no-name'
  | 'no-date'
  | 'no-month'
  | 'no-year'
  | 'no-reason'
  | 'not-acceptable';
export type DoseProblems = Partial<Readonly<Record<DoseField, DoseProblem>>>;

export function sourceOf({ source }: DoseValues): ImmunizationSource {
  const parsed = immunizationSourceSchema.safeParse(source);
  return parsed.success ? parsed.data : 'provider';
}

/** Who saw it given knows the day; a book or a memory may know less. */
export function precisionOf(values: DoseValues): Precision {
  if (sourceOf(values) === 'provider') return 'day';
  return PRECISIONS.find((precision) => precision === values.precision) ?? 'day';
}

export function placeOf(values: DoseValues): ImmunizationPlace | null {
  if (values.place === '') return sourceOf(values) === 'provider' ? 'posyandu' : null;
  const parsed = immunizationPlaceSchema.safeParse(values.place);
  return parsed.success ? parsed.data : null;
}

/** Name of the field that holds this for the source chosen. */
export function keyOf(values: DoseValues, name: string): string {
  return sourceOf(values) === 'provider' ? name : `book:${name}`;
}

export function pickedOf(values: DoseValues): readonly string[] {
  return [...PRODUCTS, OTHER].filter((product) => values[`pick:${product}`] === 'ya');
}

/** @param memory of the vials and the midwife of today */
export function emptyValues(today: string, memory: DayMemory): DoseValues {
  return {
    ...perVaccine(() => ''),
    ...memory,
    source: 'provider',
    precision: 'day',
    day: today,
    month: '',
    year: '',
    givenBy: memory.givenBy,
    'book:givenBy': '',
    place: '',
    other: '',
    reason: '',
  };
}

/** The values of a dose as a person would have typed them. */
export function typedAgain(dose: Immunization): DoseValues {
  const { product, givenOn, source, place } = dose;
  const key: string = PRODUCTS.find((known) => known === product) ?? OTHER;
  const prefix = source === 'provider' ? '' : 'book:';
  const precision = givenOn.length === 4 ? 'year' : givenOn.length === 7 ? 'month' : 'day';
  const blank = emptyValues('', { givenBy: '' });
  return {
    ...blank,
    source,
    precision,
    day: precision === 'day' ? givenOn : '',
    month: precision === 'month' ? givenOn : '',
    year: precision === 'year' ? givenOn : '',
    place: place ?? 'none',
    other: key === OTHER ? product : '',
    [`pick:${key}`]: 'ya',
    [`${prefix}givenBy`]: dose.givenBy ?? '',
    [`${prefix}lot:${key}`]: dose.lotNumber ?? '',
    [`${prefix}expires:${key}`]: dose.expiresOn ?? '',
  };
}

function perVaccine(value: () => string): Record<string, string> {
  const fields = ['pick', 'lot', 'expires', 'book:lot', 'book:expires'];
  return Object.fromEntries(
    [...PRODUCTS, OTHER].flatMap((product) =>
      fields.map((field) => [`${field}:${product}`, value()]),
    ),
  );
}

/**
 * Reads the form; save the doses only without problems.
 *
 * @param context `today`: the last day that may be chosen
 */
export function readDoses(
  values: DoseValues,
  context: { readonly bornOn: string; readonly today: string },
): { readonly doses: readonly Immunization[]; readonly problems: DoseProblems } {
  const picked = pickedOf(values);
  const { givenOn, problem } = readDay(values);
  const problems: { [Field in DoseField]?: DoseProblem } = {};
  if (picked.length === 0) problems.vaccines = 'no-vaccine';
  if (picked.includes(OTHER) && values.other.trim() === '') problems.other = 'no-name';
  if (problem !== null) problems.givenOn = problem;
  if (Object.keys(problems).length > 0) return { doses: [], problems };

  const doses: Immunization[] = [];
  for (const product of picked) {
    const parsed = immunizationSchema.safeParse(asDose(values, product, givenOn));
    if (parsed.success) doses.push(parsed.data);
    else problems[product === OTHER ? 'other' : 'vaccines'] = 'not-acceptable';
  }
  const [first] = doses;
  const impossible = first === undefined ? null : checkImmunization(first, context);
  if (impossible !== null) problems.givenOn = impossible;
  return { doses, problems };
}

function asDose(values: DoseValues, product: string, givenOn: string): unknown {
  const source = sourceOf(values);
  const typed = (name: string) => {
    const value = source === 'recall' ? '' : (values[keyOf(values, name)] ?? '').trim();
    return value === '' ? null : value;
  };
  return {
    product: product === OTHER ? values.other.trim() : product,
    givenOn,
    source,
    givenBy: typed('givenBy'),
    lotNumber: typed(`lot:${product}`),
    expiresOn: typed(`expires:${product}`),
    place: placeOf(values),
  } satisfies Record<keyof Immunization, unknown>;
}

function readDay(values: DoseValues): { givenOn: string; problem: DoseProblem | null } {
  const precision = precisionOf(values);
  const givenOn = values[precision].trim();
  switch (precision) {
    case 'day':
      return { givenOn, problem: /^\d{4}-\d\d-\d\d$/.test(givenOn) ? null : 'no-date' };
    case 'month':
      return { givenOn, problem: /^\d{4}-\d\d$/.test(givenOn) ? null : 'no-month' };
    case 'year':
      return { givenOn, problem: /^\d{4}$/.test(givenOn) ? null : 'no-year' };
  }
}
