/** Sign-in as screens use it. The phone's own copy decides what is shown; the network is needed only to sign in. */

import type { PhoneDb } from '#client/data/db.ts';
import { readSession, type IdSource } from '#client/data/meta.ts';
import type { SessionRow } from '#client/data/rows.ts';
import type { Refusal, SessionControl, SignedIn, SignInProblem } from '#client/services.ts';
import { deviceKeyOf } from './device-key.ts';
import type { SessionApi } from './session-api.ts';
import {
  deviceIdOf,
  dropSession,
  keepSession,
  owesSignOut,
  signOutHeard,
  switchPosyandu,
} from './session-store.ts';
import type { InTurn } from './turns.ts';

export interface SessionDeps {
  readonly db: PhoneDb;
  readonly api: SessionApi;
  readonly ids: IdSource;
  /** `null` where the browser has none. */
  readonly subtle: SubtleCrypto | null;
  readonly inTurn: InTurn;
  readonly onSignIn: () => void;
}

export interface SessionKeeper extends SessionControl {
  /** Shows what the phone keeps now. */
  show(row: SessionRow | null): void;
  /** Tells the server of a sign-out it has not heard of; for the start and a returning network. */
  settleSignOut(): Promise<void>;
  /** A save has failed. @param why it was turned away; `null` for every other reason */
  noteFailedSave(why: Refusal | null): void;
}

export function createSessionControl(deps: SessionDeps): SessionKeeper {
  const { db, api, ids, subtle, inTurn, onSignIn } = deps;
  const listeners = new Set<() => void>();
  let current: SignedIn | null | undefined;
  let refusal: Refusal | null = null;

  function show(row: SessionRow | null): void {
    const next = row === null ? null : signedIn(row);
    if (current !== undefined && JSON.stringify(next) === JSON.stringify(current)) return;
    // Whoever was turned away is back. One still shown, only because the other is not heard of yet, is not.
    if (refusal !== null && !belongs(current, refusal) && belongs(next, refusal)) refusal = null;
    current = next;
    tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function noteFailedSave(why: Refusal | null): void {
    refusal = why;
    tell();
  }

  async function showStored(): Promise<void> {
    show(await readSession(db));
  }

  function settleSignOut(): Promise<void> {
    return inTurn(async () => {
      try {
        if ((await owesSignOut(db)) && (await api.signOut())) await signOutHeard(db);
      } catch {
        // The database is closed or gone: it is still owed, and told at the next start.
      }
    });
  }

  async function signIn(username: string, password: string): Promise<SignInProblem | null> {
    const deviceId = await deviceIdOf(db, ids);
    const deviceKey = await deviceKeyOf(db, subtle);
    const answer = await api.signIn(username, password, { deviceId, deviceKey });
    if (!answer.ok) return answer.error;
    await keepSession(db, ids, answer.value, deviceKey === null ? null : deviceId);
    // Asked for before the screens are drawn, the first page is on its way meanwhile.
    onSignIn();
    await showStored();
    return null;
  }

  return {
    show,
    settleSignOut,
    noteFailedSave,
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn: (username, password) => inTurn(() => signIn(username, password)),
    async signOut() {
      await dropSession(db, ids.nowMs());
      await showStored();
      void settleSignOut();
    },
    async choosePosyandu(id) {
      await switchPosyandu(db, id);
      await showStored();
    },
    refusal: () => refusal,
    acknowledgeRefusal: () => noteFailedSave(null),
    serverInfo: () => api.info(),
  };
}

function belongs(who: SignedIn | null | undefined, { posyanduId }: Refusal): boolean {
  return who?.role === 'kader' && who.grants.some((grant) => grant.posyanduId === posyanduId);
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
