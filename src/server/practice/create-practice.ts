/** Puts the practice posyandu into an empty database, through the same rules as every record. */

import type { Transaction } from 'kysely';
import { MAX_MUTATIONS_PER_PUSH } from '#protocol/push.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import { latestToday, todayInNtb } from '#server/country-days.ts';
import { createAccount, grantPosyandu } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import type { Database } from '#server/store/schema.ts';
import { lockScope, scopeTransaction } from '#server/store/scope-transaction.ts';
import { applyChunk } from '#server/sync/apply-chunk.ts';
import {
  planPractice,
  PRACTICE_PASSWORD,
  type PracticePuskesmas,
  type PracticePosyandu,
  type PracticeRecord,
} from './practice-plan.ts';

/** All or nothing: a start that is cut off leaves the database empty, for the next to begin again. */
export async function createPractice(db: Db, nowMs: number): Promise<void> {
  const plan = planPractice(todayInNtb(nowMs));
  const passwordHash = await hashPassword(PRACTICE_PASSWORD);
  await db.transaction().execute(async (tx) => {
    const { admin } = plan;
    await createAccount(tx, { ...admin, ...PRACTICE, passwordHash, role: 'admin' });
    for (const one of [plan, plan.neighbour]) await createOne(tx, one, passwordHash, nowMs);
  });
}

const PRACTICE = { practice: true, puskesmasId: null } as const;

async function createOne(
  tx: Transaction<Database>,
  plan: PracticePuskesmas,
  passwordHash: string,
  nowMs: number,
): Promise<void> {
  const { puskesmas, petugas, posyandu } = plan;
  await createPuskesmas(tx, { ...puskesmas, practice: true });
  const staff = { ...petugas, ...PRACTICE, puskesmasId: puskesmas.id };
  await createAccount(tx, { ...staff, passwordHash, role: 'petugas' });
  for (const { kader } of posyandu) {
    for (const account of kader) {
      await createAccount(tx, { ...account, ...PRACTICE, passwordHash, role: 'kader' });
    }
  }
  for (const one of posyandu) await fill(tx, plan, one, nowMs);
}

async function fill(
  tx: Transaction<Database>,
  { puskesmas, petugas }: PracticePuskesmas,
  { kader, records, ...posyandu }: PracticePosyandu,
  nowMs: number,
): Promise<void> {
  await createPosyandu(tx, { ...posyandu, puskesmasId: puskesmas.id, practice: true });
  const openedMs = records[0]?.arrivedAtMs ?? nowMs;
  for (const { id } of kader) {
    await grantPosyandu(tx, { accountId: id, posyanduId: posyandu.id, fromMs: openedMs });
  }
  for (const chunk of chunks(records)) {
    const scope = await lockScope(tx, posyandu.id);
    const [first] = chunk;
    if (scope === null || first === undefined) throw new Error('practice posyandu is not there');
    const arrivedMs = Math.min(first.arrivedAtMs, nowMs);
    const { verdicts } = await applyChunk(
      scopeTransaction(tx, scope),
      chunk.map(({ envelope }) => envelope),
      {
        pushedBy: first.envelope.authorId,
        nowMs: arrivedMs,
        today: latestToday(nowMs),
        decidedBy: first.decided ? petugas.id : null,
      },
    );
    const refused = verdicts.find(({ status }) => status !== 'applied');
    if (refused !== undefined)
      throw new Error(`practice record ${refused.reason ?? refused.status}`);
  }
}

/** Records that arrived together: of one phone and one posyandu day, at most a push's worth. */
function chunks(records: readonly PracticeRecord[]): PracticeRecord[][] {
  const groups = Map.groupBy(
    records,
    ({ envelope }) => `${envelope.occurredOn} ${envelope.authorId}`,
  );
  return [...groups.values()].flatMap((group) => {
    const pieces: PracticeRecord[][] = [];
    for (let from = 0; from < group.length; from += MAX_MUTATIONS_PER_PUSH) {
      pieces.push(group.slice(from, from + MAX_MUTATIONS_PER_PUSH));
    }
    return pieces;
  });
}
