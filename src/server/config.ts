/** What the environment says about this server, read once and refused whole if any of it is wrong. */

import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { err, ok, type Result } from '#domain/result.ts';
import { messages } from './messages.ts';

export interface Config {
  /** 0 lets the system choose; for tests. */
  readonly port: number;
  readonly host: string;
  /** `null`: run the embedded Postgres. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly practice: boolean;
  /** Which fronts may say who the client is (Fastify's `trustProxy`); `false`: none. */
  readonly trustProxy: false | string[];
  /** What people type to come here, without a slash at the end, e.g. `https://posyandu.example.id`. */
  readonly publicOrigin: string | null;
  /** Cookies travel over HTTPS alone; true exactly where `publicOrigin` is https. */
  readonly secureCookies: boolean;
}

const PROJECT_ROOT = fileURLToPath(new URL('../../', import.meta.url));
const wrong = messages.wrongVariable;

const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, wrong.PORT)
    .transform(Number)
    .refine((port) => port <= 65_535, wrong.PORT)
    .default(8080),
  // Only this machine, until somebody says otherwise: without HTTPS passwords travel in clear.
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, wrong.HOST)
    .default('localhost'),
  DATABASE_URL: z.string().refine(isPostgresUrl, wrong.DATABASE_URL).nullable().default(null),
  DATA_DIR: z
    .string()
    .transform((path) => resolve(path))
    .default(resolve(PROJECT_ROOT, '.data')),
  PRACTICE: z.enum(['on', 'off'], wrong.PRACTICE).default('on'),
  TRUST_PROXY: z
    .string()
    .transform((text) => (text === 'off' ? [] : text.split(',').map((part) => part.trim())))
    .refine((parts) => parts.every(isProxy), wrong.TRUST_PROXY)
    .default([]),
  PUBLIC_ORIGIN: z
    .string()
    .refine(isOrigin, wrong.PUBLIC_ORIGIN)
    .transform((text) => new URL(text).origin)
    .nullable()
    .default(null),
});

/**
 * An empty variable counts as not set.
 *
 * @param env usually `process.env`
 * @returns the problems as sentences, one for each wrong variable; no sentence repeats a value
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): Result<Config, readonly string[]> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { success, data, error } = environmentSchema.safeParse(filled);
  if (!success) return err([...new Set(error.issues.map((issue) => issue.message))]);

  return ok({
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    practice: data.PRACTICE === 'on',
    trustProxy: data.TRUST_PROXY.length === 0 ? false : data.TRUST_PROXY,
    publicOrigin: data.PUBLIC_ORIGIN,
    secureCookies: data.PUBLIC_ORIGIN?.startsWith('https:') === true,
  });
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

function isProxy(part: string): boolean {
  const [address = '', bits = '0'] = part.split('/');
  return (
    ['loopback', 'linklocal', 'uniquelocal'].includes(part) ||
    (isIP(address) !== 0 && /^\d{1,3}$/.test(bits))
  );
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}
