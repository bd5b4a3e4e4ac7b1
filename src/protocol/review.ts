/** The puskesmas half's API: what arrived, what was decided, and how each posyandu stands. */

import * as z from 'zod/mini';
import { childEventSchema } from '#domain/child-event.ts';
import { CHILD_PROFILE_FIELDS, childProfileSchema } from '#domain/child.ts';
import { childIdSchema, mutationIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import { immunizationSchema } from '#domain/immunization/immunization-record.ts';
import { measurementSchema } from '#domain/measurement.ts';
import { words } from '#domain/text.ts';
import { goneToSchema } from './children.ts';
import { DESK_OPERATIONS, type Operation } from './mutation.ts';
import { reviewStatusSchema } from './pull.ts';

/**
 * What a reviewer is warned of. `refer` and `question` come from `domain/growth`,
 * the `dose-` ones from `domain/immunization`, the rest from the server.
 */
export const reviewFlagSchema = z.enum([
  'implausible',
  'big-jump',
  'refer',
  'question',
  'quarantined',
  'correction',
  'not-own-account',
  'clock-off',
  'dose-too-early',
  'dose-too-close',
  'dose-after-limit',
  'dose-duplicate',
  'dose-unknown-product',
  'dose-expired',
  /** It names a child that was merged into another. */
  'merged-child',
  /** Of a child that had gone to another posyandu; it was carried on there. */
  'moved-child',
  /** Another puskesmas brought it, unasked: a child that came to live here, or what followed it. */
  'other-puskesmas',
  /** It replaced another edit its author had not seen, of a field where the later counts. */
  'overwrote-edit',
]);
export type ReviewFlag = z.infer<typeof reviewFlagSchema>;

/** What a record is about. */
export const reviewKindSchema = z.enum(['measurement', 'immunization', 'child']);
export type ReviewKind = z.infer<typeof reviewKindSchema>;

/** The operations of each kind; one that none of them names is of no kind. */
export const OPERATIONS_OF_KIND = {
  measurement: ['measure.record', 'measure.amend', 'measure.void'],
  immunization: ['immun.record', 'immun.amend', 'immun.void'],
  child: ['child.create', 'child.patch', ...DESK_OPERATIONS],
} as const satisfies Readonly<Record<ReviewKind, readonly Operation[]>>;

/** One arrived record. `growth` values are computed by `domain` from raw values where they are shown. */
export const reviewRecordSchema = z.object({
  mid: mutationIdSchema,
  posyanduId: posyanduIdSchema,
  posyanduName: z.string(),
  op: z.string(),
  childId: z.nullable(childIdSchema),
  /** The child as it stands; `null` when the record names none the server knows. */
  child: z.nullable(childProfileSchema),
  authorName: z.string(),
  arrivedAtMs: z.int(),
  occurredOn: z.string(),
  measurement: z.nullable(measurementSchema),
  immunization: z.nullable(immunizationSchema),
  /** The words of the kader for an amendment, void or patch. */
  authorReason: z.nullable(z.string()),
  status: reviewStatusSchema,
  reason: z.nullable(z.string()),
  flags: z.array(reviewFlagSchema),
  /** The mutation this one corrects, and the one that corrects it. */
  answers: z.nullable(mutationIdSchema),
  answeredBy: z.nullable(mutationIdSchema),
});
export type ReviewRecord = z.infer<typeof reviewRecordSchema>;

/** `GET /api/review/records`, newest first, pages by key. */
export const reviewListQuerySchema = z.strictObject({
  status: z._default(reviewStatusSchema, 'waiting'),
  posyanduId: z.optional(posyanduIdSchema),
  flag: z.optional(reviewFlagSchema),
  kind: z.optional(reviewKindSchema),
  /** `next` of the page before. */
  after: z.optional(z.string().check(z.maxLength(120))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 50),
});
export type ReviewListQuery = z.infer<typeof reviewListQuerySchema>;

export const reviewListSchema = z.object({
  server: z.literal('siposyandu'),
  records: z.array(reviewRecordSchema),
  next: z.nullable(z.string()),
  /** Exact up to 1,000; `null` beyond ("lebih dari 1.000"). */
  total: z.nullable(z.int()),
});
export type ReviewList = z.infer<typeof reviewListSchema>;

const namedChildSchema = z.object({ id: childIdSchema, name: z.string() });

/** How the child of a record stands in the register; all empty where the record names none. */
const childStandingSchema = z.object({
  /** The child it counts for, at the end of all merges. */
  mergedInto: z.nullable(namedChildSchema),
  movedTo: z.nullable(
    z.extend(goneToSchema, {
      /**
       * Of a posyandu that is another puskesmas's: when somebody there approved its coming, `null` as long
       * as nobody did. Not told where the child was sent away without that, nor by a server before
       * November 2026.
       */
      acceptedAtMs: z.optional(z.nullable(z.int())),
    }),
  ),
  /** The posyandu of another puskesmas that sent it here last; a server before November 2026 says nothing. */
  cameFrom: z._default(
    z.nullable(
      z.object({
        posyanduId: posyanduIdSchema,
        posyanduName: z.string(),
        villageName: z.string(),
        puskesmasName: z.string(),
      }),
    ),
    null,
  ),
  /** All that count for this child. */
  mergedHere: z.array(namedChildSchema),
});
export type ChildStanding = z.infer<typeof childStandingSchema>;

/** One value that somebody gave a field of a child. */
const fieldValueSchema = z.object({
  field: z.enum(CHILD_PROFILE_FIELDS),
  value: z.union([z.string(), z.number(), z.null()]),
  byName: z.string(),
  /** When it arrived. */
  atMs: z.int(),
  mid: mutationIdSchema,
  /** `conflict`: it was left out, because it contradicts another edit. */
  status: z.enum(['applied', 'conflict']),
});
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** `GET /api/review/records/:mid`: the record with the child's whole history and every decision on it. */
export const reviewDetailSchema = z.object({
  server: z.literal('siposyandu'),
  record: reviewRecordSchema,
  /** Kemendagri code of the posyandu's kabupaten, whose schedule of vaccines counts. */
  region: z.string(),
  /** Events of the child, and of all that count for the same one, in server order. */
  events: z.array(childEventSchema),
  standing: childStandingSchema,
  /** Of every field that was ever edited or disputed, each value it was given, newest first. */
  fieldHistory: z.array(fieldValueSchema),
  /** For one that was not applied, or not all of it: what was sent, as it was sent. */
  sent: z.nullable(z.record(z.string(), z.unknown())),
  decisions: z.array(
    z.object({
      decision: z.string(),
      reason: z.nullable(z.string()),
      byName: z.string(),
      atMs: z.int(),
    }),
  ),
});
export type ReviewDetail = z.infer<typeof reviewDetailSchema>;

/** `POST /api/review/decisions`. `reopen` takes back an approval or return. */
export const decisionRequestSchema = z.strictObject({
  mids: z.array(mutationIdSchema).check(z.minLength(1), z.maxLength(200)),
  decision: z.enum(['approve', 'return', 'reopen']),
  /** Required for `return`; the kader reads it. */
  reason: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(500), words())),
});
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

export const decisionResponseSchema = z.object({
  server: z.literal('siposyandu'),
  /** Those decided now; the others were not waiting any more or not in this puskesmas. */
  decided: z.array(mutationIdSchema),
});
export type DecisionResponse = z.infer<typeof decisionResponseSchema>;

/** A posyandu meets every month; a phone silent for longer than this is asked about. */
export const SILENT_AFTER_DAYS = 35;

/** How many, and when the oldest of them arrived; `null` of none. */
const heldSchema = z.object({ count: z.int(), oldestAtMs: z.nullable(z.int()) });
export type Held = z.infer<typeof heldSchema>;

/** `GET /api/posyandu` */
export const posyanduListSchema = z.object({
  server: z.literal('siposyandu'),
  posyandu: z.array(
    z.object({
      id: posyanduIdSchema,
      name: z.string(),
      villageName: z.string(),
      lastSyncAtMs: z.nullable(z.int()),
      /** Under-fives registered. */
      children: z.int(),
      /** Of those, weighed in the current calendar month. */
      weighedThisMonth: z.int(),
      /** Records waiting for review. */
      waiting: z.int(),
      /** As the phones last reported: records not yet sent. */
      waitingOnPhones: z.int(),
      /** Records that wait for another one, which has not arrived. */
      parked: heldSchema,
      /** Records kept out by the server's rules, without `conflicts`. */
      quarantined: heldSchema,
      /** Edits that met another phone's edit of the same field. */
      conflicts: heldSchema,
      /** Numbers of phones that never came, though higher ones did; since the first that is higher. */
      missing: heldSchema,
      /**
       * Phones not heard of for `SILENT_AFTER_DAYS` whose account may still
       * record here, or which last said that something on them waits.
       */
      silentPhones: z.int(),
    }),
  ),
});
export type PosyanduList = z.infer<typeof posyanduListSchema>;
