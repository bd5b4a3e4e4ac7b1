// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createServices, type RunningServices } from '#client/create-services.ts';
import type { Fetch } from '#client/sync/platform.ts';
import { aGrant, aProfile, anAccount } from '../../support/builders.ts';
import { createMemoryServer, PASSWORD, type MemoryServer } from '../../support/memory-server.ts';
import { createWorld, type TestWorld } from '../../support/phone.ts';

const kader = anAccount({ username: 'kader.satu' });
const grant = aGrant();

let server: MemoryServer;
let world: TestWorld;
let network: Fetch;
let dbName: string;
let opened: RunningServices | null;

beforeEach(() => {
  server = createMemoryServer({ now: () => world.nowMs });
  server.addAccount(kader);
  server.store.open(grant, [kader.id]);
  network = server.browser();
  world = createWorld((path, init) => network(path, init), { subtle: crypto.subtle });
  dbName = `phone-${randomUUID()}`;
  opened = null;
  return () => opened?.stop();
});

/** The app is opened, by a browser that has lost its cookie. */
function open(): RunningServices {
  network = server.browser();
  opened = createServices({ dbName, app: 'test', platform: world.platform });
  return opened;
}

async function close(): Promise<void> {
  await opened?.stop();
  opened = null;
}

/** The database and the keys need turns of the event loop for everything. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 15; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) {
    await turns();
    world.pass(1_000);
  }
  await turns();
}

async function visit(forSeconds: number): Promise<void> {
  const { records } = open();
  await records.registerChild(aProfile({ name: 'Anak Uji' }), {});
  await seconds(forSeconds);
  await close();
}

async function signedInOnce(): Promise<void> {
  const { session } = open();
  expect(await session.signIn(kader.username, PASSWORD)).toBeNull();
  await seconds(2);
  await close();
}

const arrived = () => server.store.journal(grant.posyanduId).length;

test('a phone whose browser loses every cookie sends at each visit, however short, one upon the other', async () => {
  await signedInOnce();
  for (let visits = 1; visits <= 8; visits += 1) {
    await visit(2);
    expect(arrived()).toBe(visits);
  }
});

test('so it does when all it had saved up went on tries that led nowhere', async () => {
  await signedInOnce();
  open();
  network = () => Promise.reject(new TypeError('no network here'));
  for (let taps = 0; taps < 8; taps += 1) {
    world.fire('online');
    await turns();
  }
  await close();
  for (let visits = 1; visits <= 5; visits += 1) await visit(6);
  expect(arrived()).toBeGreaterThanOrEqual(4);
});

test('so it does at a visit a day after such tries, at once', async () => {
  await signedInOnce();
  open();
  network = () => Promise.reject(new TypeError('no network here'));
  for (let taps = 0; taps < 8; taps += 1) {
    world.fire('online');
    await turns();
  }
  await close();
  world.pass(86_400_000);
  await visit(1);
  expect(arrived()).toBe(1);
});
