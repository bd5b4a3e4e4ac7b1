import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { messages } from '#server/messages.ts';
import { packagedNativeDir } from '#server/postgres/binaries.ts';
import { SUPERUSER } from '#server/postgres/cluster.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { type EmbeddedPostgres, startPostgres } from '#server/postgres/supervisor.ts';
import {
  emptyDataDir,
  hold,
  processesOf,
  query,
  removePreparedAtEnd,
  usedDataDir,
  type User,
} from '../../support/postgres-process.ts';

const isRoot = process.getuid?.() === 0;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The package's programs where everybody may read them, wherever this project lies. */
let nativeDir: string;

beforeAll(() => {
  nativeDir = mkdtempSync(join(tmpdir(), 'siposyandu-native-'));
  cpSync(packagedNativeDir(), nativeDir, { recursive: true, verbatimSymlinks: true });
  chmodSync(nativeDir, 0o755);
});

afterAll(() => {
  rmSync(nativeDir, { recursive: true, force: true });
});

removePreparedAtEnd();

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

const ourselves: { as: string; user: User } = { as: isRoot ? 'root' : 'ordinary user', user: null };
const people = isRoot
  ? [ourselves, { as: 'ordinary user', user: { uid: idOf('-u'), gid: idOf('-g') } }]
  : [ourselves];

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  onTestFinished(() => postgres.stop());
  return postgres;
}

/** As Linux numbers them. */
const SCHED_BATCH = 3;

/** Field 41 of `/proc/PID/stat`, counted behind the name, which is the second and may hold blanks. */
function schedulingPolicyOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[41 - 3]);
}

async function postmasterPid(dataDir: string): Promise<number> {
  return (await readPidFile(join(dataDir, 'postgres')))?.pid ?? 0;
}

describe.each(people)('a server run by $as', ({ user }) => {
  const holdIn = (dataDir: string) =>
    hold({ dataDir, user, nativeDir: user === null ? null : nativeDir });

  test('makes a database that keeps what it acknowledges and that nobody else can reach', async () => {
    const dataDir = emptyDataDir(user);
    const { connection, stop } = await holdIn(dataDir);

    const [found] = await query(
      connection,
      `select current_setting('fsync') as fsync,
              current_setting('full_page_writes') as full_page_writes,
              current_setting('synchronous_commit') as synchronous_commit,
              current_setting('data_checksums') as data_checksums,
              current_setting('listen_addresses') as listen_addresses,
              datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding,
              rolsuper, rolcreaterole, rolbypassrls
       from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
    );
    expect(found).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      listen_addresses: '',
      datlocprovider: 'b',
      datlocale: 'C.UTF-8',
      encoding: 'UTF8',
      rolsuper: false,
      rolcreaterole: false,
      rolbypassrls: false,
    });

    const socketFolder = statSync(connection.host);
    expect(socketFolder.mode & 0o777).toBe(0o700);
    expect(socketFolder.uid).not.toBe(0);
    expect(statSync(`/proc/${await postmasterPid(dataDir)}`).uid).toBe(socketFolder.uid);
    await stop();
  });

  test('lets the server go on working when its statement wakes a process of the database', async () => {
    const { connection, stop } = await holdIn(emptyDataDir(user));
    const client = new pg.Client({ ...connection });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');

    expect(schedulingPolicyOf(rows[0]?.pid ?? 0)).toBe(SCHED_BATCH);

    await client.end();
    await stop();
  });

  test('leaves no process and no socket when it stops, and finds its data when it starts again', async () => {
    const dataDir = await usedDataDir(user);
    const first = await holdIn(dataDir);
    await query(first.connection, 'insert into weighing values (7800)');
    await first.stop();

    expect(processesOf(dataDir)).toEqual([]);
    expect(statSync(first.connection.host, { throwIfNoEntry: false })).toBeUndefined();

    const second = await holdIn(dataDir);
    expect(await query(second.connection, 'select grams from weighing')).toEqual([{ grams: 7800 }]);
    await second.stop();
  });

  test('takes over the Postgres of a server that was killed', async () => {
    const dataDir = await usedDataDir(user);
    const killed = await holdIn(dataDir);
    await query(killed.connection, 'insert into weighing values (7800)');
    const postmaster = await postmasterPid(dataDir);
    await killed.kill();

    const next = await holdIn(dataDir);
    expect(await postmasterPid(dataDir)).toBe(postmaster);
    expect(await query(next.connection, 'select grams from weighing')).toEqual([{ grams: 7800 }]);
    await next.stop();
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('recovers what was acknowledged when Postgres was killed with it', async () => {
    const dataDir = await usedDataDir(user);
    const killed = await holdIn(dataDir);
    await query(killed.connection, 'insert into weighing values (7800)');
    await killed.kill();
    // Nobody may reap it: its number then stays taken, by a zombie.
    process.kill(await postmasterPid(dataDir), 'SIGKILL');

    const next = await holdIn(dataDir);
    expect(await query(next.connection, 'select grams from weighing')).toEqual([{ grams: 7800 }]);
    expect(statSync(killed.connection.host, { throwIfNoEntry: false })).toBeUndefined();
    await next.stop();
  });

  test('is told that another server has the same data in use, and does it no harm', async () => {
    const dataDir = await usedDataDir(user);
    const first = await holdIn(dataDir);

    await expect(holdIn(dataDir)).rejects.toThrow(messages.alreadyRunning(first.pid));

    expect(await query(first.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });
});

test('of two servers started at once on an empty folder one works and the other is told', async () => {
  const dataDir = emptyDataDir(null);
  const options = { dataDir, user: null, nativeDir: null };
  const starts = await Promise.allSettled([hold(options), hold(options)]);

  const [winner, ...others] = starts.filter((outcome) => outcome.status === 'fulfilled');
  expect(others).toEqual([]);
  const [loser] = starts.filter((outcome) => outcome.status === 'rejected');
  expect(String(loser?.reason)).toContain(messages.alreadyRunning(winner?.value.pid ?? 0));
  expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
  await winner?.value.stop();
  expect(processesOf(dataDir)).toEqual([]);
});

test('Postgres that dies under a running server is back at the same address', async () => {
  const dataDir = await usedDataDir(null);
  let lost = (): void => undefined;
  const back = new Promise<void>((resolve) => {
    lost = resolve;
  });
  const postgres = await startPostgres({
    dataDir,
    log: (sentence) => {
      if (sentence === messages.postgresBack) lost();
    },
  });
  onTestFinished(() => postgres.stop());
  await query(postgres.connection, 'insert into weighing values (7800)');
  const before = await postmasterPid(dataDir);

  process.kill(before, 'SIGKILL');
  await back;

  expect(await query(postgres.connection, 'select grams from weighing')).toEqual([{ grams: 7800 }]);
  expect(await postmasterPid(dataDir)).not.toBe(before);
  await postgres.stop();
  expect(processesOf(dataDir)).toEqual([]);
});

test('a running Postgres with other settings is started anew rather than taken over', async () => {
  const dataDir = await usedDataDir(null);
  const killed = await hold({ dataDir, user: null, nativeDir: null });
  await killed.kill();

  const postgres = await startPostgres({ dataDir, durable: false, log: () => undefined });
  onTestFinished(() => postgres.stop());
  expect(await query(postgres.connection, 'show fsync')).toEqual([{ fsync: 'off' }]);
  expect(processesOf(dataDir).length).toBeGreaterThan(0);
});

/** Writes a `postmaster.pid` as a killed Postgres leaves it, with this number in it. */
function leavePidFile(dataDir: string, pid: number): void {
  const lines = [
    pid,
    join(dataDir, 'postgres'),
    1_700_000_000,
    5432,
    '/nowhere/siposyandu-pg-gone',
    '',
  ];
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${lines.join('\n')}\n`);
}

test('a pid file with the number of a zombie does not stop the start', async () => {
  const dataDir = await usedDataDir(null);
  // The shell's child ends when the shell is no more; the program in its place never asks for it.
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], { stdio: 'pipe' });
  onTestFinished(() => {
    parent.kill('SIGKILL');
  });
  const [line] = await once(parent.stdout, 'data');
  const zombie = Number(String(line));
  while (!/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${zombie}/stat`, 'utf8'))) await delay(5);
  leavePidFile(dataDir, zombie);

  const { connection } = await start(dataDir);
  expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a pid file whose number another program of the same user has by now does not stop the start', async () => {
  const dataDir = await usedDataDir(null);
  const first = await startPostgres({ dataDir, log: () => undefined });
  await first.stop();
  const { uid, gid } = statSync(join(dataDir, 'postgres'));
  const other = spawn('sleep', ['60'], isRoot ? { uid, gid, cwd: '/' } : {});
  onTestFinished(() => {
    other.kill('SIGKILL');
  });
  await once(other, 'spawn');
  leavePidFile(dataDir, other.pid ?? 0);

  const { connection } = await start(dataDir);
  expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(other.exitCode).toBeNull();
});

test('a pid file with the number of another folder’s Postgres does not mix the two up', async () => {
  const otherDir = await usedDataDir(null);
  await start(otherDir);
  const other = await postmasterPid(otherDir);
  const dataDir = await usedDataDir(null);
  leavePidFile(dataDir, other);

  await start(dataDir);
  expect(await postmasterPid(otherDir)).toBe(other);
  expect(await postmasterPid(dataDir)).not.toBe(other);
});

test('a Postgres whose socket was swept away is started anew', async () => {
  const dataDir = await usedDataDir(null);
  const killed = await hold({ dataDir, user: null, nativeDir: null });
  await killed.kill();
  rmSync(killed.connection.host, { recursive: true });

  const { connection } = await start(dataDir);
  expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('what people wrote does not reach the log of Postgres', async () => {
  const dataDir = await usedDataDir(null);
  const { connection } = await start(dataDir);
  await query(connection, `create table child (name text primary key)`);
  const insert = `insert into child values ('Anak Rahasia')`;
  await query(connection, insert);
  await expect(query(connection, insert)).rejects.toThrow('duplicate key');
  await expect(query(connection, `select 'Anak Rahasia'::int`)).rejects.toThrow('invalid input');

  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('Rahasia');
});

test('the application cannot become more than it is', async () => {
  const dataDir = await usedDataDir(null);
  const { connection } = await start(dataDir);
  await expect(query(connection, `copy child from program 'id'`)).rejects.toThrow(
    'permission denied',
  );
  await expect(query(connection, `set role ${SUPERUSER}`)).rejects.toThrow('permission denied');
});

test('a start that is given up leaves nothing behind', async () => {
  const dataDir = await usedDataDir(null);
  const giveUp = new AbortController();
  giveUp.abort();
  await expect(
    startPostgres({ dataDir, log: () => undefined, signal: giveUp.signal }),
  ).rejects.toBe(giveUp.signal.reason);
  expect(processesOf(dataDir)).toEqual([]);
});
