/** `POST /api/sync/push`: mutations up, one verdict each down. */

import * as z from 'zod/mini';
import { deviceIdSchema, mutationIdSchema } from '#domain/ids.ts';
import { appVersionSchema, INT_MAX } from './limits.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** More than 64 savepoints in one transaction cost PostgreSQL dearly, so a chunk stays below. */
export const MAX_MUTATIONS_PER_PUSH = 50;

/** Largest request body after inflating; an honest chunk of 50 is below a tenth of it. */
export const MAX_PUSH_BYTES = 1_000_000;

export const pushRequestSchema = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  deviceId: deviceIdSchema,
  app: appVersionSchema,
  /** Phone's wall clock at sending, ms since 1970. */
  wallMs: z.int(),
  /** What waits on the phone besides this chunk, for the puskesmas to see. */
  waiting: z.int().check(z.nonnegative(), z.lte(INT_MAX)),
  /** Each is a mutation envelope; judged one by one, so that a bad one delays no other. */
  mutations: z.array(z.unknown()).check(z.minLength(1), z.maxLength(MAX_MUTATIONS_PER_PUSH)),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/**
 * Why a mutation was kept for review instead of applied. Closed on the server;
 * a phone treats one it does not know as `other`.
 */
export const QUARANTINE_REASONS = [
  'malformed-payload',
  'unknown-operation',
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
 * The server's answer for one mutation. Every `status` but `device-fork` means:
 * durable in the server's journal, stop sending. `device-fork`: another phone
 * already used this device's number; take a new device id, number the waiting
 * mutations anew, send again.
 */
export const verdictSchema = z.object({
  mid: mutationIdSchema,
  status: z.enum(['applied', 'duplicate', 'quarantined', 'device-fork']),
  /** For `duplicate`: what the first answer was. */
  of: z.optional(z.enum(['applied', 'quarantined'])),
  /** For `quarantined` and duplicates of it. */
  reason: z.optional(z.string()),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const pushResponseSchema = z.object({
  /** Marks our own server: a captive portal's page never has it. */
  server: z.literal('siposyandu'),
  protocol: z.int(),
  epoch: z.string(),
  /** Server clock, ms since 1970. */
  nowMs: z.int(),
  verdicts: z.array(verdictSchema),
});
export type PushResponse = z.infer<typeof pushResponseSchema>;
