/** Signing in and out, and who is signed in. */

import { sessionSchema, signInRequestSchema } from '#protocol/session.ts';
import { describeSession } from '#server/auth/authority.ts';
import { bindDevice } from '#server/auth/renewal.ts';
import { closeSession, openSession, signOut, signOutEverywhere } from '#server/auth/sessions.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { plainUsername } from '#server/store/account-store.ts';
import { signedInOf } from './access.ts';
import { clearToken, setToken, tokenOf } from './cookie.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { createSignInLimits } from './sign-in-limits.ts';

const everybody = { access: ['kader', 'petugas', 'admin'] } as const;

export function registerSessionRoutes(api: Api, { db, now, config }: AppDeps): void {
  const limits = createSignInLimits(api, nameIn);

  api.post(
    '/api/session',
    {
      config: { access: 'open' },
      schema: { body: signInRequestSchema, response: { 200: sessionSchema } },
    },
    async (request, reply) => {
      await limits.attempt(request);
      const account = await signIn(db, request.body);
      if (account === null) {
        await limits.failure(request);
        throw new Refusal('wrong-credentials');
      }
      const nowMs = now();
      const before = tokenOf(request, config);
      if (before !== null) await closeSession(db, before, nowMs);
      const { deviceId, deviceKey: key = null } = request.body;
      if (deviceId !== null) await bindDevice(db, account, { deviceId, key, nowMs });
      setToken(reply, await openSession(db, account, { deviceId, nowMs }), config);
      return describeSession(db, account, nowMs);
    },
  );

  api.get(
    '/api/session',
    { config: everybody, schema: { response: { 200: sessionSchema } } },
    (request) => describeSession(db, signedInOf(request), now()),
  );

  // Open, so that signing out never fails: not twice, not after the session has ended.
  api.delete('/api/session', { config: { access: 'open' } }, async (request, reply) => {
    const token = tokenOf(request, config);
    if (token !== null) await signOut(db, token, now());
    clearToken(reply, config);
    return reply.code(204).send();
  });

  // A lost phone: its owner signs in elsewhere and ends every session there is.
  api.delete('/api/sessions', { config: everybody }, async (request, reply) => {
    await signOutEverywhere(db, signedInOf(request).id, now());
    clearToken(reply, config);
    return reply.code(204).send();
  });
}

function nameIn(body: unknown): string {
  const parsed = signInRequestSchema.safeParse(body);
  return parsed.success ? plainUsername(parsed.data.username) : '';
}
