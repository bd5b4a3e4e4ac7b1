/** Puts the phone together: database, records, sync and sign-in over a given platform. */

import { PhoneDb } from './data/db.ts';
import { createLog } from './data/diag.ts';
import { readSession } from './data/meta.ts';
import { createPhoneSyncStore } from './data/phone-sync-store.ts';
import { createRecords } from './data/records.ts';
import { createStorageControl } from './data/storage-control.ts';
import { readStoredStatus } from './data/stored-status.ts';
import { watch } from './data/watch.ts';
import type { Services } from './services.ts';
import { createRenewal } from './session/renewal.ts';
import { createSessionApi } from './session/session-api.ts';
import { createSessionControl } from './session/session-control.ts';
import { createTurns } from './session/turns.ts';
import { createSyncEngine } from './sync/engine.ts';
import { createHttpTransport } from './sync/http-transport.ts';
import type { Platform } from './sync/platform.ts';
import { createRunner } from './sync/runner.ts';
import { createStatusBoard, createSyncControl } from './sync/sync-control.ts';
import { startTriggers } from './sync/triggers.ts';

export interface ServicesOptions {
  /** One database per server: records of two must never mix. */
  readonly dbName: string;
  /** Build of the app, at most 40 characters. */
  readonly app: string;
  readonly platform: Platform;
}

export interface RunningServices extends Services {
  /** Ends timers, listeners and the database connection, after a run of sync under way. */
  stop(): Promise<void>;
}

/** Begins at once: opens the database, reads the session, follows both, and syncs. */
export function createServices({ dbName, app, platform }: ServicesOptions): RunningServices {
  const { clock, random, setTimer, page, locks, subtle } = platform;
  const ids = { nowMs: clock.nowMs, randomBytes: random.bytes };

  const storage = createStorageControl(platform.storage);
  const db = new PhoneDb(dbName, (trouble) => storage.show(trouble));
  const log = createLog(db, clock.nowMs);

  const inTurn = createTurns();
  const renew = createRenewal({ db, http: platform, subtle, inTurn });
  const board = createStatusBoard();
  const engine = createSyncEngine({
    store: createPhoneSyncStore({ ...ids, db, log }),
    transport: createHttpTransport(platform, renew),
    clock,
    app,
  });
  const runner = createRunner({
    engine,
    locks,
    setTimer,
    fraction: random.fraction,
    log,
    async onChange() {
      board.showRun(runner.state());
      // Whoever waited for the run finds its outcome, not what a live query is about to bring.
      await readSession(db).then((row) => session.show(row), cannotRead);
      await readStoredStatus(db).then((stored) => board.show(stored), cannotRead);
    },
  });

  const session = createSessionControl({
    db,
    ids,
    subtle,
    inTurn,
    api: createSessionApi(platform),
    onSignIn: () => void runner.request('sign-in'),
  });
  const records = createRecords(
    { ...ids, db, app, today: clock.today, timeZone: clock.timeZone },
    () => void sendSaved(),
  );

  async function sendSaved(): Promise<void> {
    await runner.request('save');
    const { obstacle } = runner.state();
    if (obstacle === 'offline' || obstacle === 'portal') page.wakeWhenOnline();
  }

  function cannotRead(error: unknown): void {
    log('cannot-read', error instanceof Error ? error.name : 'unknown');
    if (storage.trouble() === null) storage.show('unavailable');
  }

  const stops = [
    watch(
      () => readSession(db),
      (row) => session.show(row),
      cannotRead,
    ),
    watch(
      () => readStoredStatus(db),
      (stored) => board.show(stored),
      cannotRead,
    ),
    page.on('online', () => void session.settleSignOut()),
    startTriggers({ runner, page, setTimer, fraction: random.fraction }),
  ];
  void session.settleSignOut();

  return {
    records,
    sync: createSyncControl(board, runner),
    session,
    storage,
    today: clock.today,
    nowMs: clock.nowMs,
    async stop() {
      for (const stop of stops) stop();
      await runner.stop();
      db.close();
    },
  };
}
