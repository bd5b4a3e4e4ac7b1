/** A posyandu with its kader, their phones, and the server they share. */

import { randomUUID } from 'node:crypto';
import { PhoneDb } from '#client/data/db.ts';
import type { Grant } from '#protocol/pull.ts';
import type { Session } from '#protocol/session.ts';
import { aGrant, anAccount } from './builders.ts';
import { createFlakyNetwork, type FlakyNetwork } from './flaky-network.ts';
import { createMemoryServer, PASSWORD, type MemoryServer } from './memory-server.ts';
import { createWorld, NOON, startPhone, type TestPhone } from './phone.ts';

export interface VillagePhone extends TestPhone {
  readonly network: FlakyNetwork;
  readonly records: TestPhone['services']['records'];
  readonly sync: TestPhone['services']['sync'];
  /** Looks into the phone's database past its services. */
  look<T>(read: (db: PhoneDb) => Promise<T>): Promise<T>;
}

export interface Village {
  readonly server: MemoryServer;
  readonly grant: Grant;
  readonly kader: Session['account'];
  readonly otherKader: Session['account'];
  /** A phone with this kader signed in and everything loaded. */
  phone(account?: Session['account'], seed?: number): Promise<VillagePhone>;
  /** The same phone with the same memory on another device. */
  clone(phone: VillagePhone, seed: number): Promise<VillagePhone>;
  /** Ends every phone of the village. */
  stop(): Promise<void>;
}

export function createVillage(): Village {
  const server = createMemoryServer({ now: () => NOON });
  const grant = aGrant();
  const kader = anAccount({ username: 'kader.satu' });
  const otherKader = anAccount({ username: 'kader.dua' });
  const phones: VillagePhone[] = [];
  server.addAccount(kader);
  server.addAccount(otherKader);
  server.store.open(grant, [kader.id, otherKader.id]);

  function start(dbName: string, seed: number, browser = server.browser()): VillagePhone {
    const network = createFlakyNetwork(browser);
    const phone = startPhone(createWorld(network.fetch, { seed }), dbName);
    const { records, sync } = phone.services;
    const village = { ...phone, network, records, sync, look: looker(dbName) };
    phones.push(village);
    return village;
  }

  return {
    server,
    grant,
    kader,
    otherKader,
    async phone(account = kader, seed = phones.length + 1) {
      const phone = start(`phone-${randomUUID()}`, seed);
      await signIn(phone, account);
      return phone;
    },
    async clone(original, seed) {
      const dbName = `clone-${randomUUID()}`;
      await copy(original.dbName, dbName);
      const phone = start(dbName, seed);
      await signIn(phone, kader);
      return phone;
    },
    async stop() {
      await Promise.all(phones.map(({ services }) => services.stop()));
    },
  };
}

export async function signIn(phone: VillagePhone, account: Session['account']): Promise<void> {
  const problem = await phone.services.session.signIn(account.username, PASSWORD);
  if (problem !== null) throw new Error(problem);
  await phone.sync.syncNow();
}

function looker(dbName: string): VillagePhone['look'] {
  return async (read) => {
    const db = new PhoneDb(dbName);
    try {
      return await read(db);
    } finally {
      db.close();
    }
  };
}

async function copy(from: string, to: string): Promise<void> {
  const source = new PhoneDb(from);
  const target = new PhoneDb(to);
  for (const table of source.tables) {
    await target.table(table.name).bulkPut(await table.toArray());
  }
  source.close();
  target.close();
}
