/** Notices that the database came back empty: a count kept outside it says that there was one. */

import * as z from 'zod/mini';
import type { Notebook } from '#client/sync/platform.ts';
import type { PhoneDb } from './db.ts';
import type { Log } from './diag.ts';
import { ensurePhone, readPhone, type IdSource } from './meta.ts';
import type { LossRow } from './rows.ts';
import { reading, writing } from './transaction.ts';

/** All that is written outside: how many records were not sent when last counted. */
const noteSchema = z.object({ unsent: z.int().check(z.nonnegative()) });

/** How many are not sent; `null` while this phone has no id, hence nothing to lose. */
export function countToNote(db: PhoneDb): Promise<number | null> {
  return reading(db, async () => {
    if ((await readPhone(db)) === null) return null;
    return db.outbox.where('state').equals('pending').count();
  });
}

/** Call whenever that changes. */
export function keepNote(notebook: Notebook, dbName: string, unsent: number): void {
  notebook.write(dbName, JSON.stringify({ unsent } satisfies z.infer<typeof noteSchema>));
}

function readNote(notebook: Notebook, dbName: string): z.infer<typeof noteSchema> | null {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(notebook.read(dbName) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export interface SentinelDeps extends IdSource {
  readonly db: PhoneDb;
  readonly notebook: Notebook;
  readonly log: Log;
}

/**
 * To be the first thing done with the database. An empty one under a note was
 * lost: that is kept until somebody has read it, and the phone gets a new device
 * id at once, so that the loss is noticed once and no number is given twice.
 */
export async function noticeLoss({ db, notebook, log, ...ids }: SentinelDeps): Promise<void> {
  const note = readNote(notebook, db.name);
  if (note === null) return;
  const lost = await writing(db, [db.meta], async () => {
    if ((await readPhone(db)) !== null) return false;
    await ensurePhone(db, ids);
    await db.meta.put({ key: 'loss', ...note, noticedAtMs: ids.nowMs() } satisfies LossRow);
    return true;
  });
  if (lost) log('database-came-back-empty', String(note.unsent));
}

export async function readLoss(db: PhoneDb): Promise<LossRow | null> {
  const row = await db.meta.get('loss');
  return row?.key === 'loss' ? row : null;
}

/** Somebody has read it; the phone's own log keeps it. */
export function forgetLoss(db: PhoneDb): Promise<void> {
  return writing(db, [db.meta], () => db.meta.delete('loss'));
}
