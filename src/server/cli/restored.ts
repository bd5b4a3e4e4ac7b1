/** `npm run -s restored`: to be run once after a backup was put back, before phones come. */

import { messages } from '#server/messages.ts';
import { beginNewHistory } from '#server/store/new-history.ts';
import { withDatabase } from './with-database.ts';

process.exitCode = await withDatabase(console.error, async (db) => {
  await beginNewHistory(db);
  console.log(messages.historyBegun);
  return 0;
});
