/** `npm run -s import -- FILE.xlsx --posyandu ID`: an e-PPGBM download into one posyandu, with a report of every row. */

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { posyanduIdSchema } from '#domain/ids.ts';
import { todayInNtb } from '#server/country-days.ts';
import { importRegister } from '#server/import/import-register.ts';
import { readPpgbmSheet, type PpgbmSheetRow } from '#server/import/ppgbm-sheet.ts';
import { firstAdmin } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { listPosyandu } from '#server/store/posyandu-store.ts';
import { readRegister } from '#server/store/register-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { importMessages as messages } from './import-messages.ts';
import { withDatabase } from './with-database.ts';

process.exitCode = await run();

async function run(): Promise<number> {
  const { file, posyandu } = readArguments();
  if (file === undefined || posyandu === undefined) return refuse(messages.usage);
  let bytes: Buffer;
  try {
    // npm runs a script in the project's folder; the name was typed in INIT_CWD.
    bytes = await readFile(resolve(process.env['INIT_CWD'] ?? '.', file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return refuse(messages.unreadableFile(code));
  }
  const sheet = await readPpgbmSheet(bytes);
  if (!sheet.ok) return refuse(messages.sheetProblem(sheet.error));
  return withDatabase(console.error, (db) => bringIn(db, sheet.value, posyandu));
}

async function bringIn(db: Db, rows: readonly PpgbmSheetRow[], posyandu: string): Promise<number> {
  const id = posyanduIdSchema.safeParse(posyandu);
  const register = id.success ? await readRegister(db, id.data) : null;
  if (!id.success || register === null) {
    const places = await listPosyandu(db);
    return refuse(
      messages.unknownPosyandu(
        places.map((place) => ({ id: place.id, label: `${place.name}, ${place.villageName}` })),
      ),
    );
  }
  const admin = await firstAdmin(db);
  if (admin === null) return refuse(messages.noAdmin);

  const nowMs = Date.now();
  const context = {
    posyanduId: id.data,
    accountId: admin,
    nowMs,
    today: todayInNtb(nowMs),
    runId: randomUUID(),
  };
  for await (const line of importRegister(createSyncStore(db), register, rows, context)) {
    if (line.kind === 'row') console.log(messages.row(line));
    if (line.kind === 'summary') console.log(messages.summary(line));
  }
  return 0;
}

function readArguments(): { file?: string | undefined; posyandu?: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { posyandu: { type: 'string' } },
    });
    return positionals.length === 1 ? { file: positionals[0], posyandu: values.posyandu } : {};
  } catch {
    return {};
  }
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}
