/** What the desk's screens may use: the server, the clock, and who is signed in. */

import { createContext, useContext } from 'react';
import type { MutationId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';
import type { PuskesmasApi } from './puskesmas-api.ts';

export interface DeskServices {
  readonly api: PuskesmasApi;
  readonly nowMs: () => number;
  /** Calendar day by this computer's zone, ISO. */
  readonly today: () => string;
  /** Of something done at this desk, rising. */
  readonly newId: () => MutationId;
}

const ServicesContext = createContext<DeskServices | null>(null);
export const DeskServicesProvider = ServicesContext.Provider;

export function useDeskServices(): DeskServices {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useDeskServices outside DeskServicesProvider');
  return services;
}

const SessionContext = createContext<Session | null>(null);
export const DeskSessionProvider = SessionContext.Provider;

/** The session of the staff member at this desk; screens are shown only while there is one. */
export function useDeskSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useDeskSession outside DeskSessionProvider');
  return session;
}
