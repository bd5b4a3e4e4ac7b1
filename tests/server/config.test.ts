import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { messages } from '#server/messages.ts';

function configOf(env: Readonly<Record<string, string>>) {
  const config = readConfig(env);
  if (!config.ok) throw new Error(config.error.join('\n'));
  return config.value;
}

test('with nothing set it serves practice on this machine alone, with its data in the project', () => {
  expect(configOf({})).toEqual({
    port: 8080,
    host: 'localhost',
    databaseUrl: null,
    dataDir: resolve('.data'),
    practice: true,
    trustProxy: false,
    publicOrigin: null,
    secureCookies: false,
  });
});

test('an empty variable counts as not set', () => {
  expect(configOf({ PORT: '', DATABASE_URL: '', DATA_DIR: '', PRACTICE: '' })).toEqual(
    configOf({}),
  );
});

test('behind an HTTPS front: its address, its word on who asks, cookies over HTTPS alone', () => {
  expect(
    configOf({
      PUBLIC_ORIGIN: 'https://posyandu.example.id/',
      TRUST_PROXY: 'loopback, 10.1.0.0/16',
    }),
  ).toMatchObject({
    publicOrigin: 'https://posyandu.example.id',
    secureCookies: true,
    trustProxy: ['loopback', '10.1.0.0/16'],
  });
});

test('over plain HTTP cookies work too', () => {
  expect(configOf({ PUBLIC_ORIGIN: 'http://192.168.1.5:8080' }).secureCookies).toBe(false);
});

test('a data folder is meant from where the command was given', () => {
  expect(configOf({ DATA_DIR: 'data/uji' }).dataDir).toBe(resolve('data/uji'));
});

describe('each wrong value is refused with the sentence of its variable', () => {
  test.each([
    ['PORT', '80a80'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '8080.5'],
    ['HOST', 'http://localhost'],
    ['DATABASE_URL', 'mysql://localhost/db'],
    ['DATABASE_URL', 'siposyandu'],
    ['PRACTICE', 'no'],
    ['PRACTICE', 'OFF'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '10.0.0.256'],
    ['TRUST_PROXY', '10.0.0.1,'],
    ['PUBLIC_ORIGIN', 'posyandu.example.id'],
    ['PUBLIC_ORIGIN', 'https://posyandu.example.id/kader'],
    ['PUBLIC_ORIGIN', 'ftp://posyandu.example.id'],
  ] as const)('%s=%s', (name, value) => {
    const config = readConfig({ [name]: value });
    expect(config).toEqual({ ok: false, error: [messages.wrongVariable[name]] });
  });
});

test('several wrong variables are all told at once, and no secret among them', () => {
  const config = readConfig({ PORT: 'x', DATABASE_URL: 'mysql://u:rahasia@h/d', PRACTICE: '1' });
  expect(config).toEqual({
    ok: false,
    error: [
      messages.wrongVariable.PORT,
      messages.wrongVariable.DATABASE_URL,
      messages.wrongVariable.PRACTICE,
    ],
  });
  expect(JSON.stringify(config)).not.toContain('rahasia');
});
