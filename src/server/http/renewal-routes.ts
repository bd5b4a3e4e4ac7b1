/** A session without a password, for a phone that lost its cookie. No answer tells which devices there are. */

import * as z from 'zod/mini';
import { deviceIdSchema } from '#domain/ids.ts';
import {
  challengeRequestSchema,
  challengeSchema,
  renewalRequestSchema,
  sessionSchema,
} from '#protocol/session.ts';
import { describeSession } from '#server/auth/authority.ts';
import { challenge, renewSession } from '#server/auth/renewal.ts';
import { setToken } from './cookie.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { createSignInLimits } from './sign-in-limits.ts';

export function registerRenewalRoutes(api: Api, { db, now, config }: AppDeps): void {
  const limits = createSignInLimits(api, deviceIn);

  api.post(
    '/api/session/challenge',
    {
      config: { access: 'open' },
      schema: { body: challengeRequestSchema, response: { 200: challengeSchema } },
    },
    async (request) => {
      await limits.attempt(request);
      const nonce = await challenge(db, request.body.deviceId, now());
      return { server: 'siposyandu' as const, nonce };
    },
  );

  api.post(
    '/api/session/renew',
    {
      config: { access: 'open' },
      schema: { body: renewalRequestSchema, response: { 200: sessionSchema } },
    },
    async (request, reply) => {
      await limits.attempt(request);
      const nowMs = now();
      const renewed = await renewSession(db, request.body, nowMs);
      if (renewed === null) {
        await limits.failure(request);
        throw new Refusal('not-signed-in');
      }
      setToken(reply, renewed.session, config);
      return describeSession(db, renewed.account, nowMs);
    },
  );
}

const deviceSchema = z.object({ deviceId: deviceIdSchema });

function deviceIn(body: unknown): string {
  const parsed = deviceSchema.safeParse(body);
  return parsed.success ? parsed.data.deviceId : '';
}
