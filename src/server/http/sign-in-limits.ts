/** How often somebody may try to sign in. Counted in memory: a restart forgives. */

import type { FastifyRequest } from 'fastify';
import { signInRequestSchema } from '#protocol/session.ts';
import { plainUsername } from '#server/store/account-store.ts';
import type { Api } from './deps.ts';
import { Refusal } from './errors.ts';

const WINDOW_MS = 15 * 60_000;
/** Wrong passwords for one name from one address. */
const MAX_FAILURES_OF_NAME = 10;
/** Attempts of any kind from one address: many phones of one mobile network share one. */
const MAX_ATTEMPTS_OF_ADDRESS = 100;

export interface SignInLimits {
  /** Counts an attempt. @throws Refusal `too-many-attempts` */
  attempt(request: FastifyRequest): Promise<void>;
  /** Counts a wrong password for the name in the body. */
  failure(request: FastifyRequest): Promise<void>;
}

/** Needs `@fastify/rate-limit` on the instance. */
export function createSignInLimits(api: Api): SignInLimits {
  const ofAddress = api.createRateLimit({ max: MAX_ATTEMPTS_OF_ADDRESS, timeWindow: WINDOW_MS });
  const ofName = api.createRateLimit({
    max: MAX_FAILURES_OF_NAME,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => `${request.ip} ${nameIn(request.body)}`,
  });
  return {
    async attempt(request) {
      const address = await ofAddress(request);
      if (!address.isAllowed && address.isExceeded) throw refusal(address.ttlInSeconds);
      const name = await ofName(request, { increment: false });
      if (!name.isAllowed && name.remaining === 0) throw refusal(name.ttlInSeconds);
    },
    async failure(request) {
      await ofName(request);
    },
  };
}

function refusal(retryAfter: number): Refusal {
  return new Refusal('too-many-attempts', retryAfter);
}

function nameIn(body: unknown): string {
  const parsed = signInRequestSchema.safeParse(body);
  return parsed.success ? plainUsername(parsed.data.username) : '';
}
