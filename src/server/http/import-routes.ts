/** HTTP face of the e-PPGBM import: takes a file, streams what became of each row. */

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PosyanduId } from '#domain/ids.ts';
import {
  IMPORT_CONTENT_TYPE,
  importQuerySchema,
  MAX_IMPORT_BYTES,
  type ImportLine,
} from '#protocol/import.ts';
import { todayInNtb } from '#server/country-days.ts';
import { importRegister } from '#server/import/import-register.ts';
import { readPpgbmSheet } from '#server/import/ppgbm-sheet.ts';
import { grantsOf } from '#server/store/account-store.ts';
import { readRegister } from '#server/store/register-store.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { isTransient } from '#server/store/transient.ts';
import { signedInOf } from './access.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';

const config = { access: ['petugas', 'admin'] } as const;

export function registerImportRoutes(api: Api, { db, now }: AppDeps): void {
  const store = createSyncStore(db);
  const parsed = { parseAs: 'buffer', bodyLimit: MAX_IMPORT_BYTES } as const;
  api.addContentTypeParser('application/octet-stream', parsed, (_request, body, done) => {
    done(null, body);
  });

  async function registerFor(account: SignedIn, posyanduId: PosyanduId, nowMs: number) {
    const grants = await grantsOf(db, account, nowMs);
    if (!grants.some((grant) => grant.posyanduId === posyanduId)) throw new Refusal('not-found');
    const register = await readRegister(db, posyanduId);
    if (register === null) throw new Refusal('not-found');
    return register;
  }

  api.post(
    '/api/import',
    { config, bodyLimit: MAX_IMPORT_BYTES, schema: { querystring: importQuerySchema } },
    async (request, reply) => {
      const nowMs = now();
      const posyanduId = request.query.posyandu;
      const account = signedInOf(request);
      const register = await registerFor(account, posyanduId, nowMs);
      if (!Buffer.isBuffer(request.body)) throw new Refusal('malformed-request');
      const sheet = await readPpgbmSheet(request.body);
      if (!sheet.ok) throw new Refusal(sheet.error);

      const lines = importRegister(store, register, sheet.value, {
        posyanduId,
        accountId: account.id,
        nowMs,
        today: todayInNtb(nowMs),
        runId: randomUUID(),
      });
      reply.type(IMPORT_CONTENT_TYPE);
      return Readable.from(asText(lines, (error) => request.log.error({ err: error }, 'import')));
    },
  );
}

/** A fault in the middle cannot change the status any more, so it is told as a line. */
async function* asText(
  lines: AsyncIterable<ImportLine>,
  onError: (error: unknown) => void,
): AsyncGenerator<string> {
  try {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`;
  } catch (error) {
    onError(error);
    const failed = isTransient(error) ? 'busy' : 'internal';
    const line: ImportLine = { kind: 'failed', server: 'siposyandu', error: failed };
    yield `${JSON.stringify(line)}\n`;
  }
}
