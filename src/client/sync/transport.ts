/** The way to the server as sync sees it: one call each way, and a closed list of what can go wrong. */

import type { Result } from '#domain/result.ts';
import type { PullHead, PullRequest, PullResponse } from '#protocol/pull.ts';
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

/** Expected failures are answers; it never throws. */
export interface Transport {
  push(request: PushRequest): Promise<Result<PushResponse, TransportFailure>>;
  /** @param onHead told what follows on the answer as soon as that is known, if it is before the answer is here */
  pull(
    request: PullRequest,
    onHead?: (head: PullHead) => void,
  ): Promise<Result<PullResponse, TransportFailure>>;
}
