import { spawnSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { messages } from '#server/messages.ts';
import type { Connection } from '#server/postgres/supervisor.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { createTestDatabase } from '../../support/postgres.ts';

function urlOf({ host, port, user, database }: Connection): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${String(port)}`;
}

test('after a backup was put back, phones meet a history they do not know', async () => {
  const { db, connection, drop } = await createTestDatabase();
  onTestFinished(drop);
  const store = createSyncStore(db);
  const before = await store.epoch();

  const { status, stdout } = spawnSync(process.execPath, ['src/server/cli/restored.ts'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: urlOf(connection) },
  });

  expect({ status, said: stdout.trim() }).toEqual({ status: 0, said: messages.historyBegun });
  expect(await store.epoch()).not.toBe(before);
});
