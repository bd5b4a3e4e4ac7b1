/** The one way anything a kader did gets onto the phone: record, outbox entry, its number and the end of the draft in one durable transaction. */

import type { Refusal, SaveOptions } from '#client/services.ts';
import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import { mutationIdSchema } from '#domain/ids.ts';
import {
  mutationSchema,
  OPERATION_VERSION,
  type Mutation,
  type Operation,
} from '#protocol/mutation.ts';
import type { PhoneDb } from './db.ts';
import { decidedSeq } from './decisions-inside.ts';
import { dropDraft } from './drafts.ts';
import { recordableBy } from './grant-store.ts';
import { ensurePhone, readSession, type IdSource } from './meta.ts';
import type { ChildRow, SessionRow } from './rows.ts';
import { SaveRefused } from './save-refused.ts';
import { writing } from './transaction.ts';
import { nextUuidV7 } from './uuid-v7.ts';

export interface SaveDeps extends IdSource {
  readonly db: PhoneDb;
  /** Build of the app. */
  readonly app: string;
  /** IANA name of the phone's zone. */
  readonly timeZone: () => string;
  /** Calendar day by the phone's zone, ISO. */
  readonly today: () => string;
  /** After a save that failed: why it was turned away, `null` for every other reason. */
  readonly onFailed?: (refusal: Refusal | null) => void;
}

export interface NewMutation<O extends Operation = Operation> {
  /** Drawn by `newId`. A record that it makes bears the same: one id is half of what a first load carries. */
  readonly mid: MutationId;
  readonly op: O;
  readonly entity: string;
  readonly payload: Extract<Mutation, { op: O }>['payload'];
  readonly posyanduId: PosyanduId;
  readonly childId: ChildId;
  readonly occurredOn: string;
  readonly deps: readonly MutationId[];
  /** The earlier mutation this takes the place of on the phone. */
  readonly replaces: MutationId | null;
}

/** What a save may do, inside its transaction. */
export interface Pen {
  readonly session: SessionRow;
  /** Of the screen that saves; `null` when none is in use. */
  readonly posyanduId: PosyanduId | null;
  newId(): MutationId;
  /**
   * Gives the mutation its number and puts it into the outbox.
   *
   * @throws SaveRefused where the account signed in neither records nor ever
   *   did: nobody could send what bears its name there. ZodError if it is none
   */
  queue<O extends Operation>(mutation: NewMutation<O>): Promise<void>;
}

/**
 * Runs `work` in a strict read-write transaction over everything a save touches.
 *
 * Nothing that is not the database's may be awaited inside: the browser would
 * then commit half of it.
 *
 * @returns once the browser has reported the transaction complete, hence durable
 * @throws SaveRefused because of who is signed in; whatever the database throws
 *   (no space, closed). Nothing is changed then.
 */
function save<T>(
  deps: SaveDeps,
  { draftKey, posyanduId: here }: SaveOptions,
  work: (pen: Pen) => Promise<T>,
): Promise<T> {
  const { db } = deps;
  const tables = [db.meta, db.grants, db.children, db.events, db.reviews, db.outbox, db.drafts];
  return writing(db, tables, async () => {
    const session = await readSession(db);
    const posyanduId = here ?? session?.posyanduId ?? null;
    if (session === null) throw new SaveRefused({ why: 'signed-out', posyanduId });
    const result = await work(await openPen(deps, session, { posyanduId, openedIn: here }));
    if (draftKey !== undefined && posyanduId !== null) await dropDraft(db, posyanduId, draftKey);
    return result;
  });
}

/** @param afterSave called once a save is durable */
export function createSaver(deps: SaveDeps, afterSave: () => void) {
  return async <T>(options: SaveOptions, work: (pen: Pen) => Promise<T>): Promise<T> => {
    const result = await save(deps, options, work).catch((error: unknown) => {
      deps.onFailed?.(error instanceof SaveRefused ? error.refusal : null);
      throw error;
    });
    afterSave();
    return result;
  };
}

/** @throws Error when this phone holds no such child */
export async function childRow(db: PhoneDb, id: ChildId): Promise<ChildRow> {
  const row = await db.children.get(id);
  if (row === undefined) throw new Error('this phone holds no such child');
  return row;
}

interface Place {
  readonly posyanduId: PosyanduId | null;
  /** Of the screen, where it says so. */
  readonly openedIn: PosyanduId | undefined;
}

async function openPen(
  deps: SaveDeps,
  session: SessionRow,
  { posyanduId: here, openedIn }: Place,
): Promise<Pen> {
  const { db, app } = deps;
  const mine = await recordableBy(db, session.account.id);
  let phone = await ensurePhone(db, deps);

  function newId(): MutationId {
    const { uuid, state } = nextUuidV7(phone.uuid, deps.nowMs(), deps.randomBytes);
    phone = { ...phone, uuid: state };
    return mutationIdSchema.parse(uuid);
  }

  async function queue<O extends Operation>(fresh: NewMutation<O>): Promise<void> {
    const { mid, posyanduId, op, entity, childId, replaces } = fresh;
    if (!mine.has(posyanduId)) {
      // Who is signed in may well record where the form was opened; the child has left from there since.
      throw openedIn !== undefined && mine.has(openedIn)
        ? new SaveRefused({ why: 'child-moved', posyanduId: openedIn })
        : new SaveRefused({ why: 'other-account', posyanduId });
    }
    const seq = (phone.seqs[posyanduId] ?? 0) + 1;
    phone = { ...phone, seqs: { ...phone.seqs, [posyanduId]: seq } };
    const { deviceId, serverOffsetMs } = phone;
    const savedAtMs = deps.nowMs();
    const mutation = mutationSchema.parse({
      mid,
      deviceId,
      posyanduId,
      seq,
      authorId: session.account.id,
      op,
      opv: OPERATION_VERSION,
      entity,
      deps: fresh.deps,
      occurredOn: fresh.occurredOn,
      captured: { wallMs: Math.round(savedAtMs), timeZone: deps.timeZone(), serverOffsetMs },
      app,
      payload: fresh.payload,
    });
    await db.outbox.add({
      mid,
      posyanduId,
      deviceId,
      seq,
      state: 'pending',
      op,
      entity,
      childId,
      answers: replaces,
      answersSeq: replaces === null ? 0 : await decidedSeq(db, replaces, childId),
      mutation,
      savedAtMs,
      tries: 0,
      lastError: null,
      verdict: null,
      answeredAtMs: null,
    });
    await db.meta.put(phone);
  }

  return { session, posyanduId: here, newId, queue };
}
