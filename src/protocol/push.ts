/** `POST /api/sync/push`: mutations up, one verdict each down. */

import * as z from 'zod/mini';
import { deviceIdSchema, mutationIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import { appVersionSchema, INT_MAX } from './limits.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** A posyandu day in one request. The posyandu's other phones wait while it is taken, so it is no more. */
export const MAX_MUTATIONS_PER_PUSH = 200;

/** Largest request body after inflating; an honest chunk is below a quarter of it. */
export const MAX_PUSH_BYTES = 1_000_000;

export const pushRequestSchema = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  deviceId: deviceIdSchema,
  app: appVersionSchema,
  /** Phone's wall clock at sending, ms since 1970. */
  wallMs: z.int(),
  /** What waits on the phone besides this chunk, for the puskesmas to see. */
  waiting: z.int().check(z.nonnegative(), z.lte(INT_MAX)),
  /**
   * Each is a mutation envelope; judged one by one, so that a bad one delays no
   * other. None: the phone only says that it is there, and asks for `have`.
   */
  mutations: z.array(z.unknown()).check(z.maxLength(MAX_MUTATIONS_PER_PUSH)),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/**
 * Why a mutation was kept for review, or waits (`dep-missing`, `unknown-child`),
 * instead of being applied. Closed on the server; a phone treats one it does
 * not know as `other`.
 */
export const QUARANTINE_REASONS = [
  'malformed-payload',
  'unknown-operation',
  'dep-missing',
  'no-authority',
  'unknown-child',
  'unknown-target',
  'already-exists',
  'conflicting-edit',
  'mid-collision',
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
  'dose-before-birth',
  'dose-in-future',
  'dose-day-unknown',
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/**
 * What became of a mutation. `conflict`: what it says of who the child is
 * contradicts another edit, so both are kept for a person; the rest of it is
 * applied. `parked`: it builds on something that has not arrived, and is taken
 * up when that lands.
 */
const OUTCOMES = ['applied', 'conflict', 'parked', 'quarantined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * The server's answer for one mutation. Every `status` but `device-fork` means:
 * durable on the server, stop sending. `device-fork`: another phone already used
 * this device's number; take a new device id, number the waiting mutations anew,
 * send again.
 */
export const verdictSchema = z.object({
  mid: mutationIdSchema,
  status: z.enum([...OUTCOMES, 'duplicate', 'device-fork']),
  /** For `duplicate`: where the first one stands by now. */
  of: z.optional(z.enum(OUTCOMES)),
  /** For all that are not simply applied, and duplicates of them. */
  reason: z.optional(z.string()),
  /** Kept beside the journal, where its number does not count. */
  aside: z.optional(z.boolean()),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** Most stretches of numbers that an answer tells. */
export const MAX_RANGES = 100;

/** Which of a device's numbers the journal of one posyandu holds. */
const haveSchema = z.object({
  deviceId: deviceIdSchema,
  posyanduId: posyanduIdSchema,
  /** All from 1 to here. */
  contig: z.int(),
  /** Beyond that, from–to each, both included, in order; at most `MAX_RANGES`. */
  also: z.array(z.tuple([z.int(), z.int()])),
});
export type Have = z.infer<typeof haveSchema>;

export const pushResponseSchema = z.object({
  /** Marks our own server: a captive portal's page never has it. */
  server: z.literal('siposyandu'),
  protocol: z.int(),
  epoch: z.string(),
  /** Server clock, ms since 1970. */
  nowMs: z.int(),
  verdicts: z.array(verdictSchema),
  /**
   * Of the sending device in each posyandu its account may use, and of the
   * devices and posyandu named by the mutations. A phone that holds an answer for
   * a number missing here sends that mutation again: the server was set back.
   */
  have: z.array(haveSchema),
});
export type PushResponse = z.infer<typeof pushResponseSchema>;
