/** PouchDB with its stock settings: the browser's usual adapter, batches of 100. */

import PouchDB from 'pouchdb-browser';
import { online, timed, weighing } from './common.js';

const db = new PouchDB('posyandu');
const remote = new PouchDB(`${location.origin}/api/db/posyandu`);
let unsent = 0;

globalThis.bench = {
  async firstLoad() {
    return { ms: await timed(() => db.replicate.from(remote)), signInMs: null };
  },
  async save(count) {
    const { rows } = await db.allDocs({ limit: 50, include_docs: true });
    const child = rows.find(({ doc }) => doc.kind === 'child').id;
    const ms = await timed(async () => {
      for (let index = 0; index < count; index += 1) {
        const { id, ...rest } = weighing(child, index);
        await db.put({ _id: id, ...rest });
      }
    });
    unsent += count;
    return ms;
  },
  async pushWhenOnline() {
    await online();
    return timed(async () => {
      const { docs_written: written } = await db.replicate.to(remote);
      unsent -= written;
    });
  },
  pull: () => timed(() => db.replicate.from(remote)),
  held: async () => ({ records: (await db.info()).doc_count, unsent }),
};
