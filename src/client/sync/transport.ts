/** The way to the server as sync sees it: one call each way, and a closed list of what can go wrong. */

import type { Result } from '#domain/result.ts';
import type { PullRequest, PullResponse } from '#protocol/pull.ts';
import type { PushRequest, PushResponse } from '#protocol/push.ts';

export interface TransportFailure {
  readonly kind: FailureKind;
  /** The server asked to be left alone so long, ms. */
  readonly retryAfterMs: number | null;
}

export type FailureKind =
  /** No connection, or it broke before the whole answer was here. The request may have arrived. */
  | 'offline'
  /** No answer in time. The request may have arrived. */
  | 'timeout'
  /** Somebody else answered: a captive portal, a proxy's page. */
  | 'portal'
  /** Our server does not know the session. */
  | 'signed-out'
  /** Our server speaks no version of ours any more. */
  | 'update-needed'
  /** The body was too large for the server or something before it. */
  | 'too-large'
  /** Overloaded or restarting; the request itself is fine. */
  | 'busy'
  /** Our server could not stomach this very request. */
  | 'refused'
  /** Our server answered in a way that makes no sense, or something before it failed. */
  | 'server';

/** What came back of one request: page after page, each when it is here. */
export interface Pages {
  /** @returns `null` when the answer is over, which says nothing of whether there is more to ask for */
  next(): Promise<Result<PullResponse, TransportFailure> | null>;
  /** Lets go of what is still to come. */
  close(): void;
}

/** Expected failures are answers; it never throws. */
export interface Transport {
  push(request: PushRequest): Promise<Result<PushResponse, TransportFailure>>;
  /** The server may begin the next page by itself; each is as if it had been asked for with `askedAfter`. */
  pull(request: PullRequest): Promise<Result<Pages, TransportFailure>>;
}
