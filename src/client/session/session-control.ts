/** Sign-in as screens use it. The phone's own copy decides what is shown; the network is needed only to sign in. */

import type { PhoneDb } from '#client/data/db.ts';
import { readSession, type IdSource } from '#client/data/meta.ts';
import type { SessionRow } from '#client/data/rows.ts';
import type { SessionControl, SignedIn } from '#client/services.ts';
import type { SessionApi } from './session-api.ts';
import {
  deviceIdOf,
  dropSession,
  keepSession,
  owesSignOut,
  signOutHeard,
  switchPosyandu,
} from './session-store.ts';

export interface SessionDeps {
  readonly db: PhoneDb;
  readonly api: SessionApi;
  readonly ids: IdSource;
  readonly onSignIn: () => void;
}

export interface SessionKeeper extends SessionControl {
  /** Shows what the phone keeps now. */
  show(row: SessionRow | null): void;
  /** Tells the server of a sign-out it has not heard of; for the start and a returning network. */
  settleSignOut(): Promise<void>;
}

export function createSessionControl({ db, api, ids, onSignIn }: SessionDeps): SessionKeeper {
  const listeners = new Set<() => void>();
  let current: SignedIn | null | undefined;
  let settling: Promise<void> = Promise.resolve();

  function show(row: SessionRow | null): void {
    const next = row === null ? null : signedIn(row);
    if (current !== undefined && JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    for (const listener of listeners) listener();
  }

  async function showStored(): Promise<void> {
    show(await readSession(db));
  }

  /** One after the other: a late answer to a sign-out must not take the cookie of a sign-in after it. */
  function settleSignOut(): Promise<void> {
    settling = settleAfter(settling);
    return settling;
  }

  async function settleAfter(earlier: Promise<void>): Promise<void> {
    await earlier;
    try {
      if ((await owesSignOut(db)) && (await api.signOut())) await signOutHeard(db);
    } catch {
      // The database is closed or gone: it is still owed, and told at the next start.
    }
  }

  return {
    show,
    settleSignOut,
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async signIn(username, password) {
      await settling;
      const answer = await api.signIn(username, password, await deviceIdOf(db, ids));
      if (!answer.ok) return answer.error;
      await keepSession(db, ids, answer.value);
      await showStored();
      onSignIn();
      return null;
    },
    async signOut() {
      await dropSession(db, ids.nowMs());
      await showStored();
      void settleSignOut();
    },
    async choosePosyandu(id) {
      await switchPosyandu(db, id);
      await showStored();
    },
    serverInfo: () => api.info(),
  };
}

function signedIn({ account, grants, practice, posyanduId, expired }: SessionRow): SignedIn {
  return {
    accountId: account.id,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    practice,
    grants,
    posyandu: grants.find((grant) => grant.posyanduId === posyanduId) ?? null,
    expired,
  };
}
