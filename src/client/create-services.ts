/** Puts the phone together: database, records, sync and sign-in over a given platform. */

import { PhoneDb } from './data/db.ts';
import { createLog } from './data/diag.ts';
import { readSession } from './data/meta.ts';
import { createPhoneSyncStore } from './data/phone-sync-store.ts';
import { createRecords } from './data/records.ts';
import { countToNote, forgetLoss, keepNote, noticeLoss, readLoss } from './data/sentinel.ts';
import { createStorageControl } from './data/storage-control.ts';
import { readStoredStatus } from './data/stored-status.ts';
import { noteTraffic } from './data/traffic-store.ts';
import { atOnce, watch } from './data/watch.ts';
import type { Services } from './services.ts';
import { createRenewal } from './session/renewal.ts';
import { createSessionApi } from './session/session-api.ts';
import { createSessionControl } from './session/session-control.ts';
import { createTurns } from './session/turns.ts';
import { createSyncEngine } from './sync/engine.ts';
import { createHttpTransport } from './sync/http-transport.ts';
import type { Platform } from './sync/platform.ts';
import { createRequestBudget, NO_LIMIT } from './sync/request-budget.ts';
import { createRunLock } from './sync/run-lock.ts';
import { createRunner, TRY_EVERY_MS } from './sync/runner.ts';
import { createStatusBoard, createSyncControl } from './sync/sync-control.ts';
import { createTrafficMeter } from './sync/traffic.ts';
import { startTriggers } from './sync/triggers.ts';

export interface ServicesOptions {
  /** One database per server: records of two must never mix. */
  readonly dbName: string;
  /** Build of the app, at most 40 characters. */
  readonly app: string;
  readonly platform: Platform;
  /** For tests, which tap as fast as they like: see `TRY_EVERY_MS`. 0 lifts the budget of requests too. */
  readonly tryEveryMs?: number;
}

export interface RunningServices extends Services {
  /** Ends timers, listeners and the database connection, after a run of sync under way. */
  stop(): Promise<void>;
}

/** Begins at once: opens the database, reads the session, follows both, and syncs. */
export function createServices(options: ServicesOptions): RunningServices {
  const { dbName, app, platform, tryEveryMs = TRY_EVERY_MS } = options;
  const { clock, random, setTimer, page, subtle, notebook } = platform;
  const ids = { nowMs: clock.nowMs, randomBytes: random.bytes };

  const storage = createStorageControl(platform.storage, () => forgetLoss(db));
  const db = new PhoneDb(dbName, (trouble) => storage.show(trouble), setTimer);
  const log = createLog(db, clock.nowMs);
  noticeLoss({ ...ids, db, notebook, log }).catch(cannotNote);
  const month = () => clock.today().slice(0, 7);

  const inTurn = createTurns();
  const renew = createRenewal({ db, http: platform, subtle, inTurn });
  const board = createStatusBoard();
  const traffic = createTrafficMeter();
  const budget =
    tryEveryMs === 0 ? NO_LIMIT : createRequestBudget({ ...platform, onWait: showRun });
  const engine = createSyncEngine({
    store: createPhoneSyncStore({ ...ids, db, log }),
    transport: createHttpTransport({ ...platform, traffic }, renew, budget),
    clock,
    app,
    budget,
  });
  const runner = createRunner({
    engine,
    lock: createRunLock({ ...platform, fraction: random.fraction }),
    setTimer,
    fraction: random.fraction,
    tryEveryMs,
    log,
    async onChange({ isUrgent }) {
      showRun();
      if (isUrgent) return;
      if (!runner.state().running) {
        await noteTraffic(db, month(), traffic.take()).catch(cannotNote);
      }
      // Whoever waited for the run finds its outcome, not what a live query is about to bring.
      await Promise.all([
        readSession(db).then((row) => session.show(row), cannotRead),
        readStoredStatus(db, month()).then((stored) => board.show(stored), cannotRead),
      ]);
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
    {
      ...ids,
      db,
      app,
      today: clock.today,
      timeZone: clock.timeZone,
      onFailed: (refusal) => session.noteFailedSave(refusal),
    },
    () => void sendSaved(),
  );

  /** One that waits for its first or next request is sent soon, not now. */
  function showRun(): void {
    const state = runner.state();
    const waits = state.running && budget.waits();
    board.showRun(waits ? { ...state, running: false, queued: true } : state);
  }

  async function sendSaved(): Promise<void> {
    await runner.request('save');
    const { obstacle } = runner.state();
    if (obstacle === 'offline' || obstacle === 'portal') page.wakeWhenOnline();
  }

  function cannotNote(error: unknown): void {
    log('cannot-note', error instanceof Error ? error.name : 'unknown');
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
      atOnce,
    ),
    watch(
      () => readStoredStatus(db, month()),
      (stored) => board.show(stored),
      cannotRead,
    ),
    watch(
      () => readLoss(db),
      (loss) => storage.showLoss(loss),
      cannotRead,
      atOnce,
    ),
    watch(
      () => countToNote(db),
      (unsent) => unsent !== null && keepNote(notebook, dbName, unsent),
      cannotRead,
      atOnce,
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
      budget.stop();
      await runner.stop();
      db.close();
    },
  };
}
