/** What sync needs of the world outside, so that a test or a simulator can be that world. */

export interface Clock {
  /** Phone's wall clock, ms since 1970; may jump and run backwards. */
  readonly nowMs: () => number;
  /** This page's own time, ms since some moment: never jumps, and may stand still while the phone sleeps. */
  readonly elapsedMs: () => number;
  /** Calendar day by the phone's zone, ISO. */
  readonly today: () => string;
  /** IANA name of the phone's zone. */
  readonly timeZone: () => string;
}

export interface Random {
  /** 0 ≤ x < 1, for spreading retries. */
  readonly fraction: () => number;
  /** Unpredictable bytes, for ids. */
  readonly bytes: (length: number) => Uint8Array;
}

/** @returns takes the timer back; harmless when it has run */
export type SetTimer = (afterMs: number, run: () => void) => () => void;

/** One runner of the origin at a time, tabs included. Thrift only: nothing is wrong when two run. */
export interface Locks {
  /** @returns false, with `work` not begun, when another holds the name */
  readonly tryHold: (name: string, work: () => Promise<void>) => Promise<boolean>;
  /** Takes the name from whoever holds it, whose work goes on all the same. */
  readonly steal: (name: string, work: () => Promise<void>) => Promise<void>;
}

export type PageEvent =
  /** The browser believes there is a network again. */
  | 'online'
  /** The page came to the front. */
  | 'visible'
  /** The service worker was woken by a returning network. */
  | 'sync-now';

export interface Page {
  readonly isVisible: () => boolean;
  /** @returns stops listening */
  readonly on: (event: PageEvent, run: () => void) => () => void;
  /** Asks the browser to wake the service worker when the network returns; does nothing where it cannot. */
  readonly wakeWhenOnline: () => void;
}

/** Requests of one site: `path` begins with a slash. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Packs a request body with gzip. */
export type Gzip = (text: string) => Promise<ArrayBuffer>;

/** A few words kept elsewhere than in the database. Neither method throws; words may be forgotten. */
export interface Notebook {
  readonly read: (key: string) => string | null;
  readonly write: (key: string, text: string) => void;
}

export interface Platform {
  readonly clock: Clock;
  readonly random: Random;
  readonly setTimer: SetTimer;
  readonly fetch: Fetch;
  /** `null` where the browser cannot. */
  readonly gzip: Gzip | null;
  readonly locks: Locks;
  /** `null` where the page is not served securely. */
  readonly subtle: SubtleCrypto | null;
  readonly page: Page;
  /** `null` where the browser has none. */
  readonly storage: StorageManager | null;
  readonly notebook: Notebook;
}
