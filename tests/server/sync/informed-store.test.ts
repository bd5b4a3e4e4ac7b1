import { expect, test } from 'vitest';
import { accountIdSchema, deviceIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import { informedStore, NOTED_AGAIN_AFTER_MS } from '#server/sync/informed-store.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { createMemorySyncStore } from '../../support/memory-sync-store.ts';

const posyanduId = posyanduIdSchema.parse('0b0e7f9e-6f3c-4c55-9b57-0f6a3c1d1e01');
const elsewhere = posyanduIdSchema.parse('0b0e7f9e-6f3c-4c55-9b57-0f6a3c1d1e02');
const accountId = accountIdSchema.parse('0b0e7f9e-6f3c-4c55-9b57-0f6a3c1d1e03');
const another = accountIdSchema.parse('0b0e7f9e-6f3c-4c55-9b57-0f6a3c1d1e04');
const deviceId = deviceIdSchema.parse('0b0e7f9e-6f3c-4c55-9b57-0f6a3c1d1e05');
const otherDevice = deviceIdSchema.parse('0b0e7f9e-6f3c-4c55-9b57-0f6a3c1d1e06');

const HEARD_MS = 1_000_000;

/** A store that tells what it was asked. */
function listening() {
  const asked: string[] = [];
  const store: SyncStore = {
    ...createMemorySyncStore(),
    epoch: async () => {
      asked.push('epoch');
      return 'asked';
    },
    everGranted: async () => {
      asked.push('everGranted');
      return false;
    },
    feed: async () => {
      asked.push('feed');
      return { counter: 8, changes: [] };
    },
    noteDevice: async () => {
      asked.push('noteDevice');
    },
  };
  const heard = { accountId, app: 'test', waiting: 3, pushedAtMs: HEARD_MS, pulledAtMs: null };
  const places = [{ posyanduId, counter: 7, heard }];
  return { asked, informed: informedStore(store, { epoch: 'e', accountId, deviceId, places }) };
}

test('what came with the session is not asked again', async () => {
  const { asked, informed } = listening();
  expect(await informed.epoch()).toBe('e');
  expect(await informed.everGranted(accountId, posyanduId)).toBe(true);
  expect(await informed.everGranted(accountId, elsewhere)).toBe(false);
  expect(await informed.feed(posyanduId, 7, 100)).toEqual({ counter: 7, changes: [] });
  expect(asked).toEqual([]);
});

test('whatever differs from it is asked', async () => {
  const { asked, informed } = listening();
  expect(await informed.feed(posyanduId, 6, 100)).toEqual({ counter: 8, changes: [] });
  expect(await informed.feed(posyanduId, 8, 100)).toEqual({ counter: 8, changes: [] });
  expect(await informed.feed(elsewhere, 7, 100)).toEqual({ counter: 8, changes: [] });
  await informed.everGranted(another, posyanduId);
  expect(asked).toEqual(['feed', 'feed', 'feed', 'everGranted']);
});

const said = { posyanduId, deviceId, accountId, app: 'test', waiting: 3, nowMs: HEARD_MS };

test.each([
  ['the same a minute later', { nowMs: HEARD_MS + NOTED_AGAIN_AFTER_MS }, 0],
  ['the same after more than a minute', { nowMs: HEARD_MS + NOTED_AGAIN_AFTER_MS + 1 }, 1],
  ['from a clock that was put back', { nowMs: HEARD_MS - 1 }, 1],
  ['less waits', { waiting: 2 }, 1],
  ['another app', { app: 'newer' }, 1],
  ['another person', { accountId: another }, 1],
  ['another device than the session is of', { deviceId: otherDevice }, 1],
  ['another posyandu', { posyanduId: elsewhere }, 1],
  ['a pull, the first', { waiting: null }, 1],
] as const)('of what a phone says of itself is noted: %s', async (_name, change, times) => {
  const { asked, informed } = listening();
  await informed.noteDevice({ ...said, ...change });
  expect(asked).toHaveLength(times);
});
