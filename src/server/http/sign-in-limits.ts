/** How often somebody may try to get a session. Counted in memory: a restart forgives. */

import type { FastifyRequest } from 'fastify';
import type { Api } from './deps.ts';
import { Refusal } from './errors.ts';

const WINDOW_MS = 15 * 60_000;
/** Wrong passwords for one name, or wrong signatures for one device, from one address. */
const MAX_FAILURES_OF_ONE = 10;
/** Attempts of any kind from one address: many phones of one mobile network share one. */
const MAX_ATTEMPTS_OF_ADDRESS = 100;

export interface SignInLimits {
  /** Counts an attempt. @throws Refusal `too-many-attempts` */
  attempt(request: FastifyRequest): Promise<void>;
  /** Counts a wrong password or signature. */
  failure(request: FastifyRequest): Promise<void>;
}

/**
 * Needs `@fastify/rate-limit` on the instance.
 *
 * @param whom the name or device that a request's body tries for
 */
export function createSignInLimits(api: Api, whom: (body: unknown) => string): SignInLimits {
  const ofAddress = api.createRateLimit({ max: MAX_ATTEMPTS_OF_ADDRESS, timeWindow: WINDOW_MS });
  const ofOne = api.createRateLimit({
    max: MAX_FAILURES_OF_ONE,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => `${request.ip} ${whom(request.body)}`,
  });
  return {
    async attempt(request) {
      const address = await ofAddress(request);
      if (!address.isAllowed && address.isExceeded) throw refusal(address.ttlInSeconds);
      const one = await ofOne(request, { increment: false });
      if (!one.isAllowed && one.remaining === 0) throw refusal(one.ttlInSeconds);
    },
    async failure(request) {
      await ofOne(request);
    },
  };
}

function refusal(retryAfter: number): Refusal {
  return new Refusal('too-many-attempts', retryAfter);
}
