/** Decides when a run of sync begins: one at a time, sooner when somebody asks, later after each failure. */

import type { SyncStatus } from '#client/services.ts';
import { backoffMs } from './backoff.ts';
import type { SyncEngine } from './engine.ts';
import type { SetTimer } from './platform.ts';
import type { RunLock } from './run-lock.ts';
import type { FailureKind, TransportFailure } from './transport.ts';

export type Trigger =
  | 'start'
  | 'save'
  | 'visible'
  | 'interval'
  /** The network is said to be back: earlier failures say nothing any more. */
  | 'online'
  | 'user'
  | 'sign-in';

export interface RunnerState {
  readonly running: boolean;
  /** A run was asked for too soon after the last, and begins by itself within seconds. */
  readonly queued: boolean;
  readonly obstacle: SyncStatus['obstacle'];
}

export interface Runner {
  /** Resolves when the run this asked for ends, however it ends, or at once when none begins. Never rejects. */
  request(trigger: Trigger): Promise<void>;
  state(): RunnerState;
  /** No run begins after this; one under way comes to its end. */
  stop(): Promise<void>;
}

export interface RunnerDeps {
  readonly engine: SyncEngine;
  readonly lock: RunLock;
  readonly setTimer: SetTimer;
  /** 0 ≤ x < 1, at random. */
  readonly fraction: () => number;
  /** In place of `TRY_EVERY_MS`; 0 for no limit. */
  readonly tryEveryMs?: number;
  /**
   * Called and waited for at every change of `state`, and when a run has ended.
   * `isUrgent`: a run begins that waits for nobody, so no reading is to delay it.
   */
  readonly onChange: (change: { readonly isUrgent: boolean }) => Promise<void>;
  readonly log: (what: string, detail?: string) => void;
}

/**
 * No tap, and nothing at all after a failure, begins a run sooner than this
 * after the beginning of the last: six a minute of two requests each, whatever
 * the server answers and however often a person asks.
 */
export const TRY_EVERY_MS = 10_000;

const LOCK_RETRY_MS = 20_000;

/** Rare, and a reason of their own to hope. */
const AT_ONCE: ReadonlySet<Trigger> = new Set(['online', 'sign-in']);
/** Somebody taps, or has just opened the app: rare enough for a server that is ill. */
const BY_A_PERSON: ReadonlySet<Trigger> = new Set(['user', 'visible']);
/** Another try costs the server nothing while the phone does not even reach it. */
const NEVER_REACHED: ReadonlySet<FailureKind> = new Set(['offline', 'timeout', 'portal']);
/** Only a person can end these. */
const NOT_BY_WAITING: ReadonlySet<FailureKind> = new Set(['signed-out', 'update-needed']);

const OBSTACLE = {
  offline: 'offline',
  timeout: 'offline',
  portal: 'portal',
  'signed-out': 'signed-out',
  'update-needed': 'update-needed',
  'too-large': 'server',
  busy: 'server',
  refused: 'server',
  server: 'server',
} as const satisfies Record<FailureKind, SyncStatus['obstacle']>;

/** One that waits its turn. */
interface Queued {
  readonly over: Promise<void>;
  readonly begin: () => void;
}

/** A pause after a failure; `asked` by the server: then nobody shortens it. */
interface Rest {
  readonly cancel: () => void;
  readonly asked: boolean;
  readonly after: FailureKind | null;
}

const CALMLY = { isUrgent: false };

function nothing(): void {}

export function createRunner(deps: RunnerDeps): Runner {
  let running: Promise<void> | null = null;
  /** The run has got so far that what is asked for now comes too late for it. */
  let underWay = false;
  /** Asked for during a run: another after it, `anyway` even if that one fails. */
  let again: 'no' | 'if-well' | 'anyway' = 'no';
  let rest: Rest | null = null;
  let failures = 0;
  let obstacle: SyncStatus['obstacle'] = null;
  let stopped = false;
  let lastFailed = false;
  /** Runs out `tryEveryMs` after the last run began. */
  let cancelGap: (() => void) | null = null;
  let queued: Queued | null = null;

  function mayBegin(trigger: Trigger): boolean {
    if (stopped) return false;
    if (rest === null) return true;
    if (rest.asked) return false;
    if (AT_ONCE.has(trigger)) {
      failures = 0;
      return true;
    }
    if (BY_A_PERSON.has(trigger)) return true;
    return trigger !== 'interval' && rest.after !== null && NEVER_REACHED.has(rest.after);
  }

  function request(trigger: Trigger): Promise<void> {
    if (running !== null) {
      // Not begun yet: it will see whatever this was asked for.
      if (!underWay) return running;
      if (trigger === 'user') return queue();
      if (AT_ONCE.has(trigger)) again = 'anyway';
      else if (again === 'no') again = 'if-well';
      return running;
    }
    if (!mayBegin(trigger)) return Promise.resolve();
    const isTooSoon = cancelGap !== null && (trigger === 'user' || lastFailed);
    return isTooSoon && !AT_ONCE.has(trigger) ? queue() : begin(AT_ONCE.has(trigger));
  }

  /** @returns resolves when the run that waits its turn has ended */
  function queue(): Promise<void> {
    if (queued === null) {
      let start = nothing;
      const turn = new Promise<void>((resolve) => (start = resolve));
      queued = { over: turn.then(() => running ?? undefined), begin: start };
      void deps.onChange(CALMLY);
    }
    return queued.over;
  }

  /** Begins the run that waits its turn, if that has come. */
  function takeTurn(): void {
    if (queued === null || running !== null || cancelGap !== null) return;
    if (!stopped && rest?.asked !== true) {
      void begin();
      return;
    }
    // The server asked to be left alone: the pause ends in a run by itself.
    queued.begin();
    queued = null;
  }

  function openGap(): void {
    cancelGap?.();
    cancelGap = null;
    const { tryEveryMs = TRY_EVERY_MS } = deps;
    if (tryEveryMs === 0) return;
    cancelGap = deps.setTimer(tryEveryMs, () => {
      cancelGap = null;
      takeTurn();
      void deps.onChange(CALMLY);
    });
  }

  /** @param atOnce else what is asked for while the screens hear of it is part of this run too */
  function begin(atOnce = false): Promise<void> {
    const turn = queued;
    queued = null;
    // Not at once: whoever is told first finds the run under way.
    const run = Promise.resolve().then(() => runUntilQuiet(atOnce));
    running = run;
    turn?.begin();
    return run;
  }

  async function runUntilQuiet(atOnce: boolean): Promise<void> {
    const told = deps.onChange({ isUrgent: atOnce });
    if (!atOnce) await told;
    do {
      again = 'no';
      underWay = true;
      restOver();
      openGap();
    } while (shouldRunAgain(await runOnce()));
    running = null;
    underWay = false;
    takeTurn();
    await deps.onChange(CALMLY);
  }

  /** What failed may have begun before the sign-in or the network that this was asked for. */
  function shouldRunAgain(wentWell: boolean): boolean {
    if (stopped || again === 'no' || rest?.asked === true) return false;
    return wentWell || again === 'anyway';
  }

  function restOver(): void {
    rest?.cancel();
    rest = null;
  }

  /** @returns whether it went well */
  async function runOnce(): Promise<boolean> {
    const result: { failure: TransportFailure | null } = { failure: null };
    const held = await deps.lock.hold(async () => {
      result.failure = await attempt();
    });
    if (!held) {
      sleep(LOCK_RETRY_MS, false, null);
      return false;
    }
    const { failure } = result;
    lastFailed = failure !== null;
    obstacle = failure === null ? null : OBSTACLE[failure.kind];
    if (failure === null) {
      failures = 0;
      return true;
    }
    failures += 1;
    if (!NOT_BY_WAITING.has(failure.kind)) {
      const asked = failure.retryAfterMs;
      sleep((asked ?? 0) + backoffMs(failures, deps.fraction()), asked !== null, failure.kind);
    }
    return false;
  }

  async function attempt(): Promise<TransportFailure | null> {
    try {
      return await deps.engine.run();
    } catch (error) {
      // Storage gone or full, or a bug: the outbox is as it was, so a later run may do better.
      deps.log('sync-threw', error instanceof Error ? error.name : 'unknown');
      return { kind: 'server', retryAfterMs: null };
    }
  }

  function sleep(ms: number, asked: boolean, after: FailureKind | null): void {
    if (stopped) return;
    const cancel = deps.setTimer(ms, () => {
      rest = null;
      void request('start');
    });
    rest = { cancel, asked, after };
  }

  return {
    request,
    state: () => ({ running: running !== null, queued: queued !== null, obstacle }),
    async stop() {
      stopped = true;
      restOver();
      cancelGap?.();
      queued?.begin();
      queued = null;
      await running;
    },
  };
}
