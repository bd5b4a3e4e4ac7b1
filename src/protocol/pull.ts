/** `POST /api/sync/pull`: what changed in the phone's posyandu since its cursor, page by page. */

import * as z from 'zod/mini';
import { childEventSchema } from '#domain/child-event.ts';
import { childProfileSchema } from '#domain/child.ts';
import { childIdSchema, deviceIdSchema, mutationIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import { appVersionSchema } from './limits.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** A megabyte and a half as text, 200 kB on the wire. */
export const MAX_CHANGES_PER_PULL = 5000;

export const pullRequestSchema = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  deviceId: deviceIdSchema,
  app: appVersionSchema,
  /** The epoch the cursors belong to; `null` before the first pull. */
  epoch: z.nullable(z.string().check(z.maxLength(64))),
  /** The posyandu this phone holds, each with the last change it has. A granted one not named starts at 0. */
  cursors: z
    .array(
      z.strictObject({
        posyanduId: posyanduIdSchema,
        seq: z.int().check(z.nonnegative()),
        /**
         * During a first load: where the feed stood when it began, by the first page's
         * `counter`. What was decided up to there came, or comes, inside its record.
         */
        reviewsUpTo: z.optional(z.int().check(z.nonnegative())),
      }),
    )
    .check(z.maxLength(50)),
  limit: z.int().check(z.gte(1), z.lte(MAX_CHANGES_PER_PULL)),
  /** The phone reads `packed`; one that does not say so gets `changes`. */
  packed: z.optional(z.literal(true)),
  /**
   * The phone reads what was decided of a record inside that record. It is told
   * as a change of its own then only where the phone has the record already.
   */
  reviewsInside: z.optional(z.literal(true)),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

/** Where a child went. */
export const movedToSchema = z.object({ posyanduId: posyanduIdSchema, posyanduName: z.string() });
export type MovedTo = z.infer<typeof movedToSchema>;

export const reviewStatusSchema = z.enum([
  'waiting',
  'approved',
  'returned',
  'quarantined',
  'parked',
  'corrected',
]);
/**
 * `parked`: it waits for something that has not arrived. `corrected`: it was returned or quarantined and a later mutation answers it.
 */
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

const decisionSchema = z.object({
  seq: z.int(),
  status: reviewStatusSchema,
  /** The reviewer's words for `returned`; a `QuarantineReason` for `quarantined`. */
  reason: z.nullable(z.string()),
  /** Who decided, as a name to show; `null` when the server's rules did. */
  decidedBy: z.nullable(z.string()),
  decidedAtMs: z.nullable(z.int()),
});

/** How the puskesmas answered the mutation that made a record, as it stands now; its number may lie ahead of the page. */
const insideSchema = z.optional(decisionSchema);

/** A child as the server holds it now. */
const childChangeSchema = z.object({
  kind: z.literal('child'),
  seq: z.int(),
  id: childIdSchema,
  profile: childProfileSchema,
  /** Per field, how often it was changed; a field not named is at 0. */
  fieldVersions: z.record(z.string(), z.int()),
  /** The mutation that registered it. */
  createdBy: mutationIdSchema,
  /**
   * The same child under another id, which may itself be merged further: what is
   * recorded of either is of both. Never in a circle. A server that does not know of it says nothing.
   */
  mergedInto: z._default(z.nullable(childIdSchema), null),
  /** It lives in another posyandu now; said of each one merged into it too. */
  movedTo: z._default(z.nullable(movedToSchema), null),
  review: insideSchema,
});
export type ChildChange = z.infer<typeof childChangeSchema>;

const eventChangeSchema = z.object({
  kind: z.literal('event'),
  seq: z.int(),
  /** The mutation that recorded it. */
  mid: mutationIdSchema,
  event: childEventSchema,
  review: insideSchema,
});
export type EventChange = z.infer<typeof eventChangeSchema>;

/** How the puskesmas answered a mutation. */
const reviewChangeSchema = z.object({
  kind: z.literal('review'),
  mid: mutationIdSchema,
  childId: z.nullable(childIdSchema),
  entity: z.uuid(),
  ...decisionSchema.shape,
});
export type ReviewChange = z.infer<typeof reviewChangeSchema>;

export const changeSchema = z.discriminatedUnion('kind', [
  childChangeSchema,
  eventChangeSchema,
  reviewChangeSchema,
]);
export type Change = z.infer<typeof changeSchema>;

/**
 * A change as it comes: whether it is one that this build knows, `changeSchema`
 * says later, once. Any other is kept as it came, for a newer build.
 */
const rawChangeSchema = z.looseObject({ kind: z.string(), seq: z.int() });

export const grantSchema = z.object({
  posyanduId: posyanduIdSchema,
  posyanduName: z.string(),
  villageName: z.string(),
  puskesmasName: z.string(),
  /** Kemendagri code of its kabupaten: whose schedule of vaccines counts. A server of the first release does not say. */
  region: z.optional(z.string()),
});
export type Grant = z.infer<typeof grantSchema>;

const feedSchema = z.object({
  posyanduId: posyanduIdSchema,
  /**
   * `delta`: changes after the cursor sent. `reset`: the cursor belongs to
   * another epoch or lies ahead of the server; drop what came from the server,
   * keep what waits to be sent, and take these as the first page.
   */
  mode: z.enum(['delta', 'reset']),
  /** The cursor after this page. */
  to: z.int(),
  /** Where the feed stood when the page was read: never ahead of it. A server of the first release does not say. */
  counter: z.optional(z.int()),
  more: z.boolean(),
  changes: z.array(rawChangeSchema),
  /** What `unpackChanges` makes of it comes after `changes`. */
  packed: z.optional(z.unknown()),
});

export const pullResponseSchema = z.object({
  server: z.literal('siposyandu'),
  protocol: z.int(),
  epoch: z.string(),
  nowMs: z.int(),
  /** What this account may see now. A posyandu held but not granted: send what waits, then remove it. */
  grants: z.array(grantSchema),
  feeds: z.array(feedSchema),
});
export type PullResponse = z.infer<typeof pullResponseSchema>;
