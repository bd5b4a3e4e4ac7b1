import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { messages } from '#server/messages.ts';
import { startPostgres, type EmbeddedPostgres } from '#server/postgres/supervisor.ts';
import {
  emptyDataDir,
  query,
  removePreparedAtEnd,
  usedDataDir,
} from '../../support/postgres-process.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
removePreparedAtEnd();

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  onTestFinished(() => postgres.stop());
  return postgres;
}

test('a backup put back with a plain copy works, whatever rights the copy got', async () => {
  // `usedDataDir` copies as the person at the terminal would: owned by them.
  const dataDir = await usedDataDir(null);
  chmodSync(join(dataDir, 'postgres'), 0o755);

  const { connection } = await start(dataDir);
  expect(await query(connection, 'select count(*)::int as rows from weighing')).toEqual([
    { rows: 0 },
  ]);
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
});

test('data of another major version are refused and left as they are', async () => {
  const dataDir = await usedDataDir(null);
  const version = join(dataDir, 'postgres', 'PG_VERSION');
  writeFileSync(version, '15\n');

  await expect(start(dataDir)).rejects.toThrow(messages.otherMajorVersion('15', 18));
  expect(readFileSync(version, 'utf8')).toBe('15\n');
});

test('a folder with something else in it is refused and left as it is', async () => {
  const dataDir = emptyDataDir(null);
  const folder = join(dataDir, 'postgres');
  mkdirSync(folder);
  writeFileSync(join(folder, 'surat.txt'), 'punya orang lain');

  await expect(start(dataDir)).rejects.toThrow(messages.dataDirForeign(folder));
  expect(readdirSync(dataDir)).toEqual(['postgres']);
  expect(readdirSync(folder)).toEqual(['surat.txt']);
});

test('a place that cannot be written is named, with the system’s code', async () => {
  const file = join(emptyDataDir(null), 'berkas');
  writeFileSync(file, '');
  await expect(start(join(file, 'data'))).rejects.toThrow(
    messages.dataDirUnwritable(join(file, 'data'), 'ENOTDIR'),
  );
});

test('what a killed first start left is cleared away, what another first start is making is not', async () => {
  const dataDir = await usedDataDir(null);
  for (const [name, minutesAgo] of [
    ['postgres.new-old', 30],
    ['postgres.new-young', 1],
  ] as const) {
    mkdirSync(join(dataDir, name));
    const time = new Date(Date.now() - minutesAgo * 60_000);
    utimesSync(join(dataDir, name), time, time);
  }

  await start(dataDir);
  expect(existsSync(join(dataDir, 'postgres.new-old'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres.new-young'))).toBe(true);
});
