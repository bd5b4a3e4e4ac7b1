// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createServices } from '#client/create-services.ts';
import type { Fetch } from '#client/sync/platform.ts';
import { aProfile } from '../../support/builders.ts';
import { createMemoryServer, json, PASSWORD, refuse } from '../../support/memory-server.ts';
import { newPosyanduId } from '../../support/mutations.ts';
import { createWorld } from '../../support/phone.ts';
import { createVillage } from '../../support/village.ts';

type Answer = (path: string) => Response;

const { kader, grant } = createVillage();

const page = (over: object) => () =>
  json(200, {
    server: 'siposyandu',
    protocol: 1,
    epoch: 'e',
    nowMs: 1,
    grants: [grant],
    verdicts: [],
    have: [],
    feeds: [],
    ...over,
  });

const feed = (over: object) => ({
  feeds: [{ posyanduId: grant.posyanduId, mode: 'delta', to: 5, more: true, changes: [], ...over }],
});

/** The database needs some turns for everything. */
async function turns(count = 60) {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Two tabs of one phone with twelve children waiting, and a server that answers everything in one way from now on. */
async function insistAgainst(answer: Answer) {
  const server = createMemoryServer({ now: () => 0 });
  server.addAccount(kader);
  server.store.open(grant, [kader.id]);
  const browser = server.browser();
  let answered: Answer | null = null;
  const sentAt: number[] = [];
  const fetch: Fetch = (path, init) => {
    if (answered === null) return browser(path, init);
    sentAt.push(world.platform.clock.elapsedMs());
    return Promise.resolve(answered(path));
  };
  const world = createWorld(fetch);
  const dbName = `phone-${randomUUID()}`;
  const open = () => createServices({ dbName, app: 'test', platform: world.platform });
  const tabs = [open(), open()];
  const [first] = tabs;
  await first?.session.signIn(kader.username, PASSWORD);
  await turns();
  answered = answer;
  for (let children = 0; children < 12; children += 1) {
    await first?.records.registerChild(aProfile({ name: `Anak ${children}` }), {});
  }
  for (let second = 0; second < 100; second += 1) {
    world.fire('online');
    for (const tab of tabs) void tab.sync.syncNow();
    await turns();
    world.pass(1_000);
  }
  await Promise.all(tabs.map((tab) => tab.stop()));
  return Math.max(
    ...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 60_000).length),
  );
}

test.each<[string, Answer]>([
  ['who it is', () => refuse(401, 'not-signed-in')],
  ['that it is busy', () => refuse(429, 'busy')],
  ['that it is busy for a second', () => refuse(429, 'busy', { 'retry-after': '1' })],
  ['that it is broken', () => refuse(500, 'internal')],
  ['that it is too large', () => new Response('', { status: 413 })],
  ['with a page of a portal', () => new Response('<html>', { status: 200 })],
  ['well, but about nothing that was sent', page({})],
  ['that everything starts over, for ever', page(feed({ mode: 'reset' }))],
  ['that there is more, and never moves', page(feed({}))],
  ['of a posyandu nobody asked for', page(feed({ posyanduId: newPosyanduId() }))],
])('a server that answers %s hears at most twelve requests a minute', async (_what, answer) => {
  const most = await insistAgainst(answer);
  expect(most).toBeGreaterThan(2);
  expect(most).toBeLessThanOrEqual(12);
});
