import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { accountIdSchema } from '#domain/ids.ts';
import { sessionSchema } from '#protocol/session.ts';
import { freePort } from '#server/free-port.ts';
import { messages } from '#server/messages.ts';
import type { Connection } from '#server/postgres/supervisor.ts';
import { PRACTICE_PASSWORD } from '#server/practice/practice-plan.ts';
import { createAccount, type NewAccount } from '#server/store/account-store.ts';
import { processesOf } from '../support/postgres-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import {
  createDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

vi.setConfig({ testTimeout: 90_000 });

const MAIN = join(process.cwd(), 'src/server/main.ts');

async function dataDir(): Promise<string> {
  const dir = await createDataDir();
  onTestFinished(() => removeDataDir(dir));
  return dir;
}

async function database(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  onTestFinished(made.drop);
  return made;
}

function urlOf({ host, port, user, database: name }: Connection): string {
  return `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}&port=${String(port)}`;
}

async function start(dir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServer({ dataDir: dir, env });
  onTestFinished(server.kill);
  return server;
}

/** Runs the server where it is expected to refuse. */
async function refusal(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', DATABASE_URL: '', PRACTICE: 'on', ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const [code] = await once(child, 'close');
  return { code: Number(code), said: said.trim() };
}

function signIn(url: string): Promise<Response> {
  return fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-siposyandu': '1' },
    body: JSON.stringify({ username: 'kader', password: PRACTICE_PASSWORD, deviceId: null }),
  });
}

describe('an embedded start', () => {
  test('says where to go and who may practise, keeps everything, and Ctrl-C leaves no process', async () => {
    const dir = await dataDir();
    const first = await start(dir);
    expect(first.output()).toContain(messages.creatingPractice);
    const session = sessionSchema.parse(await (await signIn(first.url)).json());
    expect(session.practice).toBe(true);
    // To the whole group, and twice: the terminal and npm both send it.
    process.kill(-first.pid, 'SIGINT');
    process.kill(-first.pid, 'SIGINT');
    await first.ended;
    expect(first.output()).toContain(`${first.url}/puskesmas`);
    expect(first.output()).toContain(PRACTICE_PASSWORD);
    expect(first.output()).toContain('kader3');
    expect(first.output()).toContain(messages.stopped);
    expect(processesOf(dir)).toEqual([]);

    const second = await start(dir);
    expect(second.output()).not.toContain(messages.creatingPractice);
    expect((await signIn(second.url)).status).toBe(200);
    await second.stop();
    expect(processesOf(dir)).toEqual([]);
  });

  test('a request at work when Ctrl-C comes is answered, with the database still there for it', async () => {
    const dir = await dataDir();
    const server = await start(dir, { PRACTICE: 'off' });
    const body = JSON.stringify({
      username: 'kader',
      password: PRACTICE_PASSWORD,
      deviceId: null,
    });
    const socket = await beginRequest(server.url, body.length);
    socket.write(body.slice(0, 10));
    // The server answers one whole request after it has taken these first bytes in.
    await fetch(`${server.url}/api/health`);

    process.kill(-server.pid, 'SIGINT');
    await server.said(messages.stopping);
    socket.write(body.slice(10));
    expect(await firstLine(socket)).toBe('HTTP/1.1 401 Unauthorized');
    await server.ended;
    expect(processesOf(dir)).toEqual([]);
  });

  test('a second server on the same data says so, and the first works on', async () => {
    const dir = await dataDir();
    const first = await start(dir, { PRACTICE: 'off' });
    expect(await refusal({ DATA_DIR: dir })).toEqual({
      code: 1,
      said: messages.alreadyRunning(first.pid),
    });
    expect((await signIn(first.url)).status).toBe(401);
  });

  test('a port in use is named, and no Postgres stays behind', async () => {
    const dir = await dataDir();
    const taken = createServer().listen(0, 'localhost');
    onTestFinished(() => {
      taken.close();
    });
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const { code, said } = await refusal({ DATA_DIR: dir, PORT: String(port), PRACTICE: 'off' });
    expect(code).toBe(1);
    expect(said).toContain(messages.portInUse(port));
    expect(processesOf(dir)).toEqual([]);
  });

  test('a start that is asked to stop before it is up leaves nothing behind', async () => {
    const dir = await dataDir();
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, PORT: '0', DATABASE_URL: '', DATA_DIR: dir },
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    // Postgres is up by then, and the practice children are being made.
    await outputOf(child, messages.creatingPractice);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(processesOf(dir)).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm alone ends everything', async (signal) => {
    const dir = await dataDir();
    const project = mkdtempSync(join(tmpdir(), 'siposyandu-npm-'));
    onTestFinished(() => {
      rmSync(project, { recursive: true, force: true });
    });
    const script = `"${process.execPath}" "${MAIN}"`;
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ name: 'uji', scripts: { start: script } }),
    );
    const npm = spawn('npm', ['start'], {
      cwd: project,
      detached: true,
      env: { ...process.env, PORT: '0', DATABASE_URL: '', DATA_DIR: dir, PRACTICE: 'off' },
    });
    onTestFinished(() => {
      if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGKILL');
    });
    await outputOf(npm, messages.howToStop.trim());
    npm.kill(signal);
    // The pipe closes when the last process that could write to it is gone.
    await once(npm.stdout, 'close');
    expect(processesOf(dir)).toEqual([]);
  });
});

describe('a database of one’s own', () => {
  test('one that cannot be reached is said without its password', async () => {
    const port = await freePort();
    const { code, said } = await refusal({
      DATABASE_URL: `postgres://u:sangatrahasia@127.0.0.1:${String(port)}/d`,
    });
    expect({ code, said }).toEqual({ code: 1, said: messages.databaseUnreachable('ECONNREFUSED') });
  });

  test.each([
    ['older than 15', '140012', 'false', messages.databaseTooOld('14.12')],
    ['a standby', '150004', 'true', messages.databaseReadOnly],
  ])('%s is refused', async (_what, number, standby, sentence) => {
    const { pool, connection } = await database();
    // Answers before the built-in functions of the same name do.
    await pool.query(`create schema fake`);
    await pool.query(`create function fake.current_setting(name text) returns text language sql
      as $$ select case name when 'server_version_num' then '${number}' else '14.12' end $$`);
    await pool.query(`create function fake.pg_is_in_recovery() returns boolean language sql
      as $$ select ${standby} $$`);
    await pool.query(`alter database ${connection.database} set search_path = fake, pg_catalog`);

    expect(await refusal({ DATABASE_URL: urlOf(connection) })).toEqual({ code: 1, said: sentence });
  });

  test('one that a newer SiPosyandu has used is refused', async () => {
    const { pool, connection } = await database();
    await pool.query(`insert into migration (name) values ('9999-later.sql')`);
    expect(await refusal({ DATABASE_URL: urlOf(connection) })).toEqual({
      code: 1,
      said: messages.databaseNewer,
    });
  });
});

describe('practice and real work', () => {
  test('without practice and without accounts a link for the first set-up is printed', async () => {
    const { connection } = await database();
    const server = await start('', { DATABASE_URL: urlOf(connection), PRACTICE: 'off' });
    expect(server.output()).toMatch(/http:\/\/localhost:\d+\/mulai#[\w-]{20,}/);
    expect(server.output()).not.toContain(PRACTICE_PASSWORD);
    expect(await (await fetch(`${server.url}/api/info`)).json()).toMatchObject({
      practice: false,
      practicePassword: null,
    });
  });

  test('practice is refused where there is a real account', async () => {
    const { db, connection } = await database();
    await createAccount(db, anAdmin({ practice: false }));
    expect(await refusal({ DATABASE_URL: urlOf(connection) })).toEqual({
      code: 1,
      said: messages.practiceRefused,
    });
  });

  test('real work is refused where practice accounts with their known password are', async () => {
    const { db, connection } = await database();
    await createAccount(db, anAdmin({ practice: true }));
    expect(await refusal({ DATABASE_URL: urlOf(connection), PRACTICE: 'off' })).toEqual({
      code: 1,
      said: messages.practiceLeft(null),
    });
  });
});

test('every wrong variable gets its sentence and nothing is started', async () => {
  expect(await refusal({ PORT: 'delapan', PRACTICE: 'ya' })).toEqual({
    code: 1,
    said: [messages.wrongVariable.PORT, messages.wrongVariable.PRACTICE].join('\n'),
  });
});

function anAdmin({ practice }: { practice: boolean }): NewAccount {
  return {
    id: accountIdSchema.parse(randomUUID()),
    username: 'admin',
    displayName: 'Admin Uji',
    passwordHash: 'x',
    role: 'admin',
    puskesmasId: null,
    practice,
  };
}

/** A sign-in of which the server has the head; the body is the caller's to send. */
async function beginRequest(url: string, length: number): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  socket.write(
    [
      'POST /api/session HTTP/1.1',
      `host: ${host}`,
      'content-type: application/json',
      'x-siposyandu: 1',
      `content-length: ${String(length)}`,
      '',
      '',
    ].join('\r\n'),
  );
  return socket;
}

async function firstLine(socket: Socket): Promise<string> {
  const [chunk] = await once(socket, 'data');
  return String(chunk).split('\r\n', 1)[0] ?? '';
}

async function outputOf(child: ChildProcess, awaited: string): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes(awaited)) child.emit('awaited');
    });
  }
  const ended = once(child, 'exit').then(() => {
    throw new Error(`ended before "${awaited}":\n${said}`);
  });
  await Promise.race([once(child, 'awaited'), ended]);
  ended.catch(() => undefined);
}
