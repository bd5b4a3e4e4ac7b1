/** What the server's face is made of; `main.ts` and tests hand it in. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Config } from '#server/config.ts';
import type { Db } from '#server/store/database.ts';

export interface AppConfig extends Pick<Config, 'publicOrigin' | 'secureCookies' | 'trustProxy'> {
  /** Folder of the built app, absolute. It may be missing: then pages say so and the API works. */
  readonly distFolder: string;
  /** Said to everybody while practice mode is on; `null` when it is off. */
  readonly practicePassword: string | null;
}

export interface LogTarget {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** One JSON line each; standard output without it. */
  readonly stream?: { write(line: string): void };
}

export interface AppDeps {
  readonly db: Db;
  readonly config: AppConfig;
  /** Server clock, ms since 1970. */
  readonly now: () => number;
  /** `null`: silence. */
  readonly log: LogTarget | null;
}

/** The Fastify instance with routes typed by the schemas of `protocol`. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
