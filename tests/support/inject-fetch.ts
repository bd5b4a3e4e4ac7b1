/** A browser's `fetch` straight into a server without a port, with a cookie jar of its own. */

import type { Fetch } from '#client/sync/platform.ts';
import type { Api } from '#server/http/deps.ts';

export function injectFetch(app: Api): Fetch {
  const jar = new Map<string, string>();
  return async (path, init) => {
    const headers: Record<string, string> = {};
    for (const [name, value] of new Headers(init.headers)) headers[name] = value;
    headers['cookie'] = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await app.inject({
      method: methodOf(init),
      url: path,
      headers,
      ...payloadOf(init),
    });
    for (const { name, value, maxAge } of reply.cookies) {
      if (value === '' || maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    const bodyless = reply.statusCode === 204;
    return new Response(bodyless ? null : new Uint8Array(reply.rawPayload), {
      status: reply.statusCode,
      headers: Object.fromEntries(
        Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
      ),
    });
  };
}

function methodOf({ method }: RequestInit): 'GET' | 'POST' | 'DELETE' {
  if (method === 'POST' || method === 'DELETE') return method;
  return 'GET';
}

function payloadOf({ body }: RequestInit): { readonly payload?: string | Buffer } {
  if (body === undefined || body === null) return {};
  return { payload: typeof body === 'string' ? body : Buffer.from(body as ArrayBuffer) };
}
