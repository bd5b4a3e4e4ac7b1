// @vitest-environment node
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { createPhoneSyncStore } from '#client/data/phone-sync-store.ts';
import { createRecords } from '#client/data/records.ts';
import { keepSession } from '#client/session/session-store.ts';
import { createSyncEngine } from '#client/sync/engine.ts';
import { createHttpTransport } from '#client/sync/http-transport.ts';
import type { SyncStore } from '#client/sync/sync-store.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { ChildId, EventId } from '#domain/ids.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import type { Session } from '#protocol/session.ts';
import { aGrant, anAccount, aProfile, theMeasurement } from '../../support/builders.ts';
import { createFlakyNetwork } from '../../support/flaky-network.ts';
import { createMemoryServer, PASSWORD, type MemoryServer } from '../../support/memory-server.ts';
import { theImmunization } from '../../support/mutations.ts';
import { createWorld, NOON, seeded } from '../../support/phone.ts';

const SEED = 20261110;
const RUNS = 40;

class Crash extends Error {}

/** The same store, which dies before or after any step when `dies` says so. */
function mortal(store: SyncStore, dies: () => boolean): SyncStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        if (dies()) throw new Crash();
        const result: unknown = await Reflect.apply(method, target, args);
        if (dies()) throw new Crash();
        return result;
      };
    },
  });
}

/** A phone whose app can be killed anywhere and started again over what its database holds. */
async function createMortalPhone(server: MemoryServer, session: Session, fraction: () => number) {
  const browser = server.browser();
  await browser('/api/session', {
    method: 'POST',
    headers: { 'x-siposyandu': '1' },
    body: JSON.stringify({
      username: session.account.username,
      password: PASSWORD,
      deviceId: null,
    }),
  });
  const network = createFlakyNetwork(browser);
  const world = createWorld(network.fetch, { seed: Math.floor(fraction() * 1e9) });
  const { clock, random } = world.platform;
  const ids = { nowMs: clock.nowMs, randomBytes: random.bytes };
  const name = `mortal-${randomUUID()}`;
  let chanceOfDeath = 0;

  function boot() {
    const db = new PhoneDb(name);
    const store = createPhoneSyncStore({ ...ids, db, log: () => {} });
    const engine = createSyncEngine({
      store: mortal(store, () => fraction() < chanceOfDeath),
      transport: createHttpTransport(world.platform),
      clock,
      app: 'test',
    });
    const { today, timeZone } = clock;
    const records = createRecords({ ...ids, db, app: 'test', today, timeZone }, () => {});
    return { db, engine, records };
  }

  let app = boot();
  await keepSession(app.db, ids, session);
  return {
    world,
    saved: [] as string[],
    records: () => app.records,
    db: () => app.db,
    danger(faults: number, deaths: number) {
      network.chance(faults, fraction);
      chanceOfDeath = deaths;
    },
    async sync() {
      try {
        return await app.engine.run();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        app.db.close();
        app = boot();
        return 'crashed';
      }
    },
    restart() {
      app.db.close();
      app = boot();
    },
  };
}

type MortalPhone = Awaited<ReturnType<typeof createMortalPhone>>;

/** What a kader may do; each returns once it is saved. */
async function act(phone: MortalPhone, fraction: () => number): Promise<void> {
  const records = phone.records();
  const children = await records.children();
  const child = children[Math.floor(fraction() * children.length)];
  const kind = fraction();
  if (child === undefined || kind < 0.25) {
    await records.registerChild(aProfile({ name: `Anak ${Math.floor(fraction() * 1e6)}` }), {});
  } else if (kind < 0.35) {
    const dusun = `Dusun ${Math.floor(fraction() * 5)}`;
    await records.patchChild(child.id, { ...child.profile, dusun }, { seen: child });
  } else if (kind < 0.55) {
    await actOnDoses(phone, child.id, fraction);
  } else if (kind < 0.75) {
    const weightGrams = fraction() < 0.1 ? 99_000 : 5_000 + Math.floor(fraction() * 9_000);
    await records.recordMeasurement(child.id, theMeasurement({ weightGrams }), {});
  } else {
    const target = (await records.eventsOf(child.id)).find(
      ({ event }) => event.kind === 'measurement',
    );
    if (target === undefined) return;
    const reason = 'salah baca';
    if (kind < 0.9) {
      await records.amendMeasurement(child.id, target.event.id, theMeasurement(), { reason });
    } else {
      await records.voidMeasurement(child.id, target.event.id, { reason });
    }
  }
}

/** What a kader may do about a child's doses. */
async function actOnDoses(phone: MortalPhone, id: ChildId, fraction: () => number): Promise<void> {
  const records = phone.records();
  const target = (await records.immunizationsOf(id)).find(
    ({ event }) => event.kind === 'immunization',
  );
  const kind = fraction();
  const reason = 'salah catat';
  if (target === undefined || kind < 0.5) {
    const givenOn = fraction() < 0.1 ? '1999-01-01' : '2026-10';
    const visit = ['OPV', 'PCV'].map((product) => theImmunization({ product, givenOn }));
    await records.recordImmunizations(id, visit, {});
  } else if (kind < 0.8) {
    const lotNumber = `L${Math.floor(fraction() * 99)}`;
    await records.amendImmunization(id, target.event.id, theImmunization({ lotNumber }), {
      reason,
    });
  } else {
    await records.voidImmunization(id, target.event.id, { reason });
  }
}

/** What a kader sees of every child, as a value that two phones can be compared by. */
async function seenOn(phone: MortalPhone) {
  const records = phone.records();
  const seen: [ChildId, unknown, [EventId, unknown, boolean][]][] = [];
  for (const { id, profile } of await records.children()) {
    const events = (await records.eventsOf(id)).filter(({ counts }) => counts);
    const effective = effectiveMeasurements(events.map(({ event }) => event));
    const given = (await records.immunizationsOf(id)).filter(({ counts }) => counts);
    const doses = effectiveImmunizations(given.map(({ event }) => event));
    seen.push([
      id,
      profile,
      [
        ...effective.map(({ id: root, measurement, voided }): [EventId, unknown, boolean] => [
          root,
          measurement.weightGrams,
          voided,
        ]),
        ...doses.map(({ id: root, immunization, voided }): [EventId, unknown, boolean] => [
          root,
          immunization.lotNumber,
          voided,
        ]),
      ],
    ]);
  }
  return seen;
}

test('whatever the network does and wherever the app dies: nothing lost, nothing doubled, and both phones agree', async () => {
  let crashes = 0;
  let failures = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const fraction = seeded(seed);
      const server = createMemoryServer({ now: () => NOON });
      const grant = aGrant();
      const accounts = [anAccount({ username: 'satu' }), anAccount({ username: 'dua' })];
      server.store.open(
        grant,
        accounts.map(({ id }) => id),
      );
      const phones: MortalPhone[] = [];
      for (const account of accounts) {
        server.addAccount(account);
        const session: Session = {
          server: 'siposyandu',
          account,
          grants: [grant],
          puskesmas: null,
          practice: false,
        };
        phones.push(await createMortalPhone(server, session, fraction));
      }

      for (const phone of phones) phone.danger(0.4, 0.04);
      for (let step = 0; step < 40; step += 1) {
        const phone = phones[Math.floor(fraction() * phones.length)];
        if (phone === undefined) throw new Error('no phone');
        phone.world.nowMs += Math.floor((fraction() - 0.3) * 86_400_000);
        if (fraction() < 0.6) await act(phone, fraction);
        else if (fraction() < 0.1) phone.restart();
        else {
          const end = await phone.sync();
          if (end === 'crashed') crashes += 1;
          else if (end !== null) failures += 1;
        }
      }

      for (const phone of phones) phone.danger(0, 0);
      for (const phone of [...phones, ...phones]) {
        expect([await phone.sync(), server.bugs]).toEqual([null, []]);
      }

      const made = (await Promise.all(phones.map((phone) => phone.db().outbox.toArray()))).flat();
      const journal = server.store.journal(grant.posyanduId).map(({ envelope }) => envelope);
      expect(made.every(({ state }) => state === 'answered')).toBe(true);
      expect(journal.map(({ mid }) => mid).sort()).toEqual(made.map(({ mid }) => mid).sort());
      const numbers = journal.map(({ deviceId, seq }) => `${deviceId} ${seq}`);
      expect(new Set(numbers).size).toBe(numbers.length);

      const [one, two] = await Promise.all(phones.map(seenOn));
      expect(one).toEqual(two);
      for (const phone of phones) phone.db().close();
    }),
    { seed: SEED, numRuns: RUNS },
  );
  // A danger that never strikes proves nothing.
  expect(crashes).toBeGreaterThan(RUNS);
  expect(failures).toBeGreaterThan(RUNS);
}, 120_000);
