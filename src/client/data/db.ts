/** The phone's database: its tables, their indexes, and what happens when another tab or a newer build wants it. */

import { Dexie, type Table } from 'dexie';
import type { SetTimer } from '#client/sync/platform.ts';
import type { ChildId, EventId, MutationId, PosyanduId } from '#domain/ids.ts';
import { startedOver } from './feed-restart.ts';
import { minWriterRow, readMinWriter, WRITER_VERSION } from './min-writer.ts';
import { patientFactory, type PatientFactory } from './patient-open.ts';
import type {
  ChildRow,
  CursorRow,
  DiagRow,
  DraftRow,
  EventRow,
  GrantRow,
  MetaRow,
  OutboxRow,
  ReviewRow,
  UnknownRow,
} from './rows.ts';

/** Raised for every change of `stores`; changes only add (see the README of `client`). */
const DB_VERSION = 2;

/**
 * Why the database cannot be used now. `blocked`: another tab still holds an
 * older shape of it. `reload-needed`: a newer build has it, or it was deleted
 * under this page. `unavailable`: the browser cannot open it. `read-only`: a
 * newer build keeps this one from writing (`min-writer.ts`).
 */
export type DbTrouble = 'blocked' | 'reload-needed' | 'unavailable' | 'read-only';

export class PhoneDb extends Dexie {
  declare readonly meta: Table<MetaRow, MetaRow['key']>;
  declare readonly grants: Table<GrantRow, PosyanduId>;
  declare readonly cursors: Table<CursorRow, PosyanduId>;
  declare readonly children: Table<ChildRow, ChildId>;
  declare readonly events: Table<EventRow, EventId>;
  declare readonly reviews: Table<ReviewRow, MutationId>;
  declare readonly outbox: Table<OutboxRow, MutationId>;
  declare readonly drafts: Table<DraftRow, [PosyanduId, string]>;
  declare readonly unknown: Table<UnknownRow, [PosyanduId, number, number]>;
  declare readonly diag: Table<DiagRow, number>;
  readonly #patient: PatientFactory | null;
  readonly #onTrouble: (trouble: DbTrouble | null) => void;

  /**
   * Does not open yet; the first use does.
   *
   * @param onTrouble called with the trouble, and with `null` when it is over
   * @param setTimer for a second and third try where the browser cannot open it; without, there is one
   */
  constructor(
    name: string,
    onTrouble: (trouble: DbTrouble | null) => void = () => {},
    setTimer: SetTimer | null = null,
  ) {
    const patient =
      setTimer === null || !('indexedDB' in globalThis)
        ? null
        : patientFactory(indexedDB, setTimer, () => onTrouble('unavailable'));
    super(name, {
      // Chrome's default acknowledges a write before it is on the disk; a flat battery then loses it.
      chromeTransactionDurability: 'strict',
      ...(patient === null ? {} : { indexedDB: patient.factory, IDBKeyRange }),
    });
    this.#patient = patient;
    this.#onTrouble = onTrouble;
    this.version(1).stores({
      meta: 'key',
      grants: 'posyanduId',
      cursors: 'posyanduId',
      children: 'id, posyanduId',
      events: 'id, childId, mid, [posyanduId+month], [posyanduId+kind]',
      reviews: 'mid, entity, [posyanduId+status], [posyanduId+about]',
      outbox: 'mid, state, posyanduId, entity, childId, answers, &[posyanduId+deviceId+seq]',
      drafts: '[posyanduId+key]',
      unknown: '[posyanduId+seq+ordinal]',
      diag: '++id',
    });
    // The build before has passed by what it could not read of merges and moves: the feeds are told anew.
    this.version(DB_VERSION)
      .stores({ children: 'id, posyanduId, base.mergedInto' })
      .upgrade(async (upgrade) => {
        const cursors: Table<CursorRow, PosyanduId> = upgrade.table('cursors');
        await cursors.bulkPut((await cursors.toArray()).map(startedOver));
      });

    this.on('versionchange', () => {
      // Open any longer, this page would block the newer build; opened again by itself, it would write as the old one.
      this.close({ disableAutoOpen: true });
      onTrouble('reload-needed');
      return false;
    });
    this.on('blocked', () => onTrouble('blocked'));
    this.on('populate', (upgrade) => void upgrade.table('meta').add(minWriterRow(WRITER_VERSION)));
    this.on('ready', async () => {
      if ((await readMinWriter(this)) > WRITER_VERSION) {
        onTrouble('read-only');
        return;
      }
      // Dexie opens a database of a newer build without a word; that build has not said what old ones may do.
      if (this.backendDB().version >= (DB_VERSION + 1) * 10) {
        onTrouble('reload-needed');
        throw new Error('the database belongs to a newer build');
      }
      onTrouble(null);
    });
  }

  /** Where the browser could not open it before, the next use tries again. For saves: somebody waits for those. */
  hopeAgain(): void {
    if (this.#patient?.hasGivenUp() !== true) return;
    this.#patient.hopeAgain();
    this.close({ disableAutoOpen: false });
  }

  /** A newer build has come since this page opened it. */
  foundTooOld(): void {
    this.#onTrouble('read-only');
  }
}
