/** The queue of OpenMRS's offline module as it is, with a handler that posts one encounter. */

import {
  getSynchronizationItems,
  queueSynchronizationItem,
  runSynchronization,
  setupOfflineSync,
} from '@openmrs/esm-offline';
import { online, timed, weighing } from './common.js';

const TYPE = 'weighing';
const CHILD = '7a0a3a0e-2a4b-4a64-8c0e-0d6a7e1f9b55';

setupOfflineSync(TYPE, [], async (content, { abort }) => {
  const answer = await fetch('/api/encounter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
    signal: abort.signal,
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
});

globalThis.bench = {
  firstLoad: () => Promise.reject(new Error('it only sends')),
  save: (count) =>
    timed(async () => {
      for (let index = 0; index < count; index += 1) {
        const content = weighing(CHILD, index);
        await queueSynchronizationItem(TYPE, content, { id: content.id, displayName: 'Timbang' });
      }
    }),
  async pushWhenOnline() {
    await online();
    return timed(runSynchronization);
  },
  pull: () => Promise.reject(new Error('it only sends')),
  held: async () => ({ records: 0, unsent: (await getSynchronizationItems(TYPE)).length }),
};
