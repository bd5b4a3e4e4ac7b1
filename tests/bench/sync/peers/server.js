/** What the other programs sync with, in a process of its own, as ours has: `node server.js pouchdb | rxdb | openmrs`. */

import { once } from 'node:events';
import compression from 'compression';
import express from 'express';
import expressPouchDb from 'express-pouchdb';
import PouchDB from 'pouchdb';
import memoryAdapter from 'pouchdb-adapter-memory';

const [, , kind] = process.argv;
const app = express();
// Behind all of them stands something that packs, in the field.
app.use(compression());

const { begin, change } = await { pouchdb, rxdb, openmrs }[kind]();

process.on('message', (message) => void answer(message));
process.on('disconnect', () => process.exit());

async function answer({ docs, fresh }) {
  if (docs !== undefined) {
    await begin(docs);
    const listening = app.listen(0, 'localhost');
    await once(listening, 'listening');
    process.send({ port: listening.address().port });
    return;
  }
  await change(fresh);
  process.send({ done: true });
}

/** CouchDB's protocol by PouchDB itself, everything in memory: kinder than a CouchDB on a disk. */
async function pouchdb() {
  PouchDB.plugin(memoryAdapter);
  const InMemory = PouchDB.defaults({ adapter: 'memory' });
  const db = new InMemory('posyandu');
  app.use(
    '/api/db',
    expressPouchDb(InMemory, {
      mode: 'minimumForPouchDB',
      inMemoryConfig: true,
      logPath: '/dev/null',
    }),
  );
  const put = (docs) => db.bulkDocs(docs.map(({ id, ...rest }) => ({ _id: id, ...rest })));
  return { begin: put, change: put };
}

/** Two routes as RxDB's own guide to replication over HTTP describes them, with its check for conflicts; in memory. */
async function rxdb() {
  const held = new Map();
  let seq = 0;
  const put = (doc) => {
    seq += 1;
    held.delete(doc.id);
    held.set(doc.id, { seq, doc });
  };
  app.use(express.json({ limit: '5mb' }));
  app.get('/api/pull', ({ query }, response) => {
    const after = Number(query.seq);
    const limit = Number(query.limit);
    const page = [];
    for (const row of held.values()) {
      if (row.seq <= after) continue;
      page.push(row);
      if (page.length === limit) break;
    }
    response.json({
      documents: page.map(({ doc }) => ({ ...doc, _deleted: false })),
      checkpoint: { seq: page.at(-1)?.seq ?? after },
    });
  });
  app.post('/api/push', ({ body }, response) => {
    const conflicts = [];
    for (const { newDocumentState, assumedMasterState } of body) {
      const master = held.get(newDocumentState.id)?.doc;
      const agrees = JSON.stringify(master) === JSON.stringify(assumedMasterState ?? undefined);
      if (master !== undefined && !agrees) conflicts.push({ ...master, _deleted: false });
      else put(newDocumentState);
    }
    response.json(conflicts);
  });
  const putAll = async (docs) => docs.forEach(put);
  return { begin: putAll, change: putAll };
}

/** Takes one encounter a request, as OpenMRS's own server does; in memory. */
async function openmrs() {
  const held = [];
  app.use(express.json());
  app.post('/api/encounter', ({ body }, response) => {
    held.push(body);
    response.status(201).json({ uuid: body.id });
  });
  return { begin: async () => undefined, change: async () => undefined };
}
