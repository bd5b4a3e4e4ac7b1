/** The kader's app as a person meets it: the real screens over real services, a server in memory and a network to switch off. */

import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { onTestFinished } from 'vitest';
import { App } from '#client/app/app.tsx';
import type { AppSurroundings } from '#client/app/kader-routes.tsx';
import type { RunningServices } from '#client/create-services.ts';
import type { Services } from '#client/services.ts';
import type { Fetch } from '#client/sync/platform.ts';
import { aGrant, anAccount } from './builders.ts';
import { createMemoryServer, json, PASSWORD, type MemoryServer } from './memory-server.ts';
import { createWorld, NOON, startPhone, type TestWorld } from './phone.ts';

export const TODAY = '2026-11-10';

/** A server with one posyandu and its kader, and a phone on a network that can be switched off. */
export function aVillage({
  nowMs = NOON,
  region,
}: { readonly nowMs?: number; readonly region?: string } = {}) {
  const account = anAccount();
  const grant = aGrant(region === undefined ? {} : { region });
  const server: MemoryServer = createMemoryServer({ now: () => nowMs });
  server.addAccount(account);
  server.store.open(grant, [account.id]);
  const network = { online: true, info: null as unknown };
  const way = server.browser();
  const fetch: Fetch = async (path, init) => {
    if (!network.online) throw new TypeError('Failed to fetch');
    if (path === '/api/info' && network.info !== null) return json(200, network.info);
    return way(path, init);
  };
  return { account, grant, server, network, world: createWorld(fetch, { nowMs }) };
}
export type Village = ReturnType<typeof aVillage>;

const NO_UPDATE: AppSurroundings = {
  version: '0.0.0-uji',
  update: {
    updateReady: () => false,
    subscribe: () => () => undefined,
    recheck: () => undefined,
    applyUpdate: () => undefined,
  },
  install: { current: () => null, subscribe: () => () => undefined },
};

interface OpenOptions {
  readonly path?: string;
  /** Of an earlier phone, to start that one again. */
  readonly dbName?: string;
  readonly surroundings?: Partial<AppSurroundings>;
  /** Stands between the screens and the phone, to make it fail. */
  readonly through?: (services: Services) => Services;
}

export interface OpenApp {
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly services: RunningServices;
  readonly world: TestWorld;
  readonly dbName: string;
  /** As the phone does that runs out of memory: nothing is told, nothing is finished. */
  kill(): Promise<void>;
}

export async function openApp(world: TestWorld, options: OpenOptions = {}): Promise<OpenApp> {
  const { path = '/', through = (services: Services) => services } = options;
  history.replaceState(null, '', path);
  const { services, dbName } = startPhone(world, options.dbName);
  const view = render(
    <App services={through(services)} surroundings={{ ...NO_UPDATE, ...options.surroundings }} />,
  );
  let stopped = false;
  const kill = async () => {
    if (stopped) return;
    stopped = true;
    view.unmount();
    await services.stop();
  };
  onTestFinished(kill);
  return { user: userEvent.setup(), services, world, dbName, kill };
}

/** A phone whose kader has signed in and holds the posyandu. */
export async function openSignedIn(village: Village, options: OpenOptions = {}): Promise<OpenApp> {
  const { services, dbName } = startPhone(village.world);
  await services.session.signIn(village.account.username, PASSWORD);
  await services.sync.syncNow();
  await services.stop();
  const app = await openApp(village.world, { ...options, dbName });
  await screen.findByRole('heading', { level: 1 });
  return app;
}
