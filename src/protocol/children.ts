/** What the puskesmas does with children themselves: looks them up, merges, splits and transfers. */

import * as z from 'zod/mini';
import { sexSchema } from '#domain/child.ts';
import { eventReasonSchema as reasonSchema } from '#domain/event-chain.ts';
import { childIdSchema, mutationIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import { movedToSchema } from './pull.ts';

const actionFields = {
  /** Made by who asks: the same again changes nothing and is answered `duplicate`. */
  mid: mutationIdSchema,
  /** Where the child is. */
  posyanduId: posyanduIdSchema,
  reason: reasonSchema,
};

/**
 * `POST /api/review/children/:childId/actions`. `merge`: this child is the same as
 * `intoId`, which stays; `split` takes that back; `transfer` moves it, with all
 * merged into it, to another posyandu, also of another puskesmas.
 */
export const childActionRequestSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('merge'), ...actionFields, intoId: childIdSchema }),
  z.strictObject({ action: z.literal('split'), ...actionFields }),
  z.strictObject({
    action: z.literal('transfer'),
    ...actionFields,
    toPosyanduId: posyanduIdSchema,
  }),
]);
export type ChildActionRequest = z.infer<typeof childActionRequestSchema>;

export const childActionResponseSchema = z.object({
  server: z.literal('siposyandu'),
  status: z.enum(['applied', 'duplicate']),
});
export type ChildActionResponse = z.infer<typeof childActionResponseSchema>;

/** Where a child went, as its puskesmas is told. */
export const goneToSchema = z.extend(movedToSchema, {
  /** Of a posyandu that is another puskesmas's. */
  puskesmasName: z.optional(z.string()),
});

/** Children one search answers with at most. */
export const MAX_CHILDREN_FOUND = 50;

/** `POST /api/posyandu/:posyanduId/children/search`: what is searched for is a child's name, which no URL or log may hold. */
export const childSearchRequestSchema = z.strictObject({
  search: z._default(z.string().check(z.maxLength(120)), ''),
});

/** By likeness to what was searched for, else by name. */
export const childSearchSchema = z.object({
  server: z.literal('siposyandu'),
  children: z.array(
    z.object({
      id: childIdSchema,
      name: z.string(),
      bornOn: z.string(),
      sex: sexSchema,
      motherName: z.string(),
      nik: z.nullable(z.string()),
      /** Weighings and doses recorded under this very id. */
      records: z.int(),
      mergedInto: z.nullable(childIdSchema),
      movedTo: z.nullable(goneToSchema),
    }),
  ),
});
export type ChildSearch = z.infer<typeof childSearchSchema>;
export type FoundChild = ChildSearch['children'][number];

/** Posyandu one search answers with at most. */
export const MAX_POSYANDU_FOUND = 12;
/** Fewer letters find everything. */
export const MIN_POSYANDU_SEARCH = 3;

/** `POST /api/posyandu/search`: posyandu of other puskesmas by the name of posyandu, village or puskesmas. */
export const posyanduSearchRequestSchema = z.strictObject({
  search: z.string().check(z.trim(), z.minLength(MIN_POSYANDU_SEARCH), z.maxLength(120)),
});

export const posyanduSearchSchema = z.object({
  server: z.literal('siposyandu'),
  posyandu: z.array(
    z.object({
      id: posyanduIdSchema,
      name: z.string(),
      villageName: z.string(),
      puskesmasName: z.string(),
    }),
  ),
  /** There are others beside these: more has to be typed. */
  more: z.boolean(),
});
export type PosyanduSearch = z.infer<typeof posyanduSearchSchema>;
export type FoundPosyandu = PosyanduSearch['posyandu'][number];
