/** What the server once answered for and does not hold any more: found by its numbers, and sent again. */

import type { DeviceId, MutationId } from '#domain/ids.ts';
import { MAX_RANGES, type Have } from '#protocol/push.ts';
import type { PhoneDb } from './db.ts';
import type { OutboxRow } from './rows.ts';

/** Waiting once more, as if never answered. */
export function waitingAgain(row: OutboxRow): OutboxRow {
  return { ...row, state: 'pending', verdict: null, answeredAtMs: null, numberElsewhere: false };
}

/**
 * Puts answered mutations whose number the journal lacks back among the waiting:
 * the server was set back without saying so. Call in the transaction that takes
 * the answer.
 *
 * @param answeredNow by the same answer, hence there; one that the server knows
 *   under another number (sent before a `device-fork`) is remembered as such
 * @param notAgain left alone, so that a server which never has them cannot make
 *   a run endless
 * @returns those that wait again
 *
 * Of what was sent under an earlier device id or number no answer tells. Once
 * one is found missing, all of that is sent again as well.
 */
export async function resendMissing(
  db: PhoneDb,
  have: readonly Have[],
  answeredNow: ReadonlySet<MutationId>,
  notAgain: ReadonlySet<MutationId>,
): Promise<MutationId[]> {
  const again: MutationId[] = [];
  const left = new Set([...answeredNow, ...notAgain]);
  for (const numbers of have) {
    for (const row of await answeredBeyond(db, numbers)) {
      if (!isMissing(numbers, row.seq)) continue;
      if (answeredNow.has(row.mid)) {
        if (row.verdict?.status === 'duplicate') {
          await db.outbox.put({ ...row, numberElsewhere: true });
        }
        continue;
      }
      if (notAgain.has(row.mid)) continue;
      await db.outbox.put(waitingAgain(row));
      again.push(row.mid);
    }
  }
  if (again.length === 0) return again;
  const told = new Set(have.map(({ deviceId }) => deviceId));
  return [...again, ...(await resendUntold(db, (row) => !told.has(row.deviceId), left))];
}

/**
 * Puts what no `have` can tell of back among the waiting: the server was set
 * back. It answers what it does hold as before.
 *
 * @param isUntold besides those the server knows under another number
 */
async function resendUntold(
  db: PhoneDb,
  isUntold: (row: OutboxRow) => boolean,
  except: ReadonlySet<MutationId>,
): Promise<MutationId[]> {
  const answered = await db.outbox.where('state').equals('answered').toArray();
  const untold = answered.filter(
    (row) =>
      row.verdict?.aside !== true &&
      !except.has(row.mid) &&
      (row.numberElsewhere === true || isUntold(row)),
  );
  await db.outbox.bulkPut(untold.map(waitingAgain));
  return untold.map(({ mid }) => mid);
}

/** The feed has shown that the server was set back: of what this device sent, the next push tells. */
export async function resendOfEarlierDevices(db: PhoneDb, deviceId: DeviceId): Promise<void> {
  await resendUntold(db, (row) => row.deviceId !== deviceId, new Set());
}

async function answeredBeyond(
  db: PhoneDb,
  { posyanduId, deviceId, contig }: Have,
): Promise<OutboxRow[]> {
  const rows = await db.outbox
    .where('[posyanduId+deviceId+seq]')
    .between([posyanduId, deviceId, contig + 1], [posyanduId, deviceId, Infinity])
    .toArray();
  return rows.filter(
    ({ state, verdict, numberElsewhere }) =>
      state === 'answered' && verdict?.aside !== true && numberElsewhere !== true,
  );
}

/** Where the list of ranges was cut, nothing is known of what lies beyond. */
function isMissing({ also }: Have, seq: number): boolean {
  const last = also.at(-1);
  if (also.length >= MAX_RANGES && last !== undefined && seq > last[1]) return false;
  return !also.some(([from, to]) => from <= seq && seq <= to);
}
