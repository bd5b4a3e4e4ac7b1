// @vitest-environment node
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DRAFT_KEPT_MS } from '#client/data/drafts.ts';
import { createVillage, type Village, type VillagePhone } from '../../support/village.ts';

let village: Village;
let phone: VillagePhone;

beforeEach(async () => {
  village = createVillage();
  phone = await village.phone();
});
afterEach(() => village.stop());

/** The server's clock as the phone hears it, whatever the test's server says. */
const serverSays = (nowMs: number) =>
  phone.network.rewrite('/api/sync/pull', (body) => ({ ...body, nowMs }));

test('a draft that nobody came back to goes after 60 days, with the sync that hears the server', async () => {
  const savedAtMs = phone.world.nowMs;
  await phone.records.saveDraft('old', { weight: '8' });
  await phone.sync.syncNow();
  phone.world.nowMs += DRAFT_KEPT_MS - 1;
  await phone.records.saveDraft('new', { weight: '9' });
  serverSays(phone.world.nowMs);
  await phone.sync.syncNow();
  expect(await phone.records.draft('old')).not.toBeNull();

  phone.world.nowMs = savedAtMs + DRAFT_KEPT_MS + 1;
  serverSays(phone.world.nowMs);
  await phone.sync.syncNow();
  expect(await phone.records.draft('old')).toBeNull();
  expect(await phone.records.draft('new')).toEqual({ weight: '9' });
});

test('a draft written on a phone years behind is as young as it is by the server’s clock', async () => {
  const trueMs = phone.world.nowMs;
  phone.world.nowMs -= 10 * 365 * 86_400_000;
  await phone.sync.syncNow();
  await phone.records.saveDraft('today', { weight: '8' });
  phone.world.nowMs = trueMs;
  await phone.sync.syncNow();
  expect(await phone.records.draft('today')).toEqual({ weight: '8' });
});

test('a draft typed while the phone’s clock was years behind outlasts the clock being set', async () => {
  await phone.sync.syncNow();
  const trueMs = phone.world.nowMs;
  phone.world.nowMs -= 10 * 365 * 86_400_000;
  await phone.records.saveDraft('today', { weight: '8' });
  phone.world.nowMs = trueMs;
  await phone.sync.syncNow();
  await phone.sync.syncNow();
  expect(await phone.records.draft('today')).toEqual({ weight: '8' });
});
