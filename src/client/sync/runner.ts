/** Decides when a run of sync begins: one at a time, sooner when somebody asks, later after each failure. */

import type { SyncStatus } from '#client/services.ts';
import { backoffMs } from './backoff.ts';
import type { SyncEngine } from './engine.ts';
import type { Locks, SetTimer } from './platform.ts';
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
  readonly locks: Locks;
  readonly setTimer: SetTimer;
  /** 0 ≤ x < 1, at random. */
  readonly fraction: () => number;
  /** Called and waited for at every change of `state`, and when a run has ended. */
  readonly onChange: () => Promise<void>;
  readonly log: (what: string, detail?: string) => void;
}

const LOCK_NAME = 'siposyandu-sync';
const LOCK_RETRY_MS = 20_000;
/** A page frozen by the system can keep the lock; after so many refusals in a row the run goes ahead without it. */
const MAX_REFUSALS = 5;

const RESETS_BACKOFF: ReadonlySet<Trigger> = new Set(['online', 'user', 'sign-in']);
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

/** A pause after a failure; `asked` by the server: then nobody shortens it. */
interface Rest {
  readonly cancel: () => void;
  readonly asked: boolean;
  readonly after: FailureKind | null;
}

export function createRunner(deps: RunnerDeps): Runner {
  let running: Promise<void> | null = null;
  /** Asked for during a run: another after it, `anyway` even if that one fails. */
  let again: 'no' | 'if-well' | 'anyway' = 'no';
  let rest: Rest | null = null;
  let failures = 0;
  let refusals = 0;
  let obstacle: SyncStatus['obstacle'] = null;
  let stopped = false;

  function mayBegin(trigger: Trigger): boolean {
    if (stopped) return false;
    if (rest === null) return true;
    if (rest.asked) return false;
    if (RESETS_BACKOFF.has(trigger)) {
      failures = 0;
      return true;
    }
    return trigger !== 'interval' && rest.after !== null && NEVER_REACHED.has(rest.after);
  }

  function request(trigger: Trigger): Promise<void> {
    if (running !== null) {
      if (RESETS_BACKOFF.has(trigger)) again = 'anyway';
      else if (again === 'no') again = 'if-well';
      return running;
    }
    return mayBegin(trigger) ? begin() : Promise.resolve();
  }

  function begin(): Promise<void> {
    running = runUntilQuiet().finally(() => {
      running = null;
    });
    return running;
  }

  async function runUntilQuiet(): Promise<void> {
    await deps.onChange();
    do {
      again = 'no';
      restOver();
    } while (shouldRunAgain(await runOnce()));
    running = null;
    await deps.onChange();
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
    const held = await hold(async () => {
      result.failure = await attempt();
    });
    if (!held) {
      refusals += 1;
      sleep(LOCK_RETRY_MS, false, null);
      return false;
    }
    refusals = 0;
    const { failure } = result;
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

  async function hold(work: () => Promise<void>): Promise<boolean> {
    if (refusals < MAX_REFUSALS) return deps.locks.tryHold(LOCK_NAME, work);
    await work();
    return true;
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
    state: () => ({ running: running !== null, obstacle }),
    async stop() {
      stopped = true;
      restOver();
      await running;
    },
  };
}
