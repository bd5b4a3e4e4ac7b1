/** Feeds of several posyandu told to one phone by hand, in whichever order a test wants. */

import { applyChanges, readChanges } from '#client/data/apply-changes.ts';
import type { PhoneDb } from '#client/data/db.ts';
import { firstCursor, removeRecords, startedOver, sweep } from '#client/data/feed-restart.ts';
import { readSession } from '#client/data/meta.ts';
import type { ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { ChildChange, EventChange, Grant } from '#protocol/pull.ts';
import { aGrant, aProfile, aSession, theMeasurement } from '../../support/builders.ts';
import { newAccountId, newEventId, newMid } from '../../support/mutations.ts';
import { openRecords } from '../../support/phone.ts';

export const HERE = aGrant({ posyanduName: 'Posyandu Kenanga' });
export const THERE = aGrant({ posyanduName: 'Posyandu Anggrek' });

type Told = Partial<Pick<ChildChange, 'mergedInto' | 'movedTo' | 'fieldVersions'>> & {
  readonly profile?: Partial<ChildProfile>;
};

/** A phone that holds both posyandu, with `HERE` in use. */
export async function openFed(grants = [HERE, THERE]) {
  const phone = await openRecords({ session: aSession({ grants }) });
  await goOverTo(phone.db, HERE);
  return { ...phone, ...feedsOf(phone.db) };
}

/** The kader goes over to this posyandu. */
export async function goOverTo(db: PhoneDb, { posyanduId }: Grant): Promise<void> {
  const session = await readSession(db);
  if (session === null) throw new Error('nobody is signed in');
  await db.meta.put({ ...session, posyanduId });
}

export function toThere() {
  return { posyanduId: THERE.posyanduId, posyanduName: THERE.posyanduName };
}

export function toHere() {
  return { posyanduId: HERE.posyanduId, posyanduName: HERE.posyanduName };
}

export function aWeighing(childId: ChildId, weightGrams = 8800) {
  const event: ChildEvent = {
    kind: 'measurement',
    id: newEventId(),
    childId,
    authorId: newAccountId(),
    measurement: theMeasurement({ weightGrams }),
  };
  return { mid: newMid(), event };
}

/** Tells a phone changes as its posyandu's feeds would. */
export function feedsOf(db: PhoneDb) {
  const createdBy = newMid();
  let seq = 0;

  async function tell(posyanduId: PosyanduId, change: ChildChange | EventChange): Promise<void> {
    const cursor = (await db.cursors.get(posyanduId)) ?? firstCursor(posyanduId);
    await db.transaction('rw', db.tables, async () => {
      await applyChanges(db, cursor, readChanges([change]));
      await db.cursors.put({ ...cursor, seq, loaded: true });
    });
  }

  return {
    tellChild: (grant: Grant, id: ChildId, { profile, ...told }: Told = {}) => {
      seq += 1;
      return tell(grant.posyanduId, {
        kind: 'child',
        seq,
        id,
        profile: aProfile(profile),
        fieldVersions: {},
        createdBy,
        mergedInto: null,
        movedTo: null,
        ...told,
      });
    },
    tellEvent: (grant: Grant, event: ReturnType<typeof aWeighing>) => {
      seq += 1;
      return tell(grant.posyanduId, { kind: 'event', seq, ...event });
    },
    startOver: async ({ posyanduId }: Grant) => {
      await db.cursors.put(
        startedOver((await db.cursors.get(posyanduId)) ?? firstCursor(posyanduId)),
      );
    },
    cameToItsEnd: async ({ posyanduId }: Grant) => {
      const cursor = await db.cursors.get(posyanduId);
      if (cursor === undefined) throw new Error('no such feed');
      await db.transaction('rw', db.tables, () => sweep(db, cursor));
    },
    evict: ({ posyanduId }: Grant) =>
      db.transaction('rw', db.tables, () => removeRecords(db, posyanduId)),
  };
}
