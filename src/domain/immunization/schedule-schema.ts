/** The shape of an immunization schedule as data: every figure with its source and how certain it is. */

import * as z from 'zod/mini';
import { isoDateSchema } from '#domain/dates.ts';

/** The doses of one child in the order of the Buku KIA; these names are shown and exported. */
export const DOSE_NAMES = [
  'HB-0',
  'BCG',
  'OPV 1',
  'OPV 2',
  'OPV 3',
  'OPV 4',
  'DPT-HB-Hib 1',
  'DPT-HB-Hib 2',
  'DPT-HB-Hib 3',
  'DPT-HB-Hib 4',
  'PCV 1',
  'PCV 2',
  'PCV 3',
  'RV 1',
  'RV 2',
  'RV 3',
  'IPV 1',
  'IPV 2',
  'MR 1',
  'MR 2',
  'JE 1',
] as const;
const doseNameSchema = z.enum(DOSE_NAMES);
export type DoseName = z.infer<typeof doseNameSchema>;

const seriesNameSchema = z.enum([
  'HB-0',
  'BCG',
  'OPV',
  'DPT-HB-Hib',
  'PCV',
  'RV',
  'IPV',
  'MR',
  'JE',
]);
export type SeriesName = z.infer<typeof seriesNameSchema>;

const productNameSchema = z.enum([
  'HB-0',
  'BCG',
  'OPV',
  'DPT-HB-Hib',
  'DPT-HB-Hib-IPV',
  'PCV',
  'RV',
  'IPV',
  'MR',
  'JE',
]);
export type ProductName = z.infer<typeof productNameSchema>;

/**
 * A: read in a text of the ministry or WHO. B: two independent secondary
 * sources. C: one. K: nobody's but common knowledge. Only A and B may forbid.
 */
const certaintySchema = z.enum(['A', 'B', 'C', 'K']);
export type Certainty = z.infer<typeof certaintySchema>;

const evidence = {
  /** Keys into `sources`. */
  source: z.array(z.string()).check(z.minLength(1)),
  certainty: certaintySchema,
};

const monthsFigure = z.strictObject({ months: z.int().check(z.gte(0)), ...evidence });
const daysFigure = z.strictObject({ days: z.int().check(z.gte(0)), ...evidence });
/** An age or an interval, in completed months or in days. */
const figureSchema = z.union([monthsFigure, daysFigure]);
export type Figure = z.infer<typeof figureSchema>;

const doseRuleSchema = z.strictObject({
  dose: doseNameSchema,
  earliest: figureSchema,
  /** From this age on the dose is late, though still routine. */
  idealBefore: figureSchema,
  /** The routine window ends the day before this age. */
  routineBefore: figureSchema,
  /** Kejar ends the day before this age; `null`: there is no kejar. */
  catchUpBefore: z.nullable(figureSchema),
  /** A narrower end that some sources give; it is told and forbids nothing. */
  advisedBefore: z.nullable(figureSchema),
  /** Since the previous dose of the series; the uncertain ones only advise. */
  intervals: z.array(figureSchema),
});
export type DoseRule = z.infer<typeof doseRuleSchema>;

const seriesSchema = z.strictObject({
  series: seriesNameSchema,
  antigens: z.array(z.string()).check(z.minLength(1)),
  /** Live and injected: on the same day as another such vaccine, or apart from it. */
  liveInjected: z.boolean(),
  /** How to give it, for those who write it down; no rule rests on it. */
  how: z.strictObject({ amount: z.string(), route: z.string(), ...evidence }),
  doses: z.array(doseRuleSchema).check(z.minLength(1)),
  /** A child who begins at this age or later needs fewer doses. Ascending. */
  lateStart: z.array(
    z.strictObject({
      fromMonths: z.int(),
      doses: z.int(),
      interval: z.nullable(figureSchema),
      ...evidence,
    }),
  ),
});

const componentSchema = z.strictObject({
  series: seriesNameSchema,
  /** Where the product has rules of its own for a series that it brings along. */
  own: z.nullable(z.strictObject({ earliest: figureSchema, interval: figureSchema })),
});

const productSchema = z.strictObject({
  product: productNameSchema,
  components: z.array(componentSchema).check(z.minLength(1)),
});

const availabilitySchema = z.strictObject({
  /** A series, a single dose, or the switch to the hexavalent product. */
  what: z.union([seriesNameSchema, doseNameSchema, z.literal('DPT-HB-Hib-IPV')]),
  /** Kemendagri code or its beginning, without dots; '' is the whole country. The longest that fits counts. */
  region: z.string().check(z.regex(/^\d*$/)),
  /** Children born earlier are not owed it; `null`: nobody there is. */
  bornFrom: z.nullable(isoDateSchema),
  ...evidence,
});

export const scheduleSchema = z.strictObject({
  edition: z.string(),
  sources: z.record(z.string(), z.string()),
  series: z.array(seriesSchema),
  products: z.array(productSchema),
  availability: z.array(availabilitySchema),
  /** The product that takes the place of another series' first doses and brings one along. */
  combined: z.strictObject({
    product: productNameSchema,
    serves: seriesNameSchema,
    brings: seriesNameSchema,
    doses: z.int(),
    ...evidence,
  }),
  /** Between two live injected vaccines that are not given on one day. */
  liveSpacing: daysFigure,
  /** After a dose that does not count, before it is repeated. */
  repeatAfter: daysFigure,
  status: z.strictObject({
    idl: z.array(doseNameSchema),
    idlNew: z.array(doseNameSchema),
    ibl: z.array(doseNameSchema),
    /** IDL counts what was given before this age. */
    idlBeforeMonths: z.int(),
    iblRequiresIdl: z.boolean(),
    /** A younger child without DPT is only waiting. */
    zeroDoseFromMonths: z.int(),
    iblAgeMonths: z.int(),
    ...evidence,
  }),
  /** Given at school (BIAS); shown, never computed. */
  school: z.array(
    z.strictObject({ grade: z.int(), vaccine: z.string(), month: z.string(), ...evidence }),
  ),
});
export type ImmunizationSchedule = z.infer<typeof scheduleSchema>;
