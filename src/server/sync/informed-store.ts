/** A store that is not asked again for what a request knows of it already. */

import type { AccountId, DeviceId, PosyanduId } from '#domain/ids.ts';
import type { SyncStore } from './store.ts';

/** How a posyandu stood when the request came in. */
interface Standing {
  readonly posyanduId: PosyanduId;
  readonly counter: number;
  readonly heard: {
    readonly accountId: AccountId;
    readonly app: string;
    readonly waiting: number;
    readonly pushedAtMs: number | null;
    readonly pulledAtMs: number | null;
  } | null;
}

interface Known {
  readonly epoch: string;
  /** Whoever asks. */
  readonly accountId: AccountId;
  /** The device that `heard` tells of. */
  readonly deviceId: DeviceId | null;
  /** Every posyandu this account was ever granted. */
  readonly places: readonly Standing[];
}

/** When a phone was last heard of is exact to this; half of all that it asks brings nothing else to write. */
export const NOTED_AGAIN_AFTER_MS = 60_000;

/** For the one request that `known` was read for, and no longer. */
export function informedStore(store: SyncStore, known: Known): SyncStore {
  const places = new Map(known.places.map((place) => [place.posyanduId, place]));
  return {
    ...store,
    epoch: async () => known.epoch,

    async everGranted(accountId, posyanduId) {
      return accountId === known.accountId
        ? places.has(posyanduId)
        : store.everGranted(accountId, posyanduId);
    },

    async feed(posyanduId, after, limit, inside) {
      const counter = places.get(posyanduId)?.counter;
      if (counter === after) return { counter, changes: [] };
      return store.feed(posyanduId, after, limit, inside);
    },

    async noteDevice(note) {
      const heard = places.get(note.posyanduId)?.heard ?? null;
      if (note.deviceId === known.deviceId && heard !== null && isKnown(heard, note)) return;
      await store.noteDevice(note);
    },
  };
}

type Note = Parameters<SyncStore['noteDevice']>[0];

function isKnown(heard: NonNullable<Standing['heard']>, note: Note): boolean {
  const { accountId, app, waiting, nowMs } = note;
  const atMs = waiting === null ? heard.pulledAtMs : heard.pushedAtMs;
  return (
    heard.accountId === accountId &&
    heard.app === app &&
    (waiting === null || heard.waiting === waiting) &&
    atMs !== null &&
    atMs <= nowMs &&
    nowMs - atMs <= NOTED_AGAIN_AFTER_MS
  );
}
