/** What a kader can do to a child's registration on the phone, each as one save. */

import type { Records } from '#client/services.ts';
import { childProfileSchema, type ChildProfile } from '#domain/child.ts';
import { childIdSchema, type MutationId } from '#domain/ids.ts';
import { foldedChild } from './child-views.ts';
import { patchBetween } from './fold-child.ts';
import { isRefused } from './record-state.ts';
import type { ChildRow, OutboxRow } from './rows.ts';
import { childRow, createSaver, type Pen, type SaveDeps } from './save.ts';

export type ChildWrites = Pick<Records, 'registerChild' | 'patchChild'>;

/** @param afterSave called once a save is durable */
export function createChildWrites(deps: SaveDeps, afterSave: () => void): ChildWrites {
  const { db } = deps;
  const saved = createSaver(deps, afterSave);

  return {
    registerChild: (profile, options) =>
      saved(options, async (pen) => {
        const { posyanduId } = pen;
        if (posyanduId === null) throw new Error('registerChild: no posyandu in use');
        const createdBy = pen.newId();
        const id = childIdSchema.parse(createdBy);
        const registered = childProfileSchema.parse(profile);
        await pen.queue({
          mid: createdBy,
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
      saved(options, async (pen) => {
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
          mid: pen.newId(),
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
  };

  /** The server refused the registration and holds no such child: only a registration can answer. */
  async function registerAgain(
    row: ChildRow,
    registered: ChildProfile,
    replaces: MutationId,
    pen: Pen,
  ): Promise<void> {
    const createdBy = pen.newId();
    await pen.queue({
      mid: createdBy,
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
