/** What is being typed, kept per posyandu and form until it is saved, thrown away, or long forgotten. */

import { childIdSchema, type PosyanduId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { familyOf, readAliases } from './merged-children.ts';
import type { DraftRow } from './rows.ts';

/** As long as answered mutations are kept: two monthly sessions. A choice of this project, from no rule. */
export const DRAFT_KEPT_MS = 60 * 86_400_000;

/** Inside a transaction over `drafts`. */
export async function putDraft(
  db: PhoneDb,
  draft: Pick<DraftRow, 'posyanduId' | 'key' | 'value'>,
): Promise<void> {
  await db.drafts.put({ ...draft, savedAtMs: null });
}

/**
 * A draft's days are counted from the first time the server was heard since:
 * what the phone's own clock said when it was typed may be years off, and would
 * make it look old once the clock is set.
 */
export async function pruneDrafts(db: PhoneDb, serverNowMs: number): Promise<void> {
  const oldest = serverNowMs - DRAFT_KEPT_MS;
  await db.drafts.filter(({ savedAtMs }) => savedAtMs !== null && savedAtMs < oldest).delete();
  await db.drafts.filter(({ savedAtMs }) => savedAtMs === null).modify({ savedAtMs: serverNowMs });
}

/** Of a form about a child: also what was typed while another child did not count as the same yet. */
export async function readDraft(
  db: PhoneDb,
  posyanduId: PosyanduId,
  key: string,
): Promise<DraftRow['value'] | null> {
  const rows = await db.drafts.bulkGet(await placesOf(db, posyanduId, key));
  return rows.find((row) => row !== undefined)?.value ?? null;
}

/** Inside a transaction over `children` and `drafts`. */
export async function dropDraft(db: PhoneDb, posyanduId: PosyanduId, key: string): Promise<void> {
  await db.drafts.bulkDelete(await placesOf(db, posyanduId, key));
}

async function placesOf(
  db: PhoneDb,
  posyanduId: PosyanduId,
  key: string,
): Promise<[PosyanduId, string][]> {
  const [form = '', about] = key.split(':');
  const child = childIdSchema.safeParse(about);
  if (!child.success) return [[posyanduId, key]];
  const family = familyOf(child.data, await readAliases(db));
  const others = family.filter((id) => id !== child.data);
  return [child.data, ...others].map((id) => [posyanduId, `${form}:${id}`]);
}
