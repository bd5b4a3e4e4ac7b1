/** One simulated village: the server, its operators, the phones, and the book of everything ever saved. */

import type { OutboxRow } from '#client/data/rows.ts';
import type { Fetch } from '#client/sync/platform.ts';
import {
  accountIdSchema,
  posyanduIdSchema,
  type AccountId,
  type DeviceId,
  type MutationId,
  type PosyanduId,
} from '#domain/ids.ts';
import type { Grant } from '#protocol/pull.ts';
import type { Session } from '#protocol/session.ts';
import type { Connection } from '#server/postgres/supervisor.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { createServerOver, readBody, refuse, type MemoryServer } from '../support/memory-server.ts';
import { createMemorySyncStore } from '../support/memory-sync-store.ts';
import { NOON } from '../support/phone.ts';
import { createChance, type Chance } from './chance.ts';
import { peek, wipe } from './disk.ts';
import { createDraftBook } from './draft-book.ts';
import { settle } from './event-loop.ts';
import { openPostgresVillage } from './postgres-village.ts';
import { hasNeighbours, placesOf } from './puskesmas.ts';
import { simVerifies } from './sim-keys.ts';
import { SimPhone, type PhoneBug } from './sim-phone.ts';
import type { VillageStore } from './village-store.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** So few that a village of some dozens of records comes in several. */
const CHANGES_PER_PAGE = 7;

/** Everything a seeded bug may change. */
export interface Bug {
  readonly phone?: PhoneBug;
  server?(store: VillageStore, chance: Chance): SyncStore;
}

/** Something committed on a phone. */
export interface Saved {
  readonly mid: MutationId;
  readonly phone: string;
  readonly atMs: number;
  /** Whether the server can tell from the phone's clock when it was made. */
  readonly timely: boolean;
  readonly row: OutboxRow;
}

export class Violation extends Error {
  readonly invariant: string;
  constructor(invariant: string, message: string) {
    super(`${invariant}: ${message}`);
    this.invariant = invariant;
  }
}

export interface Person {
  readonly account: Session['account'];
  /** True times between which it had authority, by posyandu. */
  readonly spans: { readonly grant: Grant; readonly fromMs: number; untilMs: number | null }[];
}

interface DeviceReport {
  readonly posyanduId: PosyanduId;
  readonly deviceId: DeviceId;
  readonly accountId: AccountId;
  /** Heard of last. */
  readonly nowMs: number;
  readonly pushedAtMs: number | null;
  readonly waiting: number;
}

export class World {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly server: MemoryServer<VillageStore>;
  /** The store as the server's rules see it. */
  readonly rules: SyncStore;
  readonly posyandu: readonly Grant[];
  /** Of several puskesmas: children go from one to another. */
  readonly hasNeighbours: boolean;
  /** Somebody signs in while a form of another is open, and that is saved. */
  readonly leavesFormsOpen: boolean;
  readonly people: Person[] = [];
  readonly phones: SimPhone[] = [];
  readonly saved = new Map<MutationId, Saved>();
  /** What they made or changed: a record carried to another posyandu bears another id there. */
  readonly savedEntities = new Set<string>();
  /** What was recorded of a child, by the record's own id. */
  readonly savedEvents = new Map<string, Saved>();
  /** Gone with a disk or a server's disk, as far as nobody else has it. */
  readonly lostForGood = new Set<MutationId>();
  /** Answered once, and gone from a server that was set back. */
  readonly lostByRestore = new Set<MutationId>();
  readonly drafts = createDraftBook();
  /** Copied, or a copy. */
  readonly cloned = new Set<string>();
  /** Databases that a newer build keeps this one from writing, and what lies there. */
  readonly heldByNewer = new Map<string, string>();
  /** What phones last said of themselves to the server, by posyandu and device. */
  readonly reports = new Map<string, DeviceReport>();
  readonly trace: string[] = [];
  /** Saves that failed for no good reason. */
  readonly unexplained: string[] = [];
  readonly counts = new Map<string, number>();
  /** The server fails on every push that holds a record of these children. */
  readonly poison = new Set<string>();
  /** Arrivals from another puskesmas that somebody there has looked at and approved. */
  readonly approved = new Set<MutationId>();
  /** The server ends each time before it carries anything after a child. */
  carrierStopped = false;
  backup: (() => void | Promise<void>) | null = null;
  backupMids: ReadonlySet<MutationId> = new Set();
  /** Set back without the operator saying so. */
  silentlyRestored = false;
  readonly #bug: Bug;

  constructor(seed: number, bug: Bug, time: VirtualTime, store: VillageStore) {
    this.seed = seed;
    this.#bug = bug;
    this.time = time;
    const chance = createChance(seed, 1);
    this.rules = this.#noting(bug.server?.(store, createChance(seed, 2)) ?? store);
    this.server = createServerOver(store, {
      now: () => this.time.nowMs(),
      changesPerPage: CHANGES_PER_PAGE,
      through: () => this.rules,
      verifies: simVerifies,
    });
    this.posyandu = placesOf(seed).map(([posyanduName, puskesmasName]) => ({
      posyanduId: posyanduIdSchema.parse(chance.uuid()),
      posyanduName,
      villageName: 'Desa Uji',
      puskesmasName,
    }));
    this.hasNeighbours = hasNeighbours(this.posyandu);
    this.leavesFormsOpen = createChance(seed, 5).is(0.5);
    const fewest = this.hasNeighbours ? this.posyandu.length : 2;
    for (let number = 0; number < fewest + chance.below(3); number += 1) {
      const account = {
        id: accountIdSchema.parse(chance.uuid()),
        username: `kader.${number}`,
        displayName: `Kader ${number}`,
        role: 'kader' as const,
      };
      this.server.addAccount(account);
      this.people.push({ account, spans: [] });
    }
  }

  /** @param postgres where the server keeps everything; `null`: in memory */
  static async create(seed: number, bug: Bug, postgres: Connection | null): Promise<World> {
    const time = createVirtualTime(NOON);
    const store =
      postgres === null
        ? createMemorySyncStore()
        : await openPostgresVillage(postgres, () => time.nowMs());
    const world = new World(seed, bug, time, store);
    const [first, second] = world.posyandu;
    if (first === undefined || second === undefined) throw new Error('no posyandu');
    for (const grant of world.posyandu) await store.open(grant, []);
    for (const number of world.people.keys()) {
      const own = number === 2 ? second : first;
      const place = world.hasNeighbours ? world.posyandu[number % world.posyandu.length] : own;
      await world.grant(number, place ?? own);
    }
    await world.look();
    return world;
  }

  /** What is read of the server's store is of this moment. */
  async look(): Promise<void> {
    await this.server.store.refresh?.();
  }

  /** @returns whether that is new */
  async grant(personIndex: number, grant: Grant): Promise<boolean> {
    const person = this.people[personIndex];
    if (person === undefined) return false;
    if (person.spans.some((span) => span.grant === grant && span.untilMs === null)) return false;
    const fromMs = this.time.nowMs();
    person.spans.push({ grant, fromMs, untilMs: null });
    await this.server.store.open(grant, [person.account.id], fromMs);
    return true;
  }

  /** @returns whether there was one */
  async endGrant(personIndex: number, grant: Grant): Promise<boolean> {
    const person = this.people[personIndex];
    const span = person?.spans.find((one) => one.grant === grant && one.untilMs === null);
    if (person === undefined || span === undefined) return false;
    const untilMs = this.time.nowMs();
    span.untilMs = untilMs;
    await this.server.store.revoke(person.account.id, grant.posyanduId, untilMs);
    return true;
  }

  #noting(store: SyncStore): SyncStore {
    return {
      ...store,
      waysToCarry: async (from) =>
        this.carrierStopped && from !== undefined ? [] : store.waysToCarry(from),
      noteDevice: (row) => {
        const key = `${row.posyanduId} ${row.deviceId}`;
        const before = this.reports.get(key);
        this.reports.set(key, {
          ...row,
          waiting: row.waiting ?? before?.waiting ?? 0,
          pushedAtMs: row.waiting === null ? (before?.pushedAtMs ?? null) : row.nowMs,
        });
        return store.noteDevice(row);
      },
    };
  }

  personOf({ account }: SimPhone): Person | undefined {
    return this.people.find((person) => person.account.id === account.id);
  }

  addPhone(account: Session['account']): SimPhone {
    const number = this.phones.length;
    const phone = new SimPhone(
      {
        name: `phone-${number}`,
        time: this.time,
        chance: createChance(this.seed, 100 + number),
        browser: this.#browser(),
        note: (what) => this.note(what),
        onSaved: (row, by) => this.#noteSaved(row, by),
        bug: this.#bug.phone ?? {},
      },
      account,
    );
    this.phones.push(phone);
    return phone;
  }

  get epoch(): string {
    return this.server.store.epochNow();
  }

  note(what: string): void {
    this.trace.push(`${this.time.nowMs() - NOON} ${what}`);
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  outboxOf(phone: SimPhone): OutboxRow[] {
    return peek<OutboxRow>(phone.dbName, 'outbox');
  }

  /** Every mutation the server can show, in a journal or beside it, as of the last look. */
  onServer(): Set<string> {
    const mids = new Set<string>();
    for (const { posyanduId } of this.posyandu) {
      for (const { envelope } of this.server.store.journal(posyanduId)) mids.add(envelope.mid);
    }
    for (const { body } of this.server.store.kept()) {
      const { mid } = JSON.parse(body) as { readonly mid?: string };
      if (mid !== undefined) mids.add(mid);
    }
    return mids;
  }

  /**
   * After a disk died: what nobody has any more is not expected back.
   *
   * @param of only these can have gone with it
   */
  async admitLosses(of: Iterable<MutationId> = this.saved.keys()): Promise<void> {
    await this.look();
    const somewhere = this.everywhere();
    for (const mid of of) if (!somewhere.has(mid)) this.lostForGood.add(mid);
  }

  /** Somebody of the posyandu's puskesmas looks at a record. */
  async decide(
    posyanduId: PosyanduId,
    mid: MutationId,
    status: 'approved' | 'returned',
  ): Promise<void> {
    const { store } = this.server;
    const waits = store
      .arrivals(posyanduId)
      .some((arrival) => arrival.mid === mid && arrival.status === 'waiting');
    if (waits && status === 'approved') this.approved.add(mid);
    await store.decide(posyanduId, mid, status, status === 'returned' ? 'Mohon dicek' : null);
  }

  /** A server set back does not know of them any more. */
  forgetUndoneApprovals(): void {
    const { store } = this.server;
    const standing = new Set(
      this.posyandu
        .flatMap(({ posyanduId }) => store.arrivals(posyanduId))
        .flatMap(({ mid, status }) => (status === 'waiting' ? [] : [mid])),
    );
    for (const mid of this.approved) if (!standing.has(mid)) this.approved.delete(mid);
  }

  everywhere(): Set<string> {
    const mids = this.onServer();
    for (const phone of this.phones) for (const { mid } of this.outboxOf(phone)) mids.add(mid);
    return mids;
  }

  async end(): Promise<void> {
    for (const phone of this.phones) {
      phone.killAll();
      wipe(phone.dbName);
    }
    await settle();
    await this.server.store.close?.();
  }

  #noteSaved(row: OutboxRow, phone: SimPhone): void {
    if (this.saved.has(row.mid)) return;
    this.note(`${phone.name} saved ${row.op} ${row.mid}`);
    this.savedEntities.add(row.entity);
    const saved = {
      mid: row.mid,
      phone: phone.name,
      atMs: this.time.nowMs(),
      timely: row.mutation.captured.serverOffsetMs !== null && phone.clockHeldSinceMs === 0,
      row,
    };
    this.saved.set(row.mid, saved);
    if (!row.op.startsWith('child.')) this.savedEvents.set(row.entity, saved);
  }

  #browser(): Fetch {
    const through = this.server.browser();
    return async (path, init) => {
      if (path === '/api/sync/push' && this.poison.size > 0) {
        const { mutations } = readBody(init) as {
          readonly mutations: readonly {
            readonly entity: string;
            readonly payload: { readonly childId?: string };
          }[];
        };
        const chokes = mutations.some(
          ({ entity, payload }) =>
            this.poison.has(entity) || this.poison.has(payload.childId ?? ''),
        );
        if (chokes) return refuse(500, 'internal');
      }
      return through(path, init);
    };
  }
}
