/** Sends the first set-up to the server. */

import { errorResponseSchema } from '#protocol/errors.ts';
import { sessionSchema, type SetupRequest } from '#protocol/session.ts';

export type SetupProblem = 'setup-token-invalid' | 'username-taken' | 'offline' | 'server';

/** @returns what stands in the way, or `null` when everything was made */
export async function postSetup(request: SetupRequest): Promise<SetupProblem | null> {
  let response: Response;
  try {
    response = await fetch('/api/setup', {
      method: 'POST',
      // Another site's page cannot send our header, so its requests are refused.
      headers: { 'content-type': 'application/json', 'x-siposyandu': '1' },
      body: JSON.stringify(request),
    });
  } catch {
    return 'offline';
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return sessionSchema.safeParse(body).success ? null : 'server';
  const refused = errorResponseSchema.safeParse(body);
  const code = refused.success ? refused.data.error : '';
  return code === 'setup-token-invalid' || code === 'username-taken' ? code : 'server';
}
