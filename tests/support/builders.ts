/** People and places of the tests, all invented: a test states only what is special. */

import type { Grant } from '#protocol/pull.ts';
import type { Session } from '#protocol/session.ts';
import { newAccountId, newPosyanduId } from './mutations.ts';

export { aProfile, theMeasurement } from './mutations.ts';

export function aGrant(over: Partial<Grant> = {}): Grant {
  return {
    posyanduId: newPosyanduId(),
    posyanduName: 'Posyandu Uji',
    villageName: 'Desa Uji',
    puskesmasName: 'Puskesmas Uji',
    ...over,
  };
}

export function anAccount(over: Partial<Session['account']> = {}): Session['account'] {
  return {
    id: newAccountId(),
    username: 'kader.uji',
    displayName: 'Kader Uji',
    role: 'kader',
    ...over,
  };
}

export function aSession(over: Partial<Session> = {}): Session {
  return {
    server: 'siposyandu',
    account: anAccount(),
    grants: [aGrant()],
    puskesmas: null,
    practice: false,
    ...over,
  };
}
