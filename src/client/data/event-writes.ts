/** What a kader can do to weighings and doses on the phone, each as one save: record, put right, take back. */

import type { AnswerOptions, Records } from '#client/services.ts';
import type { ChildEvent } from '#domain/child-event.ts';
import { eventIdSchema, type ChildId, type EventId, type MutationId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { immunizationKind, measurementKind, type EventKind } from './event-kinds.ts';
import { eventRow, inCountingOrder } from './event-row.ts';
import { familyOf, readAliases } from './merged-children.ts';
import type { ChildRow, EventRow } from './rows.ts';
import { childRow, createSaver, type Pen, type SaveDeps } from './save.ts';

export type EventWrites = Pick<
  Records,
  | 'recordMeasurement'
  | 'amendMeasurement'
  | 'voidMeasurement'
  | 'recordImmunizations'
  | 'amendImmunization'
  | 'voidImmunization'
>;

type ReasonedOptions = AnswerOptions & { readonly reason: string };

/**
 * What is said of an earlier record is said of the child which that one names,
 * whichever child it counts as now.
 *
 * @param afterSave called once a save is durable
 */
export function createEventWrites(deps: SaveDeps, afterSave: () => void): EventWrites {
  const saved = createSaver(deps, afterSave);
  const measurements = writesOf(measurementKind);
  const immunizations = writesOf(immunizationKind);

  return {
    recordMeasurement: async (childId, measurement, options) => {
      const [id] = await measurements.record(childId, [measurement], options);
      if (id === undefined) throw new Error('recordMeasurement: nothing was recorded');
      return id;
    },
    amendMeasurement: measurements.amend,
    voidMeasurement: measurements.void,
    recordImmunizations: immunizations.record,
    amendImmunization: immunizations.amend,
    voidImmunization: immunizations.void,
  };

  function writesOf<V>(kind: EventKind<V>) {
    return {
      record: (childId: ChildId, values: readonly V[], options: AnswerOptions) =>
        saved(options, async (pen): Promise<readonly EventId[]> => {
          const child = await childRow(deps.db, childId);
          const ids: EventId[] = [];
          for (const value of values) {
            const answered = ids.length === 0 ? (options.answers ?? null) : null;
            ids.push(await recordOne(deps, pen, { kind, child, value, answers: answered }));
          }
          return ids;
        }),

      amend: (childId: ChildId, targetId: EventId, value: V, options: ReasonedOptions) =>
        saved(options, async (pen): Promise<EventId> => {
          const target = await targetRow(deps.db, kind, targetId);
          // The server never took it, so there is nothing to amend there: the values go in anew.
          if (target.refused) {
            const child = await childRow(deps.db, childId);
            const answers = options.answers ?? target.mid;
            return recordOne(deps, pen, { kind, child, value, answers });
          }
          const { reason } = options;
          const answers = options.answers ?? null;
          const child = await childRow(deps.db, target.childId);
          const mid = pen.newId();
          const ids = { id: eventIdSchema.parse(mid), childId: child.id, targetId };
          await pen.queue({
            mid,
            ...kind.amend({ ...ids, value, reason, answers }),
            entity: ids.id,
            childId: child.id,
            posyanduId: child.posyanduId,
            occurredOn: kind.dayOf(value) ?? deps.today(),
            deps: [...(await createDeps(deps.db, child)), target.mid],
            replaces: answers ?? (await decidingMid(deps.db, kind, target)),
          });
          const authorId = pen.session.account.id;
          await addEvent(deps.db, kind.amendment({ ...ids, authorId, value, reason }), child, mid);
          return ids.id;
        }),

      void: (_childId: ChildId, targetId: EventId, options: ReasonedOptions) =>
        saved(options, async (pen): Promise<void> => {
          const target = await targetRow(deps.db, kind, targetId);
          const child = await childRow(deps.db, target.childId);
          const { reason } = options;
          const answers = options.answers ?? (target.refused ? target.mid : null);
          const mid = pen.newId();
          const ids = { id: eventIdSchema.parse(mid), childId: child.id, targetId };
          await pen.queue({
            mid,
            ...kind.void({ ...ids, reason, answers }),
            entity: ids.id,
            childId: child.id,
            posyanduId: child.posyanduId,
            occurredOn: deps.today(),
            deps: [...(await createDeps(deps.db, child)), target.mid],
            replaces: answers ?? (await decidingMid(deps.db, kind, target)),
          });
          const authorId = pen.session.account.id;
          await addEvent(deps.db, kind.voiding({ ...ids, authorId, reason }), child, mid);
        }),
    };
  }
}

async function recordOne<V>(
  deps: SaveDeps,
  pen: Pen,
  what: {
    readonly kind: EventKind<V>;
    readonly child: ChildRow;
    readonly value: V;
    readonly answers: MutationId | null;
  },
): Promise<EventId> {
  const { kind, child, value, answers } = what;
  const childId = child.id;
  const mid = pen.newId();
  const id = eventIdSchema.parse(mid);
  await pen.queue({
    mid,
    ...kind.record({ childId, value, answers }),
    entity: id,
    childId,
    posyanduId: child.posyanduId,
    occurredOn: kind.dayOf(value) ?? deps.today(),
    deps: await createDeps(deps.db, child),
    replaces: answers,
  });
  const authorId = pen.session.account.id;
  await addEvent(deps.db, kind.root({ id, childId, authorId, value }), child, mid);
  return id;
}

async function addEvent(
  db: PhoneDb,
  event: ChildEvent,
  { posyanduId }: ChildRow,
  mid: MutationId,
): Promise<void> {
  await db.events.add(eventRow(event, { posyanduId, mid, seq: null, generation: 0 }));
}

async function targetRow<V>(db: PhoneDb, kind: EventKind<V>, id: EventId): Promise<EventRow> {
  const row = await db.events.get(id);
  if (row?.kind !== kind.rootKind) throw new Error(`this phone holds no such ${kind.rootKind}`);
  return row;
}

/** A record of a child whose registration is not on the server yet needs that first. */
async function createDeps(db: PhoneDb, { createdBy }: ChildRow): Promise<MutationId[]> {
  const created = await db.outbox.get(createdBy);
  return created?.state === 'pending' ? [createdBy] : [];
}

/** The mutation whose values count until now: the last amendment that counts, or the record itself. */
async function decidingMid<V>(
  db: PhoneDb,
  { amendmentKind }: EventKind<V>,
  target: EventRow,
): Promise<MutationId> {
  const family = familyOf(target.childId, await readAliases(db));
  const rows = await db.events.where('childId').anyOf(family).toArray();
  const amendments = inCountingOrder(rows).filter(
    (row) => row.kind === amendmentKind && row.rootId === target.id && !row.refused,
  );
  return amendments.at(-1)?.mid ?? target.mid;
}
