import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isTransient } from '#server/store/transient.ts';
import { createPhone, newDeviceId } from '../../support/mutations.ts';
import {
  aPuskesmas,
  browserOf,
  connectionsWaiting,
  startTestServer,
  type TestServer,
} from '../../support/server.ts';

function databaseError(code: string) {
  const error = new pg.DatabaseError('x', 1, 'error');
  error.code = code;
  return error;
}
const systemError = (code: string, syscall: string) =>
  Object.assign(new Error('x'), { code, syscall });

describe('a passing fault is', () => {
  test.each([
    ['a lost race', databaseError('40001')],
    ['a deadlock', databaseError('40P01')],
    ['a full disk', databaseError('53100')],
    ['too many connections', databaseError('53300')],
    ['an administrator who stops the database', databaseError('57P01')],
    ['a database that is starting', databaseError('57P03')],
    ['a broken connection', databaseError('08006')],
    ['a time-out', databaseError('57014')],
    ['a refused connection', systemError('ECONNREFUSED', 'connect')],
    ['a socket that is not there yet', systemError('ENOENT', 'connect')],
    ['a connection that ended in the middle', new Error('Connection terminated unexpectedly')],
    ['any of these below another error', new Error('x', { cause: databaseError('57P01') })],
    ['any of these among several', new AggregateError([systemError('ECONNREFUSED', 'connect')])],
  ])('%s', (_, error) => {
    expect(isTransient(error)).toBe(true);
  });
});

describe('a lasting fault is', () => {
  test.each([
    ['a value the database refuses', databaseError('22P05')],
    ['a broken constraint', databaseError('23505')],
    ['a statement that is wrong', databaseError('42601')],
    ['a file that is not there', systemError('ENOENT', 'open')],
    ['a bug', new TypeError('x is undefined')],
    ['no error at all', { code: '40001' }],
    ['nothing', undefined],
  ])('%s', (_, error) => {
    expect(isTransient(error)).toBe(false);
  });
});

describe('when the database ends a connection in the middle', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('the client is asked to come again, and then all is well', async () => {
    const { posyanduId, kader, petugas } = await aPuskesmas(server.db);
    const register = createPhone({ posyanduId, authorId: kader.id }).register();
    await (
      await browserOf(server, kader)
    ).post('/api/sync/push', {
      protocol: 1,
      deviceId: newDeviceId(),
      app: 'test',
      wallMs: 0,
      waiting: 0,
      mutations: [register],
    });
    const reviewer = await browserOf(server, petugas);
    const approve = () =>
      reviewer.post('/api/review/decisions', {
        mids: [register.mid],
        decision: 'approve',
        reason: null,
      });

    const holder = new pg.Client(server.database.connection);
    await holder.connect();
    await holder.query('begin; select * from scope_counter for update');
    const answer = approve();
    const waiting = await connectionsWaiting(server.database, 1);
    await server.database.pool.query(
      'select pg_terminate_backend(pid) from unnest($1::int[]) pid',
      [waiting],
    );
    expect((await answer).statusCode).toBe(503);
    expect((await answer).json()).toEqual({ server: 'siposyandu', error: 'busy' });
    await holder.query('rollback');
    await holder.end();

    expect((await approve()).json()).toMatchObject({ decided: [register.mid] });
  });
});
