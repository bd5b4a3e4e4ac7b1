/**
 * `npm run -s rebuild`: writes the tables of children and events anew from the
 * journal. With `--check` it changes nothing and only says where they differ.
 */

import { parseArgs } from 'node:util';
import { messages } from '#server/messages.ts';
import { changesOf, compareWithJournal, isEqual } from '#server/rebuild/rebuild.ts';
import { beginNewHistory } from '#server/store/new-history.ts';
import { allPosyandu, inRebuild } from '#server/store/rebuild-store.ts';
import { withDatabase } from './with-database.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

process.exitCode = await withDatabase(console.error, async (db) => {
  let different = 0;
  let mutations = 0;
  let records = 0;
  let removed = 0;
  const posyandu = await allPosyandu(db);
  for (const id of posyandu) {
    const comparison = await inRebuild(db, id, async (tx) => {
      const found = compareWithJournal(tx.stored, Date.now());
      if (!values.check && changesOf(found.repair) > 0) await tx.write(found.repair);
      return found;
    });
    mutations += comparison.mutations;
    records += comparison.equal;
    const { strangers } = comparison.repair;
    if (!values.check) removed += strangers.children.length + strangers.events.length;
    if (isEqual(comparison)) continue;
    different += 1;
    const changes = changesOf(comparison.repair);
    console.log(messages.posyanduDiffers(id, changes, comparison.refusedNow));
  }
  // A phone does not hear of a row that is gone, unless it takes everything anew.
  if (removed > 0) await beginNewHistory(db);
  const summary = { posyandu: posyandu.length, mutations, records, different };
  console.log(values.check ? messages.rebuildChecked(summary) : messages.rebuilt(summary));
  return values.check && different > 0 ? 1 : 0;
});
