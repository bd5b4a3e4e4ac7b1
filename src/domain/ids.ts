/** Ids of records, branded so that a child's id cannot stand where a measurement's is meant. */

import * as z from 'zod/mini';

export const childIdSchema = z.uuid().brand<'ChildId'>();
export type ChildId = z.infer<typeof childIdSchema>;

/** One recorded event: a measurement or a vaccine dose, its amendment or its voiding. */
export const eventIdSchema = z.uuid().brand<'EventId'>();
export type EventId = z.infer<typeof eventIdSchema>;

/** One change made on one phone; the unit of sync. UUIDv7, unique for ever. */
export const mutationIdSchema = z.uuid().brand<'MutationId'>();
export type MutationId = z.infer<typeof mutationIdSchema>;

/** One installation of the app on one device. */
export const deviceIdSchema = z.uuid().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;

export const posyanduIdSchema = z.uuid().brand<'PosyanduId'>();
export type PosyanduId = z.infer<typeof posyanduIdSchema>;

export const puskesmasIdSchema = z.uuid().brand<'PuskesmasId'>();
export type PuskesmasId = z.infer<typeof puskesmasIdSchema>;

/** A person who signs in: kader, puskesmas staff or admin. */
export const accountIdSchema = z.uuid().brand<'AccountId'>();
export type AccountId = z.infer<typeof accountIdSchema>;
