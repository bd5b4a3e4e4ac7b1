/** Takes what a phone sent and answers for each mutation. Keeps everything; a bad one delays no other. */

import * as z from 'zod/mini';
import { mutationIdSchema, type AccountId, type DeviceId, type PosyanduId } from '#domain/ids.ts';
import { mutationEnvelopeSchema, type MutationEnvelope } from '#protocol/mutation.ts';
import type { Have, PushResponse, Verdict } from '#protocol/push.ts';
import { applyChunk, type AppliedChunk, type ChunkContext } from './apply-chunk.ts';
import { carryOn } from './carry-on.ts';
import type { SyncStore } from './store.ts';

const namedSchema = z.looseObject({ mid: mutationIdSchema });

export type PushAnswer = Pick<PushResponse, 'verdicts' | 'have'>;

/** The phone that sends, and the posyandu it holds. */
export interface Sender {
  readonly deviceId: DeviceId;
  readonly posyanduIds: readonly PosyanduId[];
}

/**
 * One transaction per posyandu named, committed before this returns. Safe to
 * repeat: a mutation seen before gets the answer it got then.
 *
 * @param mutations as they came, unchecked; none when the phone only asks what is here
 * @param sender is told of its own numbers in each of its posyandu, whatever it sent
 * @returns verdicts of all that could be named by an id, in no promised order,
 *   and which numbers of their devices the journal now holds
 * @throws whatever the store throws on a passing fault; what was not answered
 *   is then not known to be kept and must be sent again
 */
export async function applyPush(
  store: SyncStore,
  mutations: readonly unknown[],
  context: ChunkContext,
  sender: Sender | null = null,
): Promise<PushAnswer> {
  const verdicts: Verdict[] = [];
  const have: Have[] = [];
  const byPosyandu = new Map<PosyanduId, MutationEnvelope[]>();
  for (const raw of mutations) {
    const parsed = mutationEnvelopeSchema.safeParse(raw);
    if (!parsed.success) {
      verdicts.push(...(await setAside(store, raw, 'malformed-payload', context)));
      continue;
    }
    const group = byPosyandu.get(parsed.data.posyanduId);
    if (group === undefined) byPosyandu.set(parsed.data.posyanduId, [parsed.data]);
    else group.push(parsed.data);
  }
  for (const [posyanduId, envelopes] of byPosyandu) {
    const applied = await pushTo(store, posyanduId, envelopes, context);
    if (applied.isToCarry) await carryOn(store, posyanduId, context);
    verdicts.push(...applied.verdicts);
    have.push(...applied.have.map((numbers) => ({ ...numbers, posyanduId })));
  }
  have.push(...(await restOf(store, sender, have)));
  return { verdicts, have };
}

/** Of the sender's numbers what was not told with its mutations. */
async function restOf(
  store: SyncStore,
  sender: Sender | null,
  told: readonly Have[],
): Promise<Have[]> {
  if (sender === null) return [];
  const { deviceId, posyanduIds } = sender;
  const rest: Have[] = [];
  for (const posyanduId of posyanduIds) {
    const isTold = told.some((one) => one.posyanduId === posyanduId && one.deviceId === deviceId);
    const numbers = isTold ? null : await store.inScope(posyanduId, (tx) => tx.have([deviceId]));
    for (const each of numbers ?? []) rest.push({ ...each, posyanduId });
  }
  return rest;
}

async function pushTo(
  store: SyncStore,
  posyanduId: PosyanduId,
  envelopes: readonly MutationEnvelope[],
  context: ChunkContext,
): Promise<AppliedChunk> {
  const mayPush =
    context.decidedBy !== null || (await store.everGranted(context.pushedBy, posyanduId));
  const chunk = mayPush ? await inScope(store, posyanduId, envelopes, context) : null;
  if (chunk === null) return setAllAside(store, envelopes, 'no-authority', context);

  // The journal keeps the first of two different mutations under one id; the second is kept here.
  const collided = new Set(
    chunk.verdicts.filter((verdict) => verdict.reason === 'mid-collision').map(({ mid }) => mid),
  );
  await setAllAside(
    store,
    envelopes.filter(({ mid }) => collided.has(mid)),
    'mid-collision',
    context,
  );
  return chunk;
}

/**
 * A value the database refuses in spite of every check is this chunk's fault,
 * not the network's: then each mutation goes alone, and the refused one is kept aside.
 */
async function inScope(
  store: SyncStore,
  posyanduId: PosyanduId,
  envelopes: readonly MutationEnvelope[],
  context: ChunkContext,
): Promise<AppliedChunk | null> {
  try {
    return await store.inScope(posyanduId, (tx) => applyChunk(tx, envelopes, context));
  } catch (error) {
    if (!store.isDataError(error)) throw error;
    if (envelopes.length === 1) return setAllAside(store, envelopes, 'malformed-payload', context);
  }
  const verdicts: Verdict[] = [];
  const have = new Map<DeviceId, AppliedChunk['have'][number]>();
  let isToCarry = false;
  for (const envelope of envelopes) {
    const alone = await inScope(store, posyanduId, [envelope], context);
    if (alone === null) return null;
    verdicts.push(...alone.verdicts);
    isToCarry ||= alone.isToCarry;
    for (const numbers of alone.have) have.set(numbers.deviceId, numbers);
  }
  return { verdicts, have: [...have.values()], isToCarry };
}

async function setAllAside(
  store: SyncStore,
  envelopes: readonly MutationEnvelope[],
  reason: 'no-authority' | 'malformed-payload' | 'mid-collision',
  context: ChunkContext,
): Promise<AppliedChunk> {
  const verdicts: Verdict[] = [];
  for (const envelope of envelopes) {
    verdicts.push(...(await setAside(store, envelope, reason, context)));
  }
  return { verdicts, have: [], isToCarry: false };
}

async function setAside(
  store: SyncStore,
  raw: unknown,
  reason: 'no-authority' | 'malformed-payload' | 'mid-collision',
  { pushedBy, nowMs }: { readonly pushedBy: AccountId; readonly nowMs: number },
): Promise<Verdict[]> {
  const body = JSON.stringify(raw);
  await store.keepRaw({ accountId: pushedBy, reason, body, receivedAtMs: nowMs });
  const named = namedSchema.safeParse(raw);
  return named.success ? [{ mid: named.data.mid, status: 'quarantined', reason, aside: true }] : [];
}
