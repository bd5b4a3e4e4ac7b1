/**
 * What can happen to records: one mutation is one thing a person did.
 *
 * A mutation is immutable once saved. The envelope is checked apart from the
 * payload, so that a payload this server cannot read is still kept under its id.
 */

import * as z from 'zod/mini';
import { childEventSchema } from '#domain/child-event.ts';
import { childProfileSchema, CHILD_PROFILE_FIELDS } from '#domain/child.ts';
import { isoDateSchema } from '#domain/dates.ts';
import { eventReasonSchema as reasonSchema } from '#domain/event-chain.ts';
import {
  accountIdSchema,
  childIdSchema,
  deviceIdSchema,
  eventIdSchema,
  mutationIdSchema,
  posyanduIdSchema,
} from '#domain/ids.ts';
import { immunizationSchema } from '#domain/immunization/immunization-record.ts';
import { measurementSchema } from '#domain/measurement.ts';
import { appVersionSchema, INT_MAX } from './limits.ts';
import { upcast } from './upcast.ts';

/** Version of a child's field: how often the server has changed it. 0 = as registered. */
const fieldVersionsSchema = z.partialRecord(
  z.enum(CHILD_PROFILE_FIELDS),
  z.int().check(z.nonnegative()),
);

/** `child.create` version 1. The mutation's `entity` is the child's id. */
const childCreateSchema = z.strictObject({
  profile: childProfileSchema,
  /** The quarantined registration this one replaces. */
  answers: z.optional(mutationIdSchema),
});

/**
 * `child.patch` version 1: new values of some fields, with the versions of just
 * those fields as the kader saw them. `reason` is what changed and why, shown to
 * the reviewer; `answers` names the returned or quarantined mutation this corrects.
 */
const childPatchSchema = z.strictObject({
  fields: z.partial(childProfileSchema),
  base: fieldVersionsSchema,
  reason: z.nullable(reasonSchema),
  answers: z.nullable(mutationIdSchema),
});

/** `measure.record` version 1. `entity` is the event's id. */
const measureRecordSchema = z.strictObject({
  childId: childIdSchema,
  measurement: measurementSchema,
  /** A quarantined mutation this one replaces. */
  answers: z.nullable(mutationIdSchema),
});

/** `measure.amend` version 1: complete new values for the measurement `targetId`. */
const measureAmendSchema = z.strictObject({
  childId: childIdSchema,
  targetId: eventIdSchema,
  measurement: measurementSchema,
  reason: reasonSchema,
  answers: z.nullable(mutationIdSchema),
});

/** `measure.void` version 1: the measurement `targetId` never happened (wrong child, doubled). */
const measureVoidSchema = z.strictObject({
  childId: childIdSchema,
  targetId: eventIdSchema,
  reason: reasonSchema,
  answers: z.nullable(mutationIdSchema),
});

/** `immun.record` version 1. `entity` is the event's id. */
const immunRecordSchema = z.strictObject({
  childId: childIdSchema,
  immunization: immunizationSchema,
  /** A quarantined mutation this one replaces. */
  answers: z.nullable(mutationIdSchema),
});

/** `immun.amend` version 1: complete new values for the dose `targetId`. */
const immunAmendSchema = z.strictObject({
  childId: childIdSchema,
  targetId: eventIdSchema,
  immunization: immunizationSchema,
  reason: reasonSchema,
  answers: z.nullable(mutationIdSchema),
});

/** `immun.void` version 1: the dose `targetId` was never given to this child. */
const immunVoidSchema = measureVoidSchema;

/**
 * `child.merge` version 1: `entity` and `intoId` were registered twice for one
 * child. `entity` becomes another name of `intoId`; both keep what was recorded.
 */
const childMergeSchema = z.strictObject({ intoId: childIdSchema, reason: reasonSchema });

/** `child.split` version 1: takes the merge of `entity` back. */
const childSplitSchema = z.strictObject({ reason: reasonSchema });

/** `child.transfer` version 1: `entity` goes to another posyandu, with all merged into it. */
const childTransferSchema = z.strictObject({
  toPosyanduId: posyanduIdSchema,
  reason: reasonSchema,
});

const receivedFields = {
  profile: childProfileSchema,
  fieldVersions: fieldVersionsSchema,
  /** The mutation that registered it, in whichever posyandu. */
  createdBy: mutationIdSchema,
};

/**
 * `child.receive` version 1: the other half of a transfer, a full copy of
 * `entity` and of those merged into it. Ids and events are as they were.
 */
const childReceiveSchema = z.strictObject({
  fromPosyanduId: posyanduIdSchema,
  /** Why it was sent. Servers before November 2026 left it in the other half. */
  reason: z.optional(reasonSchema),
  ...receivedFields,
  merged: z.array(
    z.strictObject({ id: childIdSchema, mergedInto: childIdSchema, ...receivedFields }),
  ),
  /** In the order in which they count. */
  events: z.array(
    z.strictObject({ mid: mutationIdSchema, occurredOn: isoDateSchema, event: childEventSchema }),
  ),
});

/** How the phone's clock stood at capture: evidence, never truth. */
const captureSchema = z.strictObject({
  /** Phone's wall clock, ms since 1970. */
  wallMs: z.int(),
  /** IANA zone of the phone, e.g. `Asia/Makassar`. */
  timeZone: z.string().check(z.maxLength(64)),
  /** Server clock minus phone clock when last heard, ms; `null` if never. */
  serverOffsetMs: z.nullable(z.int()),
});

/** Everything around the payload. `seq` counts from 1 per (device, posyandu) without gaps. */
const envelopeFields = {
  mid: mutationIdSchema,
  deviceId: deviceIdSchema,
  posyanduId: posyanduIdSchema,
  seq: z.int().check(z.positive(), z.lte(INT_MAX)),
  authorId: accountIdSchema,
  opv: z.int().check(z.positive(), z.lte(INT_MAX)),
  /** The child or event the mutation makes or changes. */
  entity: z.uuid(),
  /** Mutations that must have been applied before this one makes sense. */
  deps: z.array(mutationIdSchema).check(z.maxLength(8)),
  /** Calendar day it happened, chosen or confirmed by a person. */
  occurredOn: isoDateSchema,
  captured: captureSchema,
  /** Build of the app that made it. */
  app: appVersionSchema,
};

export const mutationEnvelopeSchema = z.strictObject({
  ...envelopeFields,
  op: z.string().check(z.minLength(1), z.maxLength(40)),
  payload: z.record(z.string(), z.unknown()),
});
export type MutationEnvelope = z.infer<typeof mutationEnvelopeSchema>;

/** Version of every operation's payload. A released pair of name and version is never changed, only followed. */
export const OPERATION_VERSION = 1;

const opv = z.literal(OPERATION_VERSION);

/** What each operation says, beside what is around every mutation. */
const contents = {
  childCreate: { op: z.literal('child.create'), opv, payload: childCreateSchema },
  childPatch: { op: z.literal('child.patch'), opv, payload: childPatchSchema },
  measureRecord: { op: z.literal('measure.record'), opv, payload: measureRecordSchema },
  measureAmend: { op: z.literal('measure.amend'), opv, payload: measureAmendSchema },
  measureVoid: { op: z.literal('measure.void'), opv, payload: measureVoidSchema },
  immunRecord: { op: z.literal('immun.record'), opv, payload: immunRecordSchema },
  immunAmend: { op: z.literal('immun.amend'), opv, payload: immunAmendSchema },
  immunVoid: { op: z.literal('immun.void'), opv, payload: immunVoidSchema },
  childMerge: { op: z.literal('child.merge'), opv, payload: childMergeSchema },
  childSplit: { op: z.literal('child.split'), opv, payload: childSplitSchema },
  childTransfer: { op: z.literal('child.transfer'), opv, payload: childTransferSchema },
  childReceive: { op: z.literal('child.receive'), opv, payload: childReceiveSchema },
};

export const mutationSchema = z.discriminatedUnion('op', [
  z.strictObject({ ...envelopeFields, ...contents.childCreate }),
  z.strictObject({ ...envelopeFields, ...contents.childPatch }),
  z.strictObject({ ...envelopeFields, ...contents.measureRecord }),
  z.strictObject({ ...envelopeFields, ...contents.measureAmend }),
  z.strictObject({ ...envelopeFields, ...contents.measureVoid }),
  z.strictObject({ ...envelopeFields, ...contents.immunRecord }),
  z.strictObject({ ...envelopeFields, ...contents.immunAmend }),
  z.strictObject({ ...envelopeFields, ...contents.immunVoid }),
  z.strictObject({ ...envelopeFields, ...contents.childMerge }),
  z.strictObject({ ...envelopeFields, ...contents.childSplit }),
  z.strictObject({ ...envelopeFields, ...contents.childTransfer }),
  z.strictObject({ ...envelopeFields, ...contents.childReceive }),
]);
/** A mutation with a payload of a known kind. */
export type Mutation = z.infer<typeof mutationSchema>;
export type Operation = Mutation['op'];

/** What only the puskesmas does, at its desk: from a phone none of these counts. */
export const DESK_OPERATIONS = [
  'child.merge',
  'child.split',
  'child.transfer',
  'child.receive',
] as const satisfies readonly Operation[];
export type DeskOperation = (typeof DESK_OPERATIONS)[number];

const DESK: ReadonlySet<string> = new Set(DESK_OPERATIONS);

export function isDeskOperation(op: string): op is DeskOperation {
  return DESK.has(op);
}

const OPERATIONS = new Set<string | undefined>(
  mutationSchema.def.options.map((option) => option.shape.op.def.values[0]),
);

type Read = Mutation | 'unknown-operation' | 'malformed-payload';

/** One that is taken in is read where its keys are gathered and again where it is judged. */
const alreadyRead = new WeakMap<MutationEnvelope, Read>();

/**
 * Reads the payload of an envelope, of this version or an older one. An envelope
 * is never changed, so the same object is read once.
 *
 * @returns the typed mutation, or why it cannot be read; the sender's bytes are
 *   the caller's to keep in either case
 */
export function readMutation(envelope: MutationEnvelope): Read {
  const before = alreadyRead.get(envelope);
  if (before !== undefined) return before;
  const read = readNow(envelope);
  alreadyRead.set(envelope, read);
  return read;
}

/** Of an envelope that was checked already, only this is left to check. */
const contentSchema = z.discriminatedUnion('op', [
  z.object(contents.childCreate),
  z.object(contents.childPatch),
  z.object(contents.measureRecord),
  z.object(contents.measureAmend),
  z.object(contents.measureVoid),
  z.object(contents.immunRecord),
  z.object(contents.immunAmend),
  z.object(contents.immunVoid),
  z.object(contents.childMerge),
  z.object(contents.childSplit),
  z.object(contents.childTransfer),
  z.object(contents.childReceive),
]);

function readNow(envelope: MutationEnvelope): Read {
  const current = upcast(envelope, OPERATION_VERSION);
  if (!OPERATIONS.has(envelope.op) || current === null) return 'unknown-operation';
  const parsed = contentSchema.safeParse(current);
  return parsed.success ? { ...current, ...parsed.data } : 'malformed-payload';
}
