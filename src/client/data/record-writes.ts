/** What a kader can do to records on the phone, each as one save. */

import type { Records } from '#client/services.ts';
import { childProfileSchema } from '#domain/child.ts';
import type { GrowthEvent } from '#domain/growth-event.ts';
import {
  childIdSchema,
  eventIdSchema,
  type ChildId,
  type EventId,
  type MutationId,
} from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';
import { foldedChild } from './child-views.ts';
import type { PhoneDb } from './db.ts';
import { eventRow, inCountingOrder } from './event-row.ts';
import { patchBetween } from './fold-child.ts';
import { isRefused } from './record-state.ts';
import type { ChildRow, EventRow, OutboxRow } from './rows.ts';
import { save, type Pen, type SaveDeps } from './save.ts';

export type RecordWrites = Pick<
  Records,
  'registerChild' | 'patchChild' | 'recordMeasurement' | 'amendMeasurement' | 'voidMeasurement'
>;

/** @param afterSave called once a save is durable */
export function createRecordWrites(deps: SaveDeps, afterSave: () => void): RecordWrites {
  const { db } = deps;

  async function saved<T>(key: string | undefined, work: (pen: Pen) => Promise<T>): Promise<T> {
    const result = await save(deps, key, work);
    afterSave();
    return result;
  }

  return {
    registerChild: (profile, { draftKey }) =>
      saved(draftKey, async (pen) => {
        const { posyanduId } = pen.session;
        if (posyanduId === null) throw new Error('registerChild: no posyandu in use');
        const id = childIdSchema.parse(pen.newId());
        const registered = childProfileSchema.parse(profile);
        const createdBy = await pen.queue({
          op: 'child.create',
          entity: id,
          childId: id,
          posyanduId,
          payload: { profile: registered },
          occurredOn: deps.today(),
          deps: [],
          replaces: null,
        });
        await db.children.add({ id, posyanduId, createdBy, base: null, registered, generation: 0 });
        return id;
      }),

    patchChild: (id, profile, options) =>
      saved(options.draftKey, async (pen) => {
        const row = await childRow(db, id);
        const own = await db.outbox.where('entity').equals(id).toArray();
        const wanted = childProfileSchema.parse(profile);
        const refused = own.find((entry) => entry.mid === row.createdBy && isRefused(entry));
        if (row.base === null && refused !== undefined) {
          await registerAgain(row, wanted, options.answers ?? refused.mid, pen);
          return;
        }
        const seen = options.seen ?? foldedChild(row, own);
        if (seen === null) throw new Error('patchChild: nothing is known of this child yet');
        const { fields, base } = patchBetween(seen, wanted);
        const answers = options.answers ?? null;
        if (Object.keys(fields).length === 0 && answers === null) return;
        await pen.queue({
          op: 'child.patch',
          entity: id,
          childId: id,
          posyanduId: row.posyanduId,
          payload: { fields, base, reason: options.reason ?? null, answers },
          occurredOn: deps.today(),
          deps: patchDeps(own, Object.keys(fields)),
          replaces: answers,
        });
      }),

    recordMeasurement: (childId, measurement, options) =>
      saved(options.draftKey, async (pen) => {
        const child = await childRow(db, childId);
        return record(child, measurement, options.answers ?? null, pen);
      }),

    amendMeasurement: (childId, targetId, measurement, options) =>
      saved(options.draftKey, async (pen) => {
        const child = await childRow(db, childId);
        const target = await targetRow(db, targetId);
        // The server never took it, so there is nothing to amend there: the values go in anew.
        if (target.refused) {
          return record(child, measurement, options.answers ?? target.mid, pen);
        }
        const { reason } = options;
        const answers = options.answers ?? null;
        const id = eventIdSchema.parse(pen.newId());
        const mid = await pen.queue({
          op: 'measure.amend',
          entity: id,
          childId,
          posyanduId: child.posyanduId,
          payload: { childId, targetId, measurement, reason, answers },
          occurredOn: measurement.measuredOn,
          deps: [...(await createDeps(db, child)), target.mid],
          replaces: answers ?? (await decidingMid(db, target)),
        });
        const authorId = pen.session.account.id;
        await addEvent(
          { kind: 'amendment', id, childId, authorId, targetId, measurement, reason },
          child,
          mid,
        );
        return id;
      }),

    voidMeasurement: (childId, targetId, options) =>
      saved(options.draftKey, async (pen) => {
        const child = await childRow(db, childId);
        const target = await targetRow(db, targetId);
        const { reason } = options;
        const answers = options.answers ?? (target.refused ? target.mid : null);
        const id = eventIdSchema.parse(pen.newId());
        const mid = await pen.queue({
          op: 'measure.void',
          entity: id,
          childId,
          posyanduId: child.posyanduId,
          payload: { childId, targetId, reason, answers },
          occurredOn: deps.today(),
          deps: [...(await createDeps(db, child)), target.mid],
          replaces: answers ?? (await decidingMid(db, target)),
        });
        const authorId = pen.session.account.id;
        await addEvent({ kind: 'void', id, childId, authorId, targetId, reason }, child, mid);
      }),
  };

  async function record(
    child: ChildRow,
    measurement: Measurement,
    answers: MutationId | null,
    pen: Pen,
  ): Promise<EventId> {
    const childId = child.id;
    const id = eventIdSchema.parse(pen.newId());
    const mid = await pen.queue({
      op: 'measure.record',
      entity: id,
      childId,
      posyanduId: child.posyanduId,
      payload: { childId, measurement, answers },
      occurredOn: measurement.measuredOn,
      deps: await createDeps(db, child),
      replaces: answers,
    });
    const authorId = pen.session.account.id;
    await addEvent({ kind: 'measurement', id, childId, authorId, measurement }, child, mid);
    return id;
  }

  /** The server refused the registration and holds no such child: only a registration can answer. */
  async function registerAgain(
    row: ChildRow,
    registered: Parameters<Records['registerChild']>[0],
    replaces: MutationId,
    pen: Pen,
  ): Promise<void> {
    const createdBy = await pen.queue({
      op: 'child.create',
      entity: row.id,
      childId: row.id,
      posyanduId: row.posyanduId,
      payload: { profile: registered, answers: replaces },
      occurredOn: deps.today(),
      deps: [],
      replaces,
    });
    await db.children.put({ ...row, createdBy, registered });
  }

  async function addEvent(event: GrowthEvent, child: ChildRow, mid: MutationId): Promise<void> {
    const { posyanduId } = child;
    await db.events.add(eventRow(event, { posyanduId, mid, seq: null, generation: 0 }));
  }
}

async function childRow(db: PhoneDb, id: ChildId): Promise<ChildRow> {
  const row = await db.children.get(id);
  if (row === undefined) throw new Error('this phone holds no such child');
  return row;
}

async function targetRow(db: PhoneDb, id: EventId): Promise<EventRow> {
  const row = await db.events.get(id);
  if (row?.kind !== 'measurement') throw new Error('this phone holds no such measurement');
  return row;
}

/** A record of a child whose registration is not on the server yet needs that first. */
async function createDeps(db: PhoneDb, { createdBy }: ChildRow): Promise<MutationId[]> {
  const created = await db.outbox.get(createdBy);
  return created?.state === 'pending' ? [createdBy] : [];
}

/** An edit builds on the registration and on the last waiting edit of the same fields, if they still wait. */
function patchDeps(own: readonly OutboxRow[], fields: readonly string[]): MutationId[] {
  const waiting = own.filter(({ state }) => state === 'pending');
  const created = waiting.filter(({ op }) => op === 'child.create').map(({ mid }) => mid);
  const edits = waiting
    .filter(
      ({ mutation }) => mutation.op === 'child.patch' && touches(mutation.payload.fields, fields),
    )
    .map(({ mid }) => mid)
    .sort();
  return [...created, ...edits.slice(-1)];
}

function touches(patched: Readonly<Record<string, unknown>>, fields: readonly string[]): boolean {
  return fields.some((field) => patched[field] !== undefined);
}

/** The mutation whose values count until now: the last amendment that counts, or the measurement itself. */
async function decidingMid(db: PhoneDb, target: EventRow): Promise<MutationId> {
  const rows = await db.events.where('childId').equals(target.childId).toArray();
  const amendments = inCountingOrder(rows).filter(
    (row) => row.kind === 'amendment' && row.rootId === target.id && !row.refused,
  );
  return amendments.at(-1)?.mid ?? target.mid;
}
