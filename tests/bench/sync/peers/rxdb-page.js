/** RxDB on its free storage over Dexie, replication left running as its guide has it; pages of 500 down and 200 up. */

import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { online, timed, weighing } from './common.js';

const DOWN_AT_ONCE = 500;
const UP_AT_ONCE = 200;

const database = await createRxDatabase({
  name: 'posyandu',
  storage: getRxStorageDexie(),
  // One page only, so that nothing waits to be elected.
  multiInstance: false,
});
const anything = { type: ['object', 'null'], additionalProperties: true };
await database.addCollections({
  records: {
    schema: {
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: {
        id: { type: 'string', maxLength: 36 },
        kind: { type: 'string', maxLength: 10 },
        profile: anything,
        fieldVersions: anything,
        event: anything,
        review: anything,
      },
      required: ['id', 'kind'],
    },
  },
});
const { records } = database;
let replication = null;
let unsent = 0;

/** Resolves when so many have gone by. */
function passing(stream, count) {
  return new Promise((resolve) => {
    let seen = 0;
    const subscription = stream.subscribe(() => {
      seen += 1;
      if (seen < count) return;
      subscription.unsubscribe();
      resolve();
    });
  });
}

function start() {
  replication = replicateRxCollection({
    collection: records,
    replicationIdentifier: 'bench',
    live: true,
    pull: {
      batchSize: DOWN_AT_ONCE,
      async handler(checkpoint, limit) {
        const answer = await fetch(`/api/pull?seq=${checkpoint?.seq ?? 0}&limit=${limit}`);
        return answer.json();
      },
    },
    push: {
      batchSize: UP_AT_ONCE,
      async handler(rows) {
        const answer = await fetch('/api/push', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(rows),
        });
        return answer.json();
      },
    },
  });
}

globalThis.bench = {
  async firstLoad() {
    const ms = await timed(() => {
      start();
      return replication.awaitInitialReplication();
    });
    return { ms, signInMs: null };
  },
  async save(count) {
    const child = await records.findOne({ selector: { kind: 'child' } }).exec();
    const ms = await timed(async () => {
      for (let index = 0; index < count; index += 1) {
        await records.insert(weighing(child.id, index));
      }
    });
    unsent += count;
    return ms;
  },
  async pushWhenOnline() {
    const sent = passing(replication.sent$, unsent);
    await online();
    return timed(async () => {
      await sent;
      await replication.awaitInSync();
      unsent = 0;
    });
  },
  pull() {
    return timed(async () => {
      const received = passing(replication.received$, 20);
      replication.reSync();
      await received;
      await replication.awaitInSync();
    });
  },
  held: async () => ({ records: await records.count().exec(), unsent }),
};
