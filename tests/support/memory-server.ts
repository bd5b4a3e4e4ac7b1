/** A server in memory that speaks the real protocol through the real sync rules; each browser gets a `fetch` of its own. */

import { randomBytes, randomUUID, webcrypto } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Fetch } from '#client/sync/platform.ts';
import type { AccountId } from '#domain/ids.ts';
import { askedAfter, PAGES_TYPE } from '#protocol/pull-pages.ts';
import { MAX_CHANGES_PER_PULL, pullRequestSchema, type Grant } from '#protocol/pull.ts';
import { pushRequestSchema } from '#protocol/push.ts';
import {
  challengeRequestSchema,
  renewalMessage,
  renewalRequestSchema,
  signInRequestSchema,
  type DeviceKey,
  type Session,
} from '#protocol/session.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { collectPull } from '#server/sync/collect-pull.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { createMemorySyncStore, type MemorySyncStore } from './memory-sync-store.ts';

export const PASSWORD = 'kata-sandi-uji';

/** What it needs of a store beyond what sync asks of it. */
interface ServedStore extends SyncStore {
  grantsOf(accountId: AccountId): Grant[] | Promise<Grant[]>;
}

export interface MemoryServer<Store extends ServedStore = MemorySyncStore> {
  readonly store: Store;
  /** Somebody who can sign in with `PASSWORD`. */
  addAccount(account: Session['account']): void;
  /** A browser's way here, with a cookie jar of its own. */
  browser(): Fetch;
  /** Ends every session; a phone with a key may renew its own. */
  forgetSessions(): void;
  /** Refuses every phone's key from now on, until its next sign-in. */
  forgetKeys(): void;
  /** Of every request that arrived, in order. */
  readonly arrived: string[];
  /** What the server threw: a phone only sees a 500, and a test must see more. */
  readonly bugs: unknown[];
}

interface ServerOptions<Store> {
  readonly now: () => number;
  /** At most so many in one page, whatever is asked for. */
  readonly changesPerPage?: number;
  /** What the sync rules see of the store. */
  readonly through?: (store: Store) => SyncStore;
  /** Whether a device's key signed this; real keys by default. */
  readonly verifies?: (key: DeviceKey, message: Uint8Array, signature: Buffer) => Promise<boolean>;
}

async function reallyVerifies(
  key: DeviceKey,
  message: Uint8Array,
  signature: Buffer,
): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const imported = await webcrypto.subtle.importKey('jwk', key, curve, false, ['verify']);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return webcrypto.subtle.verify(how, imported, new Uint8Array(signature), new Uint8Array(message));
}

export function createMemoryServer(options: ServerOptions<MemorySyncStore>): MemoryServer {
  return createServerOver(createMemorySyncStore(), options);
}

/** The same server over another store. */
export function createServerOver<Store extends ServedStore>(
  store: Store,
  {
    now,
    changesPerPage = MAX_CHANGES_PER_PULL,
    through = (whole) => whole,
    verifies = reallyVerifies,
  }: ServerOptions<Store>,
): MemoryServer<Store> {
  const seen = through(store);
  const accounts = new Map<string, Session['account']>();
  const sessions = new Map<string, AccountId>();
  /** By device: the last one to sign in there. */
  const keys = new Map<string, { readonly account: Session['account']; readonly key: DeviceKey }>();
  const challenges = new Map<string, string>();
  const arrived: string[] = [];
  const bugs: unknown[] = [];

  async function push(accountId: AccountId, body: unknown): Promise<Response> {
    const parsed = pushRequestSchema.safeParse(body);
    if (!parsed.success) return refuse(400, 'malformed-request');
    const { deviceId, app, waiting, mutations } = parsed.data;
    const posyanduIds = (await store.grantsOf(accountId)).map(({ posyanduId }) => posyanduId);
    const answer = await applyPush(
      seen,
      mutations,
      {
        pushedBy: accountId,
        nowMs: now(),
        today: new Date(now() + 14 * 3_600_000).toISOString().slice(0, 10),
        decidedBy: null,
      },
      { deviceId, posyanduIds },
    );
    for (const posyanduId of posyanduIds) {
      await seen.noteDevice({ posyanduId, deviceId, accountId, app, nowMs: now(), waiting });
    }
    const epoch = await store.epoch();
    return json(200, { server: 'siposyandu', protocol: 1, epoch, nowMs: now(), ...answer });
  }

  async function pull(accountId: AccountId, body: unknown, accept: string): Promise<Response> {
    const parsed = pullRequestSchema.safeParse(body);
    if (!parsed.success) return refuse(400, 'malformed-request');
    const grants = await store.grantsOf(accountId);
    const pages: string[] = [];
    const limit = Math.min(parsed.data.limit, changesPerPage);
    for (let asked = { ...parsed.data, limit }; ;) {
      const page = await collectPull(seen, { accountId, grants }, asked, now());
      const next = askedAfter(asked, page);
      if (pages.length === 0 && (next === null || !accept.includes(PAGES_TYPE))) {
        return json(200, page);
      }
      pages.push(`${JSON.stringify(page)}\n`);
      if (next === null) break;
      asked = { ...asked, ...next };
    }
    return new Response(pages.join(''), { headers: { 'content-type': PAGES_TYPE } });
  }

  async function sessionOf(account: Session['account']): Promise<Session> {
    const grants = await store.grantsOf(account.id);
    return { server: 'siposyandu', account, grants, puskesmas: null, practice: false };
  }

  /** Whom the key of this device speaks for; `null` when it does not. */
  async function renewedBy(body: unknown): Promise<Session['account'] | null> {
    const request = renewalRequestSchema.parse(body);
    const { deviceId, accountId, nonce } = request;
    const isChallenged = challenges.get(nonce) === deviceId;
    challenges.delete(nonce);
    const known = keys.get(deviceId);
    if (!isChallenged || known?.account.id !== accountId) return null;
    const isGood = await verifies(
      known.key,
      Buffer.from(renewalMessage(request)),
      Buffer.from(request.signature, 'base64url'),
    );
    return isGood ? known.account : null;
  }

  return {
    store,
    arrived,
    bugs,
    addAccount: (account) => accounts.set(account.username, account),
    forgetSessions: () => sessions.clear(),
    forgetKeys: () => keys.clear(),
    browser() {
      let cookie = '';

      async function answer(method: string, path: string, init: RequestInit): Promise<Response> {
        const headers = new Headers(init.headers);
        if (method !== 'GET' && headers.get('x-siposyandu') !== '1') {
          return refuse(403, 'cross-site');
        }
        const body = readBody(init);
        if (path === '/api/session' && method === 'POST') {
          const { username, password, deviceId, deviceKey } = signInRequestSchema.parse(body);
          const account = accounts.get(username);
          if (account === undefined || password !== PASSWORD) {
            return refuse(401, 'wrong-credentials');
          }
          if (deviceId !== null) keys.delete(deviceId);
          if (deviceId !== null && deviceKey) keys.set(deviceId, { account, key: deviceKey });
          cookie = randomUUID();
          sessions.set(cookie, account.id);
          return json(200, await sessionOf(account));
        }
        if (path === '/api/session/challenge') {
          const nonce = randomBytes(32).toString('base64url');
          challenges.set(nonce, challengeRequestSchema.parse(body).deviceId);
          return json(200, { server: 'siposyandu', nonce });
        }
        if (path === '/api/session/renew') {
          const account = await renewedBy(body);
          if (account === null) return refuse(401, 'not-signed-in');
          cookie = randomUUID();
          sessions.set(cookie, account.id);
          return json(200, await sessionOf(account));
        }
        if (path === '/api/session' && method === 'DELETE') {
          sessions.delete(cookie);
          cookie = '';
          return new Response(null, { status: 204 });
        }
        const accountId = sessions.get(cookie);
        if (accountId === undefined) return refuse(401, 'not-signed-in');
        if (path === '/api/sync/push') return push(accountId, body);
        if (path === '/api/sync/pull') return pull(accountId, body, headers.get('accept') ?? '');
        return refuse(404, 'not-found');
      }

      return async (path, init) => {
        const method = init.method ?? 'GET';
        arrived.push(`${method} ${path}`);
        try {
          return await answer(method, path, init);
        } catch (error) {
          bugs.push(error);
          return refuse(500, 'internal');
        }
      };
    },
  };
}

export function readBody(init: RequestInit): unknown {
  if (init.body === undefined || init.body === null) return null;
  if (typeof init.body === 'string') return JSON.parse(init.body);
  return JSON.parse(gunzipSync(new Uint8Array(init.body as ArrayBuffer)).toString());
}

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  const text = JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

export function refuse(
  status: number,
  error: string,
  headers: Record<string, string> = {},
): Response {
  return json(status, { server: 'siposyandu', error }, headers);
}
