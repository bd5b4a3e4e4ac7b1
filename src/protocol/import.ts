/**
 * `POST /api/import?posyandu=ID`: a download of e-PPGBM up, a report of every row down.
 *
 * The body is the raw .xlsx (`application/octet-stream`). The answer is NDJSON:
 * lines of `importLineSchema`, sent while the file is read. A file refused as a
 * whole is a plain error answer (`unreadable-file`, `html-in-disguise`,
 * `no-header-row`, `too-large`). An answer that ends without `summary` or
 * `failed` was cut off: what was taken stays, and sending the file again adds
 * nothing twice. Rows are named by their number in the sheet, never by a name.
 */

import * as z from 'zod/mini';
import { posyanduIdSchema } from '#domain/ids.ts';

export const IMPORT_CONTENT_TYPE = 'application/x-ndjson';

/** Largest upload; a year of a large posyandu is below a tenth of it. */
export const MAX_IMPORT_BYTES = 10_000_000;

export const importQuerySchema = z.strictObject({ posyandu: posyanduIdSchema });

/** What became of a row: one of the first two, with one of the next two where it holds a weighing; or `refused` alone. */
export const IMPORT_OUTCOMES = [
  'child-added',
  'child-matched',
  'measurement-added',
  'measurement-known',
  'refused',
] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/**
 * Why a row was refused, or what of it was left out while the rest was taken.
 * Closed on the server; a client shows one it does not know as `other`.
 */
export const IMPORT_REASONS = [
  'no-name',
  'no-mother-name',
  'no-sex',
  'no-birth-date',
  'no-measuring-date',
  'date-unreadable',
  'number-unreadable',
  'nik-masked',
  'nik-unreadable',
  'other-posyandu',
  'several-children-match',
  'child-moved',
  'differs-from-known',
  'born-in-future',
  'born-too-long-ago',
  'nothing-measured',
  'before-birth',
  'in-future',
  'weight-too-low',
  'weight-too-high',
  'length-too-low',
  'length-too-high',
  'head-too-low',
  'head-too-high',
  'muac-too-low',
  'muac-too-high',
  'other',
] as const;
export type ImportReason = (typeof IMPORT_REASONS)[number];

const importRowSchema = z.object({
  kind: z.literal('row'),
  /** As the spreadsheet numbers it, from 1. */
  row: z.int().check(z.positive()),
  outcomes: z.array(z.enum(IMPORT_OUTCOMES)).check(z.minLength(1), z.maxLength(2)),
  /** Why it was refused; `null` otherwise. */
  reason: z.nullable(z.string()),
  /** What was left out of a row that was taken: reasons, as in `IMPORT_REASONS`. */
  notes: z.array(z.string()),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const count = z.int().check(z.nonnegative());

const importSummarySchema = z.object({
  kind: z.literal('summary'),
  server: z.literal('siposyandu'),
  rows: count,
  childrenAdded: count,
  childrenMatched: count,
  measurementsAdded: count,
  measurementsKnown: count,
  refused: count,
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importLineSchema = z.discriminatedUnion('kind', [
  /** Rows read of all rows below the header. */
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  importRowSchema,
  importSummarySchema,
  /** It stopped in the middle; `error` is one of `ERROR_CODES`. */
  z.object({ kind: z.literal('failed'), server: z.literal('siposyandu'), error: z.string() }),
]);
export type ImportLine = z.infer<typeof importLineSchema>;
