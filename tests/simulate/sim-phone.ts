/** A phone of the simulator: pages and a worker over one database, which can be frozen, killed, cloned and robbed of their storage. */

import { gzipSync } from 'node:zlib';
import { PhoneDb } from '#client/data/db.ts';
import { createPhoneSyncStore } from '#client/data/phone-sync-store.ts';
import { createRecords } from '#client/data/records.ts';
import type { OutboxRow } from '#client/data/rows.ts';
import type { Records } from '#client/services.ts';
import { deviceKeyOf } from '#client/session/device-key.ts';
import { createRenewal } from '#client/session/renewal.ts';
import { deviceIdOf, keepSession, switchPosyandu } from '#client/session/session-store.ts';
import { createTurns } from '#client/session/turns.ts';
import { createSyncEngine } from '#client/sync/engine.ts';
import { createHttpTransport } from '#client/sync/http-transport.ts';
import type { PageEvent } from '#client/sync/platform.ts';
import type { Fetch } from '#client/sync/platform.ts';
import { createRequestBudget, NO_LIMIT } from '#client/sync/request-budget.ts';
import { createRunLock } from '#client/sync/run-lock.ts';
import { createRunner, type Runner } from '#client/sync/runner.ts';
import type { SyncStore } from '#client/sync/sync-store.ts';
import type { Transport } from '#client/sync/transport.ts';
import { startTriggers } from '#client/sync/triggers.ts';
import { sessionSchema, type Session } from '#protocol/session.ts';
import { PASSWORD } from '../support/memory-server.ts';
import type { Chance } from './chance.ts';
import { copyDisk, cutConnection, losePower, setDiskFault, wipe } from './disk.ts';
import { createSimKeys } from './sim-keys.ts';
import { createSimNetwork, type SimNetwork } from './sim-network.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a seeded bug may put in the place of a phone's parts. */
export interface PhoneBug {
  store?(store: SyncStore, page: PageParts): SyncStore;
  transport?(transport: Transport, page: PageParts): Transport;
  database?(name: string): PhoneDb;
  /** It may ask as often as it likes. */
  readonly isUnbounded?: boolean;
  /** Before a page does anything. */
  boot?(page: PageParts): Promise<void>;
  /** The storage has come back empty. */
  emptied?(page: PageParts, deviceBefore: string | null): Promise<void>;
}

export interface PageParts {
  readonly db: PhoneDb;
  readonly nowMs: () => number;
}

export interface Page {
  readonly kind: 'tab' | 'worker';
  readonly db: PhoneDb;
  readonly records: Records;
  readonly runner: Runner;
  alive: boolean;
  frozen: boolean;
  /** The disk failed under it: it may be useless until opened anew. */
  hurt: boolean;
  deliver(run: () => void): void;
  thaw(): void;
  fire(event: PageEvent): void;
  stop(): void;
}

export interface SimPhoneDeps {
  readonly name: string;
  readonly time: VirtualTime;
  readonly chance: Chance;
  /** The phone's way to the server, with a cookie jar of its own. */
  readonly browser: Fetch;
  readonly note: (what: string) => void;
  /** A mutation has been committed to the outbox. */
  readonly onSaved: (row: OutboxRow, phone: SimPhone) => void;
  readonly bug: PhoneBug;
}

export class SimPhone {
  readonly name: string;
  readonly dbName: string;
  readonly network: SimNetwork;
  readonly pages: Page[] = [];
  readonly notes = new Map<string, string>();
  account: Session['account'];
  /** Phone's clock minus true time. */
  clockOffsetMs = 0;
  frozenClockMs: number | null = null;
  /** Its clock has not been touched since. */
  clockHeldSinceMs = 0;
  readonly #deps: SimPhoneDeps;
  readonly #keys: SubtleCrypto;
  #lockHolder: Page | null = null;
  #diskFault: 'unknown' | 'full' | null = null;

  constructor(deps: SimPhoneDeps, account: Session['account']) {
    const { name, browser: through, time, chance, note } = deps;
    this.name = name;
    this.dbName = `simulated-${name}-${(made += 1)}`;
    this.account = account;
    this.#deps = deps;
    this.#keys = createSimKeys(chance);
    this.network = createSimNetwork({
      through,
      time,
      chance,
      note: (what) => note(`${name} ${what}`),
    });
  }

  nowMs(): number {
    return this.frozenClockMs ?? this.#deps.time.nowMs() + this.clockOffsetMs;
  }

  today(): string {
    const ms = Math.min(8.64e15, Math.max(-6e13, this.nowMs() + 8 * 3_600_000));
    return new Date(ms).toISOString().slice(0, 10);
  }

  tabs(): Page[] {
    return this.pages.filter(({ kind, frozen }) => kind === 'tab' && !frozen);
  }

  open(kind: Page['kind']): Page {
    const { time, chance, bug, onSaved } = this.#deps;
    const db = bug.database?.(this.dbName) ?? new PhoneDb(this.dbName);
    db.outbox.hook('creating', (_mid, row, transaction) => {
      transaction.on('complete', () => onSaved(row, this));
    });
    const waiting: (() => void)[] = [];
    const listeners = new Map<PageEvent, Set<() => void>>();
    const nowMs = () => this.nowMs();
    const ids = { nowMs, randomBytes: chance.bytes };
    const clock = {
      nowMs,
      elapsedMs: time.nowMs,
      today: () => this.today(),
      timeZone: () => 'Asia/Makassar',
    };
    const setTimer = (afterMs: number, run: () => void) =>
      time.after(afterMs, () => page.deliver(run));
    const notebook = {
      read: (key: string) => this.notes.get(key) ?? null,
      write: (key: string, text: string) => void this.notes.set(key, text),
    };
    const budget =
      bug.isUnbounded === true
        ? NO_LIMIT
        : createRequestBudget({ clock, random: chance, notebook, setTimer });
    const http = {
      clock,
      fetch: this.network.connect((run) => page.deliver(run)),
      gzip: async (text: string) => {
        const packed = gzipSync(text);
        return packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength);
      },
      setTimer,
    };
    const parts: PageParts = { db, nowMs };
    const log = (what: string, detail?: string) =>
      this.#deps.note(`${this.name} log ${what} ${detail ?? ''}`);
    const store = createPhoneSyncStore({ ...ids, db, log });
    const renew = createRenewal({ db, http, subtle: this.#keys, inTurn: createTurns() });
    const transport = createHttpTransport(http, renew, budget);
    const engine = createSyncEngine({
      store: bug.store?.(store, parts) ?? store,
      transport: bug.transport?.(transport, parts) ?? transport,
      clock,
      app: 'sim',
      budget,
    });
    const ready = bug.boot?.(parts).catch(() => {}) ?? null;
    const runner = createRunner({
      engine: ready === null ? engine : { run: () => ready.then(() => engine.run()) },
      lock: createRunLock({
        locks: {
          tryHold: (_name, work) => this.#tryHold(page, work),
          steal: (_name, work) => this.#hold(page, work),
        },
        notebook,
        setTimer,
        clock,
        fraction: chance.fraction,
      }),
      setTimer,
      fraction: chance.fraction,
      onChange: async () => {},
      log,
    });
    const records = createRecords(
      { ...ids, db, app: 'sim', today: clock.today, timeZone: clock.timeZone },
      () => void runner.request('save'),
    );
    const page: Page = {
      kind,
      db,
      records,
      runner,
      alive: true,
      frozen: false,
      hurt: this.#diskFault !== null,
      deliver(run) {
        if (!page.alive) return;
        if (page.frozen) waiting.push(run);
        else run();
      },
      thaw() {
        page.frozen = false;
        for (const run of waiting.splice(0)) run();
      },
      fire(event) {
        for (const run of listeners.get(event) ?? []) run();
      },
      stop: () => stopTriggers(),
    };
    const stopTriggers = startTriggers({
      runner,
      setTimer,
      fraction: chance.fraction,
      page: {
        isVisible: () => page.alive && !page.frozen,
        wakeWhenOnline: () => {},
        on(event, run) {
          const runs = listeners.get(event) ?? new Set();
          listeners.set(event, runs.add(run));
          return () => runs.delete(run);
        },
      },
    });
    this.pages.push(page);
    return page;
  }

  kill(page: Page): void {
    page.alive = false;
    page.stop();
    cutConnection(page.db);
    if (this.#lockHolder === page) this.#lockHolder = null;
    this.pages.splice(this.pages.indexOf(page), 1);
  }

  killAll(): void {
    for (let page = this.pages[0]; page !== undefined; page = this.pages[0]) this.kill(page);
  }

  /** @returns whether something was lost that had been reported as saved */
  async losePower(): Promise<boolean> {
    this.killAll();
    this.setDiskFault(null);
    return losePower(this.dbName);
  }

  async emptyStorage(): Promise<void> {
    const { bug } = this.#deps;
    this.setDiskFault(null);
    const before = bug.emptied === undefined ? null : await this.#deviceId();
    this.killAll();
    wipe(this.dbName);
    if (bug.emptied === undefined) return;
    const db = new PhoneDb(this.dbName);
    await bug.emptied({ db, nowMs: () => this.nowMs() }, before);
    db.close();
  }

  setDiskFault(fault: 'unknown' | 'full' | null): void {
    this.#diskFault = fault;
    if (fault !== null) for (const page of this.pages) page.hurt = true;
    setDiskFault(this.dbName, fault);
  }

  async copyTo(other: SimPhone): Promise<void> {
    await copyDisk(this.dbName, other.dbName);
  }

  /** A person types the password; past the network's faults, but not past the disk's. */
  async signIn(page: Page, account: Session['account']): Promise<boolean> {
    const ids = { nowMs: () => this.nowMs(), randomBytes: this.#deps.chance.bytes };
    try {
      const deviceId = await deviceIdOf(page.db, ids);
      const deviceKey = await deviceKeyOf(page.db, this.#keys);
      const { username } = account;
      const response = await this.#deps.browser('/api/session', {
        method: 'POST',
        headers: { 'x-siposyandu': '1' },
        body: JSON.stringify({ username, password: PASSWORD, deviceId, deviceKey }),
      });
      if (!page.alive) return false;
      const session = sessionSchema.parse(await response.json());
      await keepSession(page.db, ids, session, deviceKey === null ? null : deviceId);
      const [first] = session.grants;
      const row = await page.db.meta.get('session');
      if (first !== undefined && row?.key === 'session' && row.posyanduId === null) {
        await switchPosyandu(page.db, first.posyanduId);
      }
    } catch {
      return false;
    }
    this.account = account;
    void page.runner.request('sign-in');
    return true;
  }

  async #tryHold(page: Page, work: () => Promise<void>): Promise<boolean> {
    if (this.#lockHolder !== null) return false;
    await this.#hold(page, work);
    return true;
  }

  async #hold(page: Page, work: () => Promise<void>): Promise<void> {
    this.#lockHolder = page;
    try {
      await work();
    } finally {
      if (this.#lockHolder === page) this.#lockHolder = null;
    }
  }

  async #deviceId(): Promise<string | null> {
    const db = new PhoneDb(this.dbName);
    const row = await db.meta.get('phone');
    db.close();
    return row?.key === 'phone' ? row.deviceId : null;
  }
}

let made = 0;
