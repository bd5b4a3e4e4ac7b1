/** The one-time link's form: first admin, puskesmas, posyandu and kader. */

import { sessionSchema, setupRequestSchema } from '#protocol/session.ts';
import { describeSession } from '#server/auth/authority.ts';
import { openSession } from '#server/auth/sessions.ts';
import { setUp } from '#server/auth/setup.ts';
import { setToken } from './cookie.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';

const WINDOW_MS = 15 * 60_000;
/** Somebody who mistypes a few fields needs no more. */
const MAX_ATTEMPTS_OF_ADDRESS = 20;

export function registerSetupRoutes(api: Api, { db, now, config }: AppDeps): void {
  const ofAddress = api.createRateLimit({ max: MAX_ATTEMPTS_OF_ADDRESS, timeWindow: WINDOW_MS });

  api.post(
    '/api/setup',
    {
      config: { access: 'open' },
      schema: { body: setupRequestSchema, response: { 200: sessionSchema } },
    },
    async (request, reply) => {
      const limit = await ofAddress(request);
      if (!limit.isAllowed && limit.isExceeded) {
        throw new Refusal('too-many-attempts', limit.ttlInSeconds);
      }
      const nowMs = now();
      const made = await setUp(db, request.body, nowMs);
      if (!made.ok) throw new Refusal(made.error);
      setToken(reply, await openSession(db, made.value, { deviceId: null, nowMs }), config);
      return describeSession(db, made.value, nowMs);
    },
  );
}
